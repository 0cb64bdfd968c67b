"""Indexes that are one thing to us and another to each database."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class WordsIndex(models.Index):
    """For finding words anywhere in a folded column, the last of `fields`; the others narrow the rows.

    PostgreSQL: the trigrams of the column (needs the extension pg_trgm). SQLite: a copy of just these columns,
    so that a search reads a narrow index instead of the wide rows.
    """

    def create_sql(self, model: type[models.Model], schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        if schema_editor.connection.vendor != "postgresql":
            return super().create_sql(model, schema_editor, using=using, **kwargs)
        trigrams = GinIndex(fields=[self.fields[-1]], name=self.name, opclasses=["gin_trgm_ops"])
        return trigrams.create_sql(model, schema_editor, **kwargs)
