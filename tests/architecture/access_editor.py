"""Rows of the editor: those who write plans of An Bình open it; who only reads is led to the plan."""

from __future__ import annotations

from tests.architecture.access_plans import PLAN, read, write
from tests.architecture.access_table import Row

_PAGE = read(PLAN)
EDITOR: dict[str, Row] = {
    "plans:editor": Row(_PAGE.expected | {"minh": 303}, _PAGE.kwargs, _PAGE.foreign),
    "plans:editor-steps": write(PLAN, ok=405),
    "plans:editor-news": write(PLAN),
    "plans:editor-lines": write(PLAN),
    "plans:editor-split": write(PLAN, ok=405),
    "plans:editor-deadline": write(PLAN),
}
