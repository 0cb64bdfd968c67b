from organisations.models.absence import Absence
from organisations.models.membership import Membership
from organisations.models.organisation import Organisation, Subordination, Succession
from organisations.models.owned import OwnedQuerySet
from organisations.models.token import AccessToken
from organisations.models.unit import Unit, UnitSpelling

__all__ = [
    "Absence",
    "AccessToken",
    "Membership",
    "Organisation",
    "OwnedQuerySet",
    "Subordination",
    "Succession",
    "Unit",
    "UnitSpelling",
]
