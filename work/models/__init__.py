from work.models.entry import WorkEntry
from work.models.milestone import Milestone, standing_is

__all__ = ["Milestone", "WorkEntry", "standing_is"]
