"""What the search page finds of inspections: those of the own office."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from core.matching import saying
from core.ranking import CANDIDATES, Candidate, best
from core.templatetags.vi import ngay
from core.wanted import Wanted
from inspections import rules
from inspections.models import Inspection
from inspections.queries.lists import state_of
from inspections.standing import INSPECTION_NAMES, INSPECTION_TONES
from organisations.access import Access
from organisations.finding import Findable, Hit


def _find(access: Access, wanted: Wanted, most: int) -> list[int]:
    if not rules.can_view_inspections(access):
        return []
    rows = Inspection.objects.of(access).filter(saying(wanted)).order_by("-year", "-pk")
    found = rows.values_list("pk", "search")[: max(CANDIDATES, most)]
    return best(wanted, [Candidate(key, search) for key, search in found], most)


def _show(access: Access, keys: Sequence[int]) -> list[Hit]:
    today = timezone.localdate()
    known = Inspection.objects.select_related("organisation", "unit", "place").in_bulk(keys)
    hits = []
    for each in (known[key] for key in keys if key in known):
        state = state_of(each, today)
        when = f"ngày {ngay(each.held_on)}" if each.held_on else each.when_text
        note = " · ".join(filter(None, (each.whom, when, f"năm {each.year}")))
        hits.append(
            Hit(
                title=each.subject, url=each.get_absolute_url(), note=note, state=INSPECTION_NAMES[state],
                tone=INSPECTION_TONES[state],
            )
        )  # fmt: skip
    return hits


INSPECTIONS = Findable("kiem-tra", "Kiểm tra, giám sát", "clipboard2-check", 35, _find, _show)
