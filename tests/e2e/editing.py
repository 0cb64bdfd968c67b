"""What the journeys through the editor have in common: opening it, reading the paper and the rows, waiting until all is saved."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from plans.models import Block, Plan, TableRow
from plans.queries.editor import lines_in_order
from tests.world import sign_in

Line = tuple[str, int, str, str]  # kind, level, marker, text


def enter_as(page: Page, user: User, live_server: Any) -> None:
    """The session of this person, without the sign-in page."""
    cookie = sign_in(user).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])


def open_editor(page: Page, plan: Plan) -> None:
    page.goto(f"/{plan.organisation.code}/ke-hoach/{plan.pk}/soan/")
    expect(page.locator("#soan.ed-ready")).to_be_visible()


def saved(page: Page) -> None:
    """Until every step has been answered."""
    expect(page.locator("[data-bar=state][data-waiting='0']")).to_be_visible()


def unsaved(page: Page) -> int:
    return int(page.locator("[data-bar=state]").get_attribute("data-waiting") or 0)


def on_paper(page: Page) -> list[str]:
    """Number and words of each line as the person sees them."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.ed-line')].map(line => {
            const field = line.querySelector('textarea.ed-field');
            return field ? `${line.querySelector('.ed-marker').textContent} ${field.value}`.trim() : '(bảng)';
        })"""
    )


def stored(plan: Plan) -> list[Line]:
    return [(block.kind, block.level, block.marker, block.text) for block in lines_in_order(plan)]


def stored_texts(plan: Plan) -> list[str]:
    return [f"{marker} {text}".strip() if kind != "table" else "(bảng)" for kind, _, marker, text in stored(plan)]


def field_of(page: Page, text: str) -> Locator:
    """The field of the line with these words."""
    key = page.evaluate(
        """(text) => { const found = [...document.querySelectorAll('textarea.ed-field')].find(each => each.value.includes(text));
            return found && found.closest('.ed-line').dataset.key; }""",
        text,
    )
    assert key, f"không có dòng “{text}”: {on_paper(page)}"
    return page.locator(f"[data-key='{key}'] textarea.ed-field")


def line_of(page: Page, text: str) -> Locator:
    return field_of(page, text).locator("xpath=ancestor::div[contains(@class,'ed-line')]")


def at_end_of(page: Page, text: str) -> None:
    """The cursor behind the last letter of the line with these words."""
    field_of(page, text).evaluate(
        "field => { field.focus(); field.setSelectionRange(field.value.length, field.value.length); }"
    )


def paste(page: Page, text: str, html: str = "") -> None:
    """What Ctrl+V does with this on the clipboard, in the field that has the cursor."""
    page.evaluate(
        """([text, html]) => {
            const board = new DataTransfer();
            board.setData('text/plain', text);
            if (html) board.setData('text/html', html);
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: board, bubbles: true, cancelable: true}));
        }""",
        [text, html],
    )


def slow_line(page: Page, milliseconds: int) -> None:
    """Every answer of the server takes this long from now on; 0 sets it right."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1},
    )


def kept_in_browser(page: Page) -> list[dict[str, Any]]:
    """Steps written down in the browser and not yet answered."""
    found = page.evaluate(
        "() => Object.entries(localStorage).filter(([key]) => key.startsWith('soan:')).map(([, value]) => value)"
    )
    return [json.loads(each) for each in found]


def words_of(plan: Plan) -> str:
    """Every printed word of the plan, in one string."""
    rows = TableRow.objects.filter(block__plan=plan).order_by("block__position", "position")
    cells = [cell for row in rows for cell in row.cells if cell]
    return unicodedata.normalize(
        "NFC", " ".join([*Block.objects.filter(plan=plan).values_list("text", flat=True), *cells])
    )
