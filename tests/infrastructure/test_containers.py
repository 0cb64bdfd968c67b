"""What can be proven about the container files without a container engine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
SECRETS = {"SECRET_KEY": "x" * 50, "DB_PASSWORD": "matkhau"}


def compose(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """`docker-compose config -q` on a copy, so that a .env of the checkout plays no part."""
    (tmp_path / "docker-compose.yml").write_text((TOP / "docker-compose.yml").read_text())
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), **variables}
    return subprocess.run(
        [BIN / "docker-compose", "config", "-q"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_compose_file_is_valid(tmp_path: Path) -> None:
    result = compose(tmp_path, **SECRETS)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("missing", SECRETS)
def test_compose_refuses_to_start_without_a_secret(tmp_path: Path, missing: str) -> None:
    result = compose(tmp_path, **{name: value for name, value in SECRETS.items() if name != missing})
    assert result.returncode != 0
    assert f"Hãy đặt {missing} trong tệp .env" in result.stderr


def test_dockerfile_is_clean() -> None:
    result = subprocess.run([BIN / "hadolint", TOP / "Dockerfile"], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert not result.stdout


def test_image_has_the_same_system_packages_as_the_start_script() -> None:
    listed = re.search(r"print_packages=\(([^)]*)\)", (TOP / "scripts/lib.sh").read_text())
    assert listed
    dockerfile = (TOP / "Dockerfile").read_text()
    assert all(name in dockerfile for name in listed[1].split())


def settings_variables() -> set[str]:
    return set(re.findall(r'env_[a-z]+\(\s*"([A-Z_]+)"', (TOP / "config/settings.py").read_text()))


@pytest.mark.parametrize("file", [".env.example", "docs/running.md"])
def test_every_variable_is_explained(file: str) -> None:
    text = (TOP / file).read_text()
    missing = {name for name in settings_variables() if not re.search(rf"\b{name}\b", text)}
    assert not missing
