from work.models.assignment import AssignmentBatch, AssignmentRow
from work.models.entry import WorkEntry
from work.models.evidence import Evidence
from work.models.extension import ExtensionRequest
from work.models.hand_over import HandOver, HandOverLine
from work.models.milestone import Milestone, standing_is
from work.models.saved_view import SavedView

__all__ = [
    "AssignmentBatch",
    "AssignmentRow",
    "Evidence",
    "ExtensionRequest",
    "HandOver",
    "HandOverLine",
    "Milestone",
    "SavedView",
    "WorkEntry",
    "standing_is",
]
