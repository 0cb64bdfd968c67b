"""Rows are written in domain/ alone: never in views, forms, rules, queries, or jobs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))
LAYERS = ("views", "forms", "rules", "queries", "jobs", "exports", "templatetags")
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "asave",
    "acreate",
    "aupdate",
    "adelete",
}
# "file:line text" is too brittle; a call is allowed by file and expression, with the reason.
ALLOWED: dict[tuple[str, str], str] = {}


def files() -> list[Path]:
    found: list[Path] = []
    for app in APPS:
        for layer in LAYERS:
            found += sorted((ROOT / app / layer).rglob("*.py"))
            found += [ROOT / app / f"{layer}.py"] if (ROOT / app / f"{layer}.py").exists() else []
            found += sorted((ROOT / app).glob(f"{layer}_*.py"))
    return found


def calls(path: Path) -> list[tuple[int, str]]:
    out = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            out.append((node.lineno, ast.unparse(node.func)))
    return out


def is_row(expression: str) -> bool:
    """Whether the thing written to can be a row: a form's own `save`, `create` and a dict's `update` are not.

    `self` is such a form: models, whose self is a row, stand in none of these layers.
    """
    owner, _, verb = expression.rpartition(".")
    last = owner.rpartition(".")[2]
    if owner == "self":
        return False
    if "objects" in owner or verb.startswith("bulk_") or verb.endswith("or_create"):
        return True
    not_rows = {"form", "hashlib", "expected", "context", "kwargs", "attrs", "data", "initial", "counts", "out"}
    return last not in not_rows and not owner.endswith(("cleaned_data", "attrs", "session", "form"))


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_row_is_written_here(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    found = [f"{name}:{line} {text}" for line, text in calls(path) if is_row(text) and (name, text) not in ALLOWED]
    assert found == []


def test_the_allowances_are_used() -> None:
    present = {(str(path.relative_to(ROOT)), text) for path in files() for _, text in calls(path)}
    assert set(ALLOWED) - present == set()


def test_no_signals_of_our_own() -> None:
    found = [
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "django.dispatch" in path.read_text(encoding="utf-8")
    ]
    assert found == []
