"""Every page a person can open: no finding of axe, no sideways scrolling at 360 px, at 1366 px and with 200 % text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import CDPSession, Page

from tests.architecture.access_rows import ROWS
from tests.e2e.editing import enter_as
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

# Not pages: bytes to keep, addresses of machines, and a fragment that stands inside a form.
FILES = {
    "health", "plans:readiness-summary", "plans:deadline-preview", "plans:print-pdf", "plans:docx", "plans:import-original", "plans:scan", "organisations:people-template",
    "reference:text-template",
    "search:suggest", "plans:editor-news", "plans:editor-lines", "plans:editor-deadline",
    "plans:sheet-export", "plans:sheet-rows", "work:proof",
    "inspections:minutes", "inspections:minutes-docx", "inspections:received-minutes", "inspections:file",
    "plans:added-preview", "work:figures-excel", "work:calendar-print", "work:mine-export", "work:list-export",
    "villages:export", "villages:photo", "work:minutes-pdf", "work:minutes-docx", "documents:book-print",
    "documents:book-excel",
}  # fmt: skip
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHARES = 8  # so that the pages spread over the processes of a run


def pages() -> list[tuple[str, str]]:
    """(person, name of the address) of every page; each is looked at once, by somebody who can open it."""
    out: list[tuple[str, str]] = []
    for name, row in ROWS.items():
        who = next((person for person, status in sorted(row.expected.items()) if status == 200), None)
        if who and name not in FILES:
            out.append((who, name))
    return sorted(out)


PAGES = pages()


def wide_parts(page: Page) -> str:
    """What sticks out, to name it in the failure."""
    return page.evaluate(
        """() => [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
                         && !e.closest('.app-scroll, .app-toasts, .app-skip, iframe'))
            .slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' | ')"""
    )


def letter_size(session: CDPSession, percent: int) -> None:
    """What the owner of a browser sets the text to: media queries in rem follow, as they do for a person."""
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16 * percent // 100, "fixed": 13 * percent // 100}})


def findings(page: Page, session: CDPSession) -> Iterator[str]:
    """What is wrong with the page as it stands: axe at 1366 px, then the three ways it can be too wide."""
    for each in Axe().run(page).response["violations"]:
        yield f"{each['id']} {each['nodes'][0]['html'][:160]}"
    for width, percent in ((1366, 100), (360, 100), (1366, 200)):
        page.set_viewport_size({"width": width, "height": 768})
        letter_size(session, percent)
        if page.evaluate(TOO_WIDE) > 1:
            yield f"rộng quá ở {width} px, chữ {percent} %: {wide_parts(page)}"


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page(page: Page, live_server: Any, world: World, share: int) -> None:
    session = page.context.new_cdp_session(page)
    found: list[str] = []
    inside = None
    for who, name in PAGES[share::SHARES]:
        if who != inside:
            page.context.clear_cookies()
            if who in world.people:
                enter_as(page, world.people[who], live_server)
            inside = who
        page.set_viewport_size({"width": 1366, "height": 768})
        letter_size(session, 100)
        answer = page.goto(reverse(name, kwargs=ROWS[name].kwargs(world)))
        assert answer is not None
        if answer.status == 200:
            found += [f"{name}: {each}" for each in findings(page, session)]
        else:
            found.append(f"{name}: {answer.status}")
    assert found == [], "\n".join(found)


def test_the_sweep_leaves_no_page_out() -> None:
    assert len(PAGES) > 60
    assert set(ROWS) >= FILES
