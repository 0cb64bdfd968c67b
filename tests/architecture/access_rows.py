"""All rows of the table of addresses."""

from __future__ import annotations

from tests.architecture.access_added import ADDED
from tests.architecture.access_calendar import CALENDAR
from tests.architecture.access_editor import EDITOR
from tests.architecture.access_figures import FIGURES
from tests.architecture.access_inspections import INSPECTIONS
from tests.architecture.access_lists import LISTS
from tests.architecture.access_notices import NOTICES
from tests.architecture.access_nudges import NUDGES
from tests.architecture.access_people import PEOPLE_AT_WORK
from tests.architecture.access_plans import PLANS
from tests.architecture.access_readiness import READINESS
from tests.architecture.access_reading import READING
from tests.architecture.access_reference import REFERENCE
from tests.architecture.access_register import REGISTER
from tests.architecture.access_search import SEARCH
from tests.architecture.access_sheet import SHEET
from tests.architecture.access_starting import STARTING
from tests.architecture.access_table import PEOPLE, Row
from tests.architecture.access_villages import VILLAGES
from tests.architecture.access_work import WORK

ROWS: dict[str, Row] = {
    **PEOPLE,
    **ADDED,
    **PEOPLE_AT_WORK,
    **CALENDAR,
    **LISTS,
    **NOTICES,
    **NUDGES,
    **INSPECTIONS,
    **PLANS,
    **EDITOR,
    **FIGURES,
    **READINESS,
    **READING,
    **REFERENCE,
    **REGISTER,
    **SEARCH,
    **SHEET,
    **STARTING,
    **VILLAGES,
    **WORK,
}
