from reference.models.calendar import SpecialDay
from reference.models.legal import LegalText
from reference.models.measure import Measure

__all__ = ["LegalText", "Measure", "SpecialDay"]
