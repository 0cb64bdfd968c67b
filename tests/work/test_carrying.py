"""What becomes of milestones when a corrected version is issued, as a table."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from work.carrying import Fate, Kept, Verdict, Wanted, verdicts

ISSUED = dt.date(2026, 6, 1)
START = dt.date(2026, 6, 1)
MARCH, JUNE, SEPTEMBER = dt.date(2026, 3, 31), dt.date(2026, 6, 30), dt.date(2026, 9, 30)


def asked(due: dt.date, label: str = "", kind: str = "due") -> Wanted:
    return Wanted(kind, START, due, label)


def old(due: dt.date, label: str = "", *, touched: bool = False, kind: str = "due", by_person: bool = False) -> Kept:
    return Kept(1, kind, due, label, touched, by_person, kind == "checkpoint")


@pytest.mark.parametrize(
    ("kept", "wanted", "verdict"),
    [
        # what is still asked for goes on, touched or not
        (old(JUNE), [asked(JUNE)], Verdict(Fate.MOVE, asked(JUNE))),
        (old(JUNE, "quý II"), [asked(JUNE, "quý II"), asked(SEPTEMBER, "quý III")], Verdict(Fate.MOVE, asked(JUNE, "quý II"))),
        # the same period with another day
        (old(JUNE, "quý II"), [asked(dt.date(2026, 6, 25), "quý II"), asked(SEPTEMBER, "quý III")],
         Verdict(Fate.MOVE, asked(dt.date(2026, 6, 25), "quý II"))),
        # one result before and one now: its day was corrected
        (old(JUNE, touched=True), [asked(SEPTEMBER)], Verdict(Fate.MOVE, asked(SEPTEMBER))),
        (old(MARCH, touched=True), [asked(SEPTEMBER)], Verdict(Fate.MOVE, asked(SEPTEMBER))),
        # several now: nobody can say which one it was
        (old(JUNE, touched=True), [asked(JUNE, "quý II"), asked(SEPTEMBER, "quý III")], Verdict(Fate.SUPERSEDE)),
        (old(JUNE), [asked(JUNE, "quý II"), asked(SEPTEMBER, "quý III")], Verdict(Fate.STAY)),
        # no longer asked for
        (old(JUNE, touched=True), [], Verdict(Fate.SUPERSEDE)),
        (old(JUNE), [], Verdict(Fate.STAY)),
        # due before the new version: a correction excuses nothing, and history goes along
        (old(MARCH), [], Verdict(Fate.MOVE)),
        (old(MARCH, touched=True), [], Verdict(Fate.MOVE)),
        # continuous work follows its quarters
        (old(JUNE, "quý II", kind="checkpoint"), [asked(JUNE, "quý II", "checkpoint")],
         Verdict(Fate.MOVE, asked(JUNE, "quý II", "checkpoint"))),
        (old(MARCH, "quý I", kind="checkpoint", touched=True), [], Verdict(Fate.MOVE)),
        (old(MARCH, "quý I", kind="checkpoint"), [], Verdict(Fate.STAY)),
        (old(JUNE, "quý II", kind="checkpoint"), [asked(SEPTEMBER)], Verdict(Fate.STAY)),
        # a day somebody set stands until the words name one
        (old(JUNE, kind="set", by_person=True), [], Verdict(Fate.MOVE)),
        (old(JUNE, kind="set", by_person=True), [asked(SEPTEMBER)], Verdict(Fate.SUPERSEDE)),
        (old(JUNE, kind="set", by_person=True, touched=True), [asked(SEPTEMBER)], Verdict(Fate.MOVE)),
    ],
)  # fmt: skip
def test_one_milestone(kept: Kept, wanted: list[Wanted], verdict: Verdict) -> None:
    assert verdicts([kept], wanted, issued_on=ISSUED) == {1: verdict}


def test_a_finished_period_does_not_become_a_later_one() -> None:
    """A recurring duty: the horizon moved on by a period while another one is only history."""
    quarters = [("quý I", MARCH), ("quý II", JUNE), ("quý III", SEPTEMBER)]
    kept = [Kept(number, "due", due, name, touched=True) for number, (name, due) in enumerate(quarters[:2])]
    found = verdicts(kept, [asked(due, name) for name, due in quarters[1:]], issued_on=ISSUED)
    assert found == {0: Verdict(Fate.MOVE), 1: Verdict(Fate.MOVE, asked(JUNE, "quý II"))}


days = st.sampled_from([MARCH, JUNE, SEPTEMBER, dt.date(2026, 12, 31)])
labels = st.sampled_from(["", "quý I", "quý II"])
kinds = st.sampled_from(["due", "checkpoint", "set"])


@st.composite
def keeps(draw: st.DrawFn) -> list[Kept]:
    out = []
    for number in range(draw(st.integers(0, 6))):
        kind = draw(kinds)
        out.append(
            Kept(number, kind, draw(days), draw(labels), draw(st.booleans()), kind == "set", kind == "checkpoint")
        )
    return out


wanteds = st.lists(
    st.builds(Wanted, st.sampled_from(["due", "checkpoint"]), st.just(START), days, labels), max_size=6, unique=True
)


@given(keeps(), wanteds)
def test_progress_is_never_left_behind_and_no_window_is_given_twice(kept: list[Kept], wanted: list[Wanted]) -> None:
    found = verdicts(kept, wanted, issued_on=ISSUED)
    assert set(found) == {each.id for each in kept}
    for each in kept:
        if each.touched:
            assert found[each.id].fate is not Fate.STAY
    onto = [verdict.onto for verdict in found.values() if verdict.onto]
    assert len(onto) == len(set(onto))
    assert set(onto) <= set(wanted)
