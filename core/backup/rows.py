"""The rows of the whole database as JSON lines, one file per table, the same for SQLite and PostgreSQL.

Rows are written and read as they are stored: no `save()`, no signals, no "changed at" touched. The tables are those of
a migration state rather than of today's code, so that a backup of an older version can be read back.
"""

from __future__ import annotations

import base64
import contextlib
import datetime as dt
import decimal
import json
import uuid
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models.query import QuerySet
from django.utils.duration import duration_string

Model = type[models.Model]
Node = tuple[str, str]

LEFT_OUT = {"sessions.session"}  # log-ins end with a restore
FILLED_BY_MIGRATE = {"contenttypes.contenttype", "auth.permission"}  # have rows in a database without content
BATCH = 500


# -- tables


def applied(using: str) -> set[Node]:
    """The migrations this database has seen; none for a database without tables."""
    return set(MigrationExecutor(connections[using]).loader.applied_migrations)


def unknown_to_code(nodes: set[Node], using: str) -> set[Node]:
    return nodes - set(MigrationExecutor(connections[using]).loader.disk_migrations)


def last_of(nodes: set[Node], using: str) -> list[Node]:
    """The newest migration of each app among `nodes`."""
    graph = MigrationExecutor(connections[using]).loader.graph
    return sorted(
        node
        for node in nodes
        if not any(child in nodes and child[0] == node[0] for child in graph.node_map[node].children)
    )


def tables(nodes: set[Node], using: str) -> dict[str, Model]:
    """Label → model of every table with rows of ours, as of these migrations."""
    loader = MigrationExecutor(connections[using]).loader
    apps: Apps = loader.project_state(last_of(nodes, using)).apps
    found = apps.get_models(include_auto_created=True, include_swapped=False)
    kept = {m._meta.label_lower: m for m in found if m._meta.managed and not m._meta.proxy}
    return {label: kept[label] for label in sorted(kept) if label not in LEFT_OUT}


def columns(model: Model) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def _rows_of(model: Model, using: str) -> Any:
    """All rows, whatever the model's own managers would hide."""
    return QuerySet(model=model, using=using)


def filled(found: dict[str, Model], using: str) -> list[str]:
    """Labels of the tables that hold somebody's data."""
    return [
        label for label, model in found.items() if label not in FILLED_BY_MIGRATE and _rows_of(model, using).exists()
    ]


@contextlib.contextmanager
def one_moment(using: str) -> Iterator[None]:
    """Everything read inside is of the same instant, and nobody who writes has to wait."""
    connection = connections[using]
    if connection.in_atomic_block:
        yield
        return
    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic(using=using):
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode  # type: ignore[attr-defined]


# -- writing


def plain(value: Any) -> Any:
    """A database value as JSON; `Field.to_python` reads each of these back without loss."""
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, dt.timedelta):
        return duration_string(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    raise TypeError(f"{type(value).__name__} has no form in a backup")


def write_rows(model: Model, out: IO[bytes], using: str) -> int:
    """Writes the column names, then one line a row; returns the number of rows."""
    names = [field.attname for field in columns(model)]
    out.write(json.dumps(names).encode() + b"\n")
    count = 0
    stored = _rows_of(model, using).order_by("pk").values_list(*names)
    for row in stored.iterator(chunk_size=2000):
        out.write(json.dumps(row, default=plain, ensure_ascii=False).encode() + b"\n")
        count += 1
    return count


# -- reading


def read_rows(model: Model, lines: Iterable[bytes], using: str) -> int:
    """Inserts the rows; ValueError when the columns are not those of the table."""
    lines = iter(lines)
    fields = {field.attname: field for field in columns(model)}
    names = json.loads(next(lines))
    if set(names) != set(fields):
        raise ValueError(f"{model._meta.label}: {sorted(set(names) ^ set(fields))}")
    chosen = [fields[name] for name in names]
    size = max(1, min(BATCH, connections[using].ops.bulk_batch_size(chosen, range(BATCH))))
    count = 0
    while batch := list(islice(lines, size)):
        objects = [model.from_db(using, names, _values(chosen, json.loads(line))) for line in batch]
        # raw: the stored values go in as they are, without pre_save (auto_now, search columns, files)
        _rows_of(model, using)._insert(objects, fields=chosen, using=using, raw=True)
        count += len(objects)
    return count


def _values(fields: list[models.Field[Any, Any]], row: list[Any]) -> list[Any]:
    return [
        value if isinstance(field, models.JSONField) else field.to_python(value)
        for field, value in zip(fields, row, strict=True)
    ]


def empty(found: dict[str, Model], using: str) -> None:
    """Deletes every row, also of the tables left out of backups."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        connection.check_constraints()  # TRUNCATE refuses while deferred checks of this transaction are waiting
    existing = set(connection.introspection.table_names())
    names = {model._meta.db_table for model in found.values()}
    names |= {"django_session"} & existing
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), sorted(names)))


# -- counters: a number once given is never given again, or the log would speak of two things under one number


def counters(found: dict[str, Model], using: str) -> dict[str, int]:
    """Table → the highest number ever given in it, for the tables that count."""
    connection, result = connections[using], {}
    with connection.cursor() as cursor:
        for table, column in _counting(found):
            if connection.vendor == "sqlite":
                cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
                row = cursor.fetchone()
                result[table] = row[0] if row else 0
            else:
                cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
                cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {cursor.fetchone()[0]}")
                result[table] = cursor.fetchone()[0]
    return result


def set_counters(found: dict[str, Model], values: dict[str, int], using: str) -> None:
    connection = connections[using]
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table, column in _counting(found):
            cursor.execute(f"SELECT max({quote(column)}) FROM {quote(table)}")
            last = max(cursor.fetchone()[0] or 0, values.get(table, 0))
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
            else:
                sequence = "pg_get_serial_sequence(%s, %s)"
                place = [f'"{table}"', column]
                cursor.execute(f"SELECT setval({sequence}, %s, %s)", [*place, max(last, 1), last > 0])


def _counting(found: dict[str, Model]) -> list[tuple[str, str]]:
    return [
        (model._meta.db_table, str(field.column))
        for model in found.values()
        if isinstance(field := model._meta.pk, models.AutoField)
    ]
