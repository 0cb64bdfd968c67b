from work.models.entry import WorkEntry
from work.models.evidence import Evidence
from work.models.milestone import Milestone, standing_is

__all__ = ["Evidence", "Milestone", "WorkEntry", "standing_is"]
