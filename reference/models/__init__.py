from reference.models.calendar import SpecialDay
from reference.models.legal import LegalText

__all__ = ["LegalText", "SpecialDay"]
