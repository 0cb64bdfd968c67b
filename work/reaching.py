"""Whether a target is reached: pure thought, computed when it is looked at and never stored.

A target compares ("≥ 95 %", "≤ 3", hạng) or is judged by a person. What falls short before the plan's year is over is
not missed yet, unless it may never exceed something and does.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.amounts import written_amount

SIGNS = {">=": "từ", ">": "trên", "=": "bằng", "<=": "không quá", "<": "dưới"}
# Ranks are better the smaller they are: "phấn đấu đạt hạng 5" is reached by being third.
_RANKS = ("hạng", "thứ hạng", "vị trí", "top")


class Reach(StrEnum):
    REACHED = "reached"
    MISSED = "missed"
    UNDER_WAY = "under_way"  # short of it, and the year is not over
    UNSAID = "unsaid"  # nobody said a value, or nothing says how to judge it


@dataclass(frozen=True)
class Goal:
    """What the plan states. `comparator` is one of SIGNS or blank; both blank and None: not measured."""

    metric: str = ""
    value: Decimal | None = None
    comparator: str = ""

    @property
    def words(self) -> str:
        """ "từ 95 % trở lên", "đạt 100 %", "hạng 5"; blank where no number is stated."""
        if self.value is None:
            return ""
        number = written_amount(self.value)
        stated = f"{self.metric} {number}" if _is_rank(self.metric) else f"{number} {self.metric}".strip()
        if self.metric.strip() == "%" and self.value >= 100 and self.comparator in (">=", "="):
            return f"đạt {stated}"
        if self.comparator == ">=":
            return f"từ {stated} trở lên"
        sign = SIGNS.get(self.comparator, "")
        return f"{sign} {stated}" if sign and self.comparator != "=" else stated


@dataclass(frozen=True)
class Reached:
    """`words` and `tone` are those of the chip (core.templatetags.ui.chip)."""

    reach: Reach
    words: str
    tone: str


@dataclass(frozen=True)
class Actual:
    """What was said. `verdict` "reached" or "missed" is a person's; `final`: the period ends the plan's year."""

    value: Decimal | None = None
    verdict: str = ""
    final: bool = True


def reached(goal: Goal, actual: Actual | None) -> Reached:
    """A person's verdict stands where there is one; else the number is compared."""
    if actual is None:
        return Reached(Reach.UNSAID, "Chưa có số liệu", "idle")
    if actual.verdict == "reached":
        return Reached(Reach.REACHED, "Đạt", "ok")
    if actual.verdict == "missed":
        return _short(actual.final)
    if actual.value is None or goal.value is None:
        return Reached(Reach.UNSAID, "Chưa đánh giá", "idle")
    comparator = goal.comparator or ("<=" if _is_rank(goal.metric) else ">=")
    if comparator == "=" and _is_rank(goal.metric):
        comparator = "<="
    if comparator == "=" and goal.metric.strip() == "%" and goal.value == 100:
        comparator = ">="  # all of them; more than all is a slip of the pen that the page shows anyway
    if _holds(comparator, actual.value, goal.value):
        return Reached(Reach.REACHED, "Đạt", "ok")
    if comparator in ("<=", "<") and not _is_rank(goal.metric):
        return Reached(Reach.MISSED, "Vượt mức cho phép", "late")
    if comparator == "=" and actual.value > goal.value:
        return Reached(Reach.MISSED, "Cao hơn mức đề ra", "warn")
    return _short(actual.final)


def _short(final: bool) -> Reached:
    if final:
        return Reached(Reach.MISSED, "Không đạt", "late")
    return Reached(Reach.UNDER_WAY, "Chưa đạt", "warn")


def _holds(comparator: str, actual: Decimal, goal: Decimal) -> bool:
    match comparator:
        case ">":
            return actual > goal
        case "<":
            return actual < goal
        case "<=":
            return actual <= goal
        case "=":
            return actual == goal
    return actual >= goal


def _is_rank(metric: str) -> bool:
    return metric.strip().lower() in _RANKS


# ------------------------------------------------------------------ the same target in a later version


@dataclass(frozen=True)
class Stated:
    """A target as it is printed in one version. `text` folded (core.text.fold)."""

    id: int
    text: str
    metric: str
    value: Decimal | None


def heirs(earlier: list[Stated], later: list[Stated]) -> dict[int, int]:
    """Earlier target → the later one that states the same, by its words: whole, then but for a changed figure.

    Each later target is taken once, in the order of the paper. A reworded target finds no heir: its values stay
    with the earlier one, where they can be read.
    """
    found: dict[int, int] = {}
    free = list(later)
    for key in (_exactly, _but_for_figures):
        for old in earlier:
            if old.id in found:
                continue
            match = next((new for new in free if key(new) == key(old)), None)
            if match is not None:
                found[old.id] = match.id
                free.remove(match)
    return found


def _exactly(stated: Stated) -> tuple[str, str, Decimal | None]:
    return stated.text, stated.metric, stated.value


def _but_for_figures(stated: Stated) -> tuple[str, str]:
    words = "".join("#" if char.isdigit() else char for char in stated.text)
    while "##" in words:
        words = words.replace("##", "#")
    return words.replace("#,#", "#").replace("#.#", "#"), stated.metric
