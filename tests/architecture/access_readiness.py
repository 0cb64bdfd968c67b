"""Rows of the checks before submitting and of submitting itself: about the draft of An Bình."""

from __future__ import annotations

from tests.architecture.access_plans import PLAN, read, write
from tests.architecture.access_table import DRAFT_READERS, Row, staff

READINESS: dict[str, Row] = {
    "plans:readiness": read(PLAN),
    "plans:readiness-summary": read(PLAN),
    "plans:readiness-settle": write(PLAN, ok=405),
    "plans:readiness-unsettle": write(PLAN, ok=405),
    "plans:submit": write(PLAN),
    "plans:withdraw": write(PLAN, ok=403),  # a draft is with nobody
    "plans:return": staff(
        DRAFT_READERS, PLAN, ok=403, but=dict.fromkeys(("nga", "an", "thao", "quang"), 404)
    ),  # nor can it be given back
}
