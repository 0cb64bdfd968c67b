"""What is still missing before a plan is submitted: one function a check, from plain facts to problems.

Pure: no Django, no database, no clock. `problems_of(facts)` runs every check; docs/readiness.md lists them.
"""

from plans.readiness.catalogue import CHECKS, check_named, problems_of
from plans.readiness.facts import PlanFacts
from plans.readiness.problem import Check, Level, Place, Problem, Spot
from plans.readiness.summary import Group, Readiness, Settled, sorted_out

__all__ = [
    "CHECKS",
    "Check",
    "Group",
    "Level",
    "Place",
    "PlanFacts",
    "Problem",
    "Readiness",
    "Settled",
    "Spot",
    "check_named",
    "problems_of",
    "sorted_out",
]
