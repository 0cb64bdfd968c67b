"""What all forms of a plan share: the version that was seen, and saving through one domain call."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django import forms

from core.exceptions import DomainError, EditConflict, NotAllowed
from organisations.access import Access


class PlanForm(forms.Form):
    """A form whose `save(by=…)` is one domain call.

    `try_save` tells the outcome: True; False when the sentence of a DomainError now stands in the
    form; a raised EditConflict means somebody else was first, and NotAllowed that the rules refuse.
    """

    @abstractmethod
    def save(self, *, by: Access) -> Any:
        """One domain call with the cleaned values."""

    def try_save(self, *, by: Access) -> bool:
        if not self.is_valid():
            return False
        try:
            self.saved = self.save(by=by)
        except (NotAllowed, EditConflict):
            raise
        except DomainError as error:
            self.add_error(None, str(error))
            return False
        return True

    def shown(self, name: str) -> str:
        """A field's present value as a person reads it, for the page that shows two texts side by side."""
        bound = self[name]
        value = bound.value()
        choices = dict(getattr(bound.field, "choices", None) or [])
        if isinstance(bound.field, forms.BooleanField):
            return "có" if value and value not in ("False", "0") else "không"
        if choices:
            found = {str(key): text for key, text in choices.items()}.get(str(value or ""))
            return str(found) if found is not None else str(value or "")
        return str(value if value is not None else "")


class SeenForm(PlanForm):
    """A form that changes something which exists: `seen` is the version the person had before the eyes."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
