from reference.models.legal import LegalText

__all__ = ["LegalText"]
