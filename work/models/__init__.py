from work.models.entry import WorkEntry
from work.models.evidence import Evidence
from work.models.milestone import Milestone, standing_is
from work.models.saved_view import SavedView

__all__ = ["Evidence", "Milestone", "SavedView", "WorkEntry", "standing_is"]
