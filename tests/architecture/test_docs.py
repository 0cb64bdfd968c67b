"""What the documents name exists, and what a newcomer or an administrator needs is named."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from pydoc import locate

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
COMMANDS = sorted(path.stem for path in ROOT.glob("*/management/commands/[a-z]*.py"))
TOP = {path.name for path in ROOT.iterdir()}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def variables() -> list[str]:
    """What the settings read from the environment."""
    calls = [node for node in ast.walk(ast.parse(text_of("config/settings.py"))) if isinstance(node, ast.Call)]
    names = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id.startswith("env_")]
    return sorted({ast.literal_eval(call.args[0]) for call in names})


@pytest.mark.parametrize("doc", PAGES, ids=lambda doc: str(doc.relative_to(ROOT)))
def test_every_link_and_every_path_leads_somewhere(doc: Path) -> None:
    text = doc.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    gone = [link for link in links if not (doc.parent / link).exists()]
    for quoted in re.findall(r"`([\w./-]+)`", text):
        if "/" in quoted and quoted.split("/")[0] in TOP - {"var"} and not (ROOT / quoted).exists():
            gone.append(quoted)
    assert gone == []


@pytest.mark.parametrize("doc", PAGES, ids=lambda doc: str(doc.relative_to(ROOT)))
def test_every_dotted_name_is_there(doc: Path) -> None:
    """`organisations.access.Access` and the like; the code of a system check (`documents.W001`) is no name."""
    ours = "|".join(sorted(path.parent.name for path in ROOT.glob("*/apps.py")))
    names = re.findall(rf"`((?:{ours})(?:\.\w+)+)", doc.read_text(encoding="utf-8"))
    assert [name for name in names if locate(name) is None and not re.search(r"\.W\d", name)] == []


def test_the_map_names_every_app() -> None:
    ours = {path.parent.name for path in ROOT.glob("*/apps.py")} | {"config"}
    assert set(re.findall(r"^\| `(\w+)` \|", text_of("docs/map.md"), re.M)) == ours


def test_every_noun_of_the_glossary_is_a_name_in_the_code() -> None:
    """The second column holds code; a model or field that was renamed must be renamed there too."""
    files = [path for app in ROOT.glob("*/apps.py") for path in app.parent.rglob("*.py")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    column = re.findall(r"^\|[^|]*\|([^|]*)\|", text_of("docs/glossary.md"), re.M)[2:]
    quoted = " ".join(found for cell in column for found in re.findall(r"`([^`]+)`", cell))
    names = set(re.findall(r"\w+", quoted))
    assert len(names) > 25
    assert sorted(name for name in names if not re.search(rf"\b{name}\b", source)) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"manage\.py {command}\b", text_of("README.md"))


@pytest.mark.parametrize("name", variables())
def test_every_variable_is_explained_and_offered(name: str) -> None:
    assert re.search(rf"`{name}`", text_of("docs/running.md"))
    assert re.search(rf"^#?{name}=", text_of(".env.example"), re.M)


def test_no_variable_is_offered_that_nobody_reads() -> None:
    offered = set(re.findall(r"^#?([A-Z_]+)=", text_of(".env.example"), re.M)) - set(variables())
    started_by = text_of("docker-compose.yml") + text_of("scripts/container") + text_of("scripts/serve.py")
    assert {name for name in offered if not re.search(rf"\b{name}\b", started_by)} == set()
