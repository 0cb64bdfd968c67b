"""Where the points of a small line drawing stand: values over periods, and the line of the goal. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 480, 150  # units of the drawing
LEFT, RIGHT, TOP, BOTTOM = 24, 24, 26, 24


@dataclass(frozen=True)
class Point:
    """`x` and `y` from the upper left corner; `label_y` is where its number is written."""

    x: int
    y: int
    label: str
    number: str

    @property
    def label_y(self) -> int:
        return self.y - 9


@dataclass(frozen=True)
class Series:
    """`line` is the list of a polyline; `goal` the height of the goal, None where there is none."""

    points: list[Point]
    goal: int | None
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def line(self) -> str:
        return " ".join(f"{point.x},{point.y}" for point in self.points)


def series(values: Sequence[tuple[str, str, Decimal]], goal: Decimal | None) -> Series | None:
    """(label, number as written, value) in the order of time; None where fewer than two would make a line."""
    if len(values) < 2:
        return None
    heights = [value for *_, value in values] + ([goal] if goal is not None else [])
    low, high = min(heights), max(heights)
    span = high - low or Decimal(1)
    room, step = HEIGHT - TOP - BOTTOM, Decimal(WIDTH - LEFT - RIGHT) / (len(values) - 1)

    def y(value: Decimal) -> int:
        return HEIGHT - BOTTOM - round((value - low) / span * room)

    points = [
        Point(LEFT + round(step * at), y(value), label, number) for at, (label, number, value) in enumerate(values)
    ]
    return Series(points, None if goal is None else y(goal))
