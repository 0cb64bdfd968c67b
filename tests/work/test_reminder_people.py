"""Who is told of a milestone: as a table of offices and duties. Ids are small numbers with a name."""

from __future__ import annotations

import pytest

from work.duties import Duties
from work.reminder_people import Job, Office, Told
from work.reminder_stages import Audience

pytestmark = pytest.mark.one_database
HUNG, LAN, HANH, NGA, MINH, PHO, AN, VAN = range(1, 9)
OFFICE, CULTURE, ONE_STOP, EMPTY = 10, 20, 30, 40
GONE = 99
PLAYERS = [
    Job(HUNG, "unit_head", OFFICE),
    Job(LAN, "drafter", OFFICE),
    Job(HANH, "clerk", OFFICE),
    Job(NGA, "one_stop", ONE_STOP),
    Job(VAN, "one_stop", ONE_STOP),
    Job(MINH, "leader"),
    Job(PHO, "leader"),
    Job(AN, "admin"),
]


def led(*units: int, **facts: int) -> Duties:
    return Duties(lead_units=frozenset(units), **facts)


@pytest.mark.parametrize(
    ("duties", "holder", "expected"),
    [
        (led(OFFICE, person_id=LAN), NGA, {NGA}),  # whoever holds it
        (led(OFFICE, person_id=LAN), None, {LAN}),  # then whoever is in charge
        (led(OFFICE, person_id=LAN), GONE, {LAN}),  # the holder has left
        (led(OFFICE, person_id=GONE), GONE, {HUNG}),  # then the head of the unit
        (led(ONE_STOP), None, {NGA, VAN}),  # a unit without a head: all of it
        (led(OFFICE, ONE_STOP), None, {HUNG, NGA, VAN}),
        (led(EMPTY), None, {MINH, PHO, HANH}),  # a unit in which nobody is left: leaders and clerks
        (led(EMPTY, OFFICE), None, {HUNG}),
        (led(), None, {HANH, LAN}),  # nobody's duty: those who write the plans
        (led(person_id=GONE), None, {HANH, LAN}),
    ],
)
def test_those_who_do_it(duties: Duties, holder: int | None, expected: set[int]) -> None:
    assert Office(PLAYERS).doers(duties, holder) == expected


@pytest.mark.parametrize(
    ("jobs", "expected"),
    [
        ([Job(MINH, "leader"), Job(HANH, "clerk"), Job(AN, "admin")], {MINH, HANH}),
        ([Job(HUNG, "unit_head", OFFICE), Job(AN, "admin")], {HUNG}),
        ([Job(AN, "admin")], {AN}),
        ([Job(NGA, "one_stop", ONE_STOP)], {NGA}),
        ([], set()),
    ],
)
def test_never_nobody_while_somebody_works_there(jobs: list[Job], expected: set[int]) -> None:
    assert Office(jobs).doers(led(EMPTY), GONE) == expected


@pytest.mark.parametrize(
    ("director", "expected"), [(None, {MINH, PHO}), (PHO, {PHO}), (HUNG, {HUNG}), (GONE, {MINH, PHO})]
)
def test_the_leaders_above_it(director: int | None, expected: set[int]) -> None:
    assert Office(PLAYERS).leaders(led(OFFICE, director_id=director)) == expected


def test_coordinating_units_are_told_of_what_they_have_not_confirmed() -> None:
    duties = Duties(lead_units=frozenset({OFFICE}), coordinating_units=frozenset({ONE_STOP, CULTURE}))
    audiences = (Audience.DOER, Audience.HELPER)
    told = Office(PLAYERS).told(duties, None, audiences)
    assert told == {Told(HUNG): Audience.DOER, Told(NGA): Audience.HELPER, Told(VAN): Audience.HELPER}
    told = Office(PLAYERS).told(duties, None, audiences, confirmed_units=frozenset({ONE_STOP}))
    assert told == {Told(HUNG): Audience.DOER}


def test_each_person_once_as_the_first_of_the_audiences() -> None:
    duties = led(person_id=MINH, director_id=MINH)
    told = Office(PLAYERS).told(duties, None, list(Audience), superiors=(Told(MINH), Told(50)))
    assert told == {Told(MINH): Audience.DOER, Told(50): Audience.SUPERIOR}


def test_who_is_away_gives_way_to_the_substitute() -> None:
    duties = led(OFFICE, person_id=LAN)
    assert Office(PLAYERS, {LAN: HANH}).told(duties, None, [Audience.DOER]) == {Told(HANH, LAN): Audience.DOER}
    # One who does not work here cannot open it: then it stays with the person away.
    assert Office(PLAYERS, {LAN: GONE}).told(duties, None, [Audience.DOER]) == {Told(LAN): Audience.DOER}


def test_a_substitute_who_is_asked_in_person_is_told_once_and_in_person() -> None:
    told = Office(PLAYERS, {MINH: PHO}).told(led(OFFICE), None, [Audience.LEADER])
    assert told == {Told(PHO): Audience.LEADER}
    told = Office(PLAYERS, {NGA: HUNG, VAN: HUNG}).told(led(ONE_STOP), None, [Audience.DOER])
    assert told == {Told(HUNG, NGA): Audience.DOER}
