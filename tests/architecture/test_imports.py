"""The staircase of docs/map.md, held by import-linter (pyproject.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[2]


def test_arrows_point_down_only(capsys: object) -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


def test_every_app_stands_on_the_staircase() -> None:
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert apps - set(linter["root_packages"]) == set()
    steps = {step.strip() for layer in linter["contracts"][0]["layers"] for step in layer.split("|")}
    assert apps - steps == set()
