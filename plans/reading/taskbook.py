"""What is gathered while walking through a plan."""

from __future__ import annotations

from dataclasses import dataclass, field

from plans.reading.draft import AssignmentReading, Doubt, Place, TaskReading


@dataclass
class TaskBook:
    """Everything found while walking through the plan."""

    tasks: list[TaskReading] = field(default_factory=list)
    assignments: list[AssignmentReading] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    channels: dict[Place, tuple[Place, str]] = field(
        default_factory=dict
    )  # disclosure line → its "Hình thức công khai"
    disclosed: set[Place] = field(default_factory=set)  # lines that list what is disclosed, not duties
    table_rows: int = 0
    groups: dict[Place, list[tuple[str, str, str]]] = field(default_factory=dict)  # table → (marker, title, path)
    group_of: dict[int, str] = field(default_factory=dict)  # task → title of its group row
