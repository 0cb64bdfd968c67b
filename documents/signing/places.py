"""Where the signatures stand: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7 d and II.8. Pure geometry, in points."""

from __future__ import annotations

from dataclasses import dataclass

from documents.render.pdf import SignatureBox

LEADER, AGENCY = "ChuKyLanhDao", "ChuKyCoQuan"  # names of the fields in the file
MM = 72 / 25.4
SEAL_MM = 36  # the seal of a commune's people's committee, in its real size
A4 = (210 * MM, 297 * MM)
_EDGE = 5 * MM
_TOP_RIGHT = (60 * MM, 12 * MM)  # number and time on an appendix of its own


@dataclass(frozen=True)
class Place:
    """A rectangle on a page (from 0), corners counted from the bottom left."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def wide(self) -> float:
        return self.right - self.left

    @property
    def high(self) -> float:
        return self.top - self.bottom

    @property
    def corners(self) -> tuple[int, int, int, int]:
        return round(self.left), round(self.bottom), round(self.right), round(self.top)


def leader_place(box: SignatureBox, proportion: float = 2.0) -> Place:
    """The leader's picture, centred between title and name. `proportion`: its width over its height."""
    room_wide, room_high = box.right - box.left, box.top - box.bottom
    high = min(room_high, room_wide / proportion)
    wide = high * proportion
    middle, centre = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    return Place(box.page, middle - wide / 2, centre - high / 2, middle + wide / 2, centre + high / 2)


def seal_place(leader: Place, page: tuple[float, float] = A4) -> Place:
    """The agency's seal in its real size, over the left third of the leader's picture, never beyond the paper."""
    side = SEAL_MM * MM
    right = leader.left + leader.wide / 3
    left = max(right - side, _EDGE)
    bottom = (leader.bottom + leader.top - side) / 2
    bottom = min(max(bottom, _EDGE), page[1] - side - _EDGE)
    return Place(leader.page, left, bottom, left + side, bottom + side)


def appendix_place(page: tuple[float, float] = A4) -> Place:
    """On an appendix in a file of its own: number and time, top right of the first page, without a picture."""
    wide, high = _TOP_RIGHT
    right, top = page[0] - 10 * MM, page[1] - 6 * MM
    return Place(0, right - wide, top - high, right, top)
