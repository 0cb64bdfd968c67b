"""Every module of a folder is asked for at once; one that is added later too."""

from __future__ import annotations

from pathlib import Path

from django.template import engines

STATIC = Path(__file__).resolve().parents[2] / "static"


def test_every_module_of_the_folders_is_preloaded_once() -> None:
    shown = engines["django"].from_string('{% preload_modules "js/editor" "js/sheet" %}').render({})
    wanted = [path for folder in ("js/editor", "js/sheet") for path in (STATIC / folder).glob("*.js")]
    assert len(wanted) > 30
    assert shown.count('rel="modulepreload"') == len(wanted)
    assert all(f"{path.parent.name}/{path.stem}." in shown for path in wanted)
