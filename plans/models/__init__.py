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
from plans.models.plan import Plan, PlanImport
from plans.models.task import PlanTask, TaskUnit

__all__ = [
    "Appendix",
    "AssignmentBlock",
    "Block",
    "DisclosureClause",
    "LegalBasis",
    "Plan",
    "PlanImport",
    "PlanTask",
    "Recipient",
    "ReportingClause",
    "TableRow",
    "Target",
    "TaskUnit",
]
