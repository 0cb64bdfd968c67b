from plans.models.content import (
    Appendix,
    AssignmentBlock,
    Block,
    DisclosureClause,
    LegalBasis,
    Recipient,
    ReportingClause,
    TableRow,
    Target,
)
from plans.models.editing import EditorSeat, EditStep
from plans.models.plan import Plan, PlanImport
from plans.models.review import PlanReviewStep, SettledProblem
from plans.models.starting import PlanStart
from plans.models.task import PlanTask, TaskUnit

__all__ = [
    "Appendix",
    "AssignmentBlock",
    "Block",
    "DisclosureClause",
    "EditStep",
    "EditorSeat",
    "LegalBasis",
    "Plan",
    "PlanImport",
    "PlanReviewStep",
    "PlanStart",
    "PlanTask",
    "Recipient",
    "ReportingClause",
    "SettledProblem",
    "TableRow",
    "Target",
    "TaskUnit",
]
