"""For whom somebody acts who stands in for colleagues on leave. Pure."""

from __future__ import annotations

from collections.abc import Collection


def acts_for(
    stands_in_for: Collection[int],
    *,
    actor_id: int | None,
    holder_id: int | None,
    person_id: int | None,
    director_id: int | None,
    judges: bool = False,
) -> int | None:
    """Id of the colleague on leave whose duty this is, None where the actor has it as one's own.

    Whoever holds a piece of work comes before the one in charge of the duty; what a director decides is the
    director's alone.
    """
    if not stands_in_for:
        return None
    own = (director_id,) if judges else (holder_id, person_id)
    if actor_id in own:
        return None
    return next((each for each in own if each in stands_in_for), None)
