"""What to type instead: deadlines that are not understood, names that are no bộ phận of the organisation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from core.text import fold
from organisations.models import Unit
from plans.domain.parties import PartyBook, names_in
from plans.enums import ColumnRole, PartyKind
from plans.models import Plan
from plans.queries.tasks import DeadlineState, deadline_preview
from plans.sheet_compare import Notice

_EXAMPLES = "Hãy gõ như: 30/6/2026, Quý II/2026, Tháng 9, Trước ngày 15/11, Thường xuyên"
_NEAR = 0.55  # how alike two names must be to be offered (difflib)
_MOST = 200  # pieces of advice at once


def advice(
    plan: Plan, columns: Sequence[Mapping[str, str]], words: Iterable[tuple[str, int, str | None]]
) -> list[Notice]:
    """Advice for cells given as (place, column, text); the same words in many cells are spoken of once."""
    places: dict[tuple[str, str], list[str]] = {}
    for place, at, text in words:
        role = columns[at].get("role", "") if at < len(columns) else ""
        if text and role in (ColumnRole.DEADLINE, ColumnRole.LEAD, ColumnRole.COORDINATE):
            places.setdefault((role, text), []).append(place)
    adviser = _Adviser(plan)
    out = []
    for (role, text), where in places.items():
        said = adviser.deadline(text) if role == ColumnRole.DEADLINE else adviser.names(text, role)
        if said:
            more = f" và {len(where) - 3} ô khác" if len(where) > 3 else ""
            out.append(Notice(", ".join(where[:3]) + more, said))
    return out[:_MOST]


class _Adviser:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.book = PartyBook(plan.organisation)
        units = Unit.objects.filter(organisation=plan.organisation_id)
        self.units = {fold(name): unit.name for unit in units for name in (unit.name, unit.short_name) if name}

    def deadline(self, text: str) -> str:
        preview = deadline_preview(text, self.plan)
        if preview.state != DeadlineState.QUESTION:
            return ""
        if preview.choices:
            return f"“{text}” có hai cách hiểu; sau khi nhập, hãy chọn một cách ở ô thời hạn."
        return f"Chưa hiểu thời hạn “{text[:80]}”. {preview.question} {_EXAMPLES}."

    def names(self, text: str, role: str) -> str:
        linked = self.book.linked(self.plan)
        said = []
        for name in names_in(text):
            if self.book.known_party(name, linked).kind != PartyKind.OUTSIDE:
                continue
            near = [self.units[each] for each in get_close_matches(fold(name), self.units, n=3, cutoff=_NEAR)]
            if near:
                said.append(f"Chưa có bộ phận “{name}”. Có phải: {'; '.join(dict.fromkeys(near))}?")
            elif role == ColumnRole.LEAD:
                said.append(f"“{name}” không phải bộ phận của đơn vị; nếu là cơ quan ngoài thì giữ nguyên.")
        return " ".join(said)
