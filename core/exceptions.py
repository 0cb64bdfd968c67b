"""Errors a person reads. Every message is a Vietnamese sentence that says what to do."""

from __future__ import annotations


class DomainError(Exception):
    """What was asked cannot be done; `str(error)` is shown to the person who asked."""


class NotAllowed(DomainError):
    """The person may not do this; shown with status 403."""


class EditConflict(DomainError):
    """Somebody else saved the same thing since it was opened. Nothing was written.

    `theirs` maps field names to the values stored now, so that a page can show both.
    """

    def __init__(self, message: str, *, theirs: dict[str, object] | None = None) -> None:
        super().__init__(message)
        self.theirs = theirs or {}
