"""Every page a person can open: no finding of axe, no sideways scrolling at 360 px, at 1366 px and with 200 % text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from tests.architecture.access_rows import ROWS
from tests.world import World, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

# Not pages: bytes to keep, addresses of machines, and a fragment that stands inside a form.
FILES = {
    "health", "plans:readiness-summary", "plans:deadline-preview", "plans:print-pdf", "plans:docx", "plans:import-original", "plans:scan", "organisations:people-template",
    "reference:text-template",
    "search:suggest", "plans:editor-news", "plans:editor-lines", "plans:editor-deadline",
    "plans:sheet-export", "plans:sheet-rows", "work:proof",
}  # fmt: skip
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def pages(world: World) -> dict[str, list[tuple[str, str]]]:
    """Person → (name, address) of the pages they can open; each page is looked at once."""
    out: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, row in ROWS.items():
        who = next((person for person, status in sorted(row.expected.items()) if status == 200), None)
        if who and name not in FILES:
            out[who].append((name, reverse(name, kwargs=row.kwargs(world))))
    return out


def wide_parts(page: Page) -> str:
    """What sticks out, to name it in the failure."""
    return page.evaluate(
        """() => [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
                         && !e.closest('.app-scroll, .app-toasts, .app-skip, iframe'))
            .slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' | ')"""
    )


@pytest.fixture
def large_type(browser_type: Any, browser_type_launch_args: dict[str, Any], live_server: Any) -> Iterator[Page]:
    """A browser whose owner has set the text to 200 %: media queries in rem follow, as they do for a person."""
    arguments = [*browser_type_launch_args["args"], "--blink-settings=defaultFontSize=32"]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": arguments})
    yield browser.new_page(base_url=live_server.url, viewport={"width": 1366, "height": 768})
    browser.close()


def test_every_page(page: Page, large_type: Page, live_server: Any, world: World):
    found: list[str] = []
    looked = 0
    for who, addresses in pages(world).items():
        user = world.people.get(who)
        for each in (page, large_type):
            each.context.clear_cookies()
            if user is not None:
                cookie = sign_in(user).cookies[settings.SESSION_COOKIE_NAME].value
                each.context.add_cookies(
                    [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
                )
        for name, address in addresses:
            page.set_viewport_size({"width": 1366, "height": 768})
            answer = page.goto(address)
            assert answer is not None
            if answer.status != 200:
                found.append(f"{name}: {answer.status}")
                continue
            looked += 1
            violations = Axe().run(page).response["violations"]
            found += [f"{name}: {each['id']} {each['nodes'][0]['html'][:160]}" for each in violations]
            for width in (1366, 360):
                page.set_viewport_size({"width": width, "height": 768})
                if page.evaluate(TOO_WIDE) > 1:
                    found.append(f"{name}: rộng quá ở {width} px: {wide_parts(page)}")
            large_type.goto(address)
            if large_type.evaluate(TOO_WIDE) > 1:
                found.append(f"{name}: rộng quá khi chữ to gấp đôi: {wide_parts(large_type)}")
    assert found == [], "\n".join(found)
    assert looked > 60
