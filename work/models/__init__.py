from work.models.assignment import AssignmentBatch, AssignmentRow
from work.models.entry import WorkEntry
from work.models.evidence import Evidence
from work.models.extension import ExtensionRequest
from work.models.figure import Figure
from work.models.hand_over import HandOver, HandOverLine
from work.models.milestone import Milestone, standing_is
from work.models.reminder import MilestoneReminder, ReminderRun
from work.models.saved_view import SavedView
from work.models.target_value import TargetValue

__all__ = [
    "AssignmentBatch",
    "AssignmentRow",
    "Evidence",
    "ExtensionRequest",
    "Figure",
    "HandOver",
    "HandOverLine",
    "Milestone",
    "MilestoneReminder",
    "ReminderRun",
    "SavedView",
    "TargetValue",
    "WorkEntry",
    "standing_is",
]
