"""The search field by keyboard, while a Vietnamese keyboard composes, on a telephone and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.search.found_world import one_of_each
from tests.world import World, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
FIELD = "#o-tim"
LIST = "#goi-y"


def enter(page: Page, world: World, live_server: Any) -> None:
    cookie = sign_in(world.lan).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])


@pytest.fixture
def lan(page: Page, world: World, live_server: Any) -> Page:
    one_of_each(world)
    enter(page, world, live_server)
    page.goto("/an-binh/ke-hoach/")
    return page


@pytest.fixture
def asked(lan: Page) -> list[str]:
    """The addresses of the suggestions that were asked for."""
    found: list[str] = []
    lan.on("request", lambda request: found.append(request.url) if "/goi-y/" in request.url else None)
    return found


def test_by_keyboard(lan: Page, asked: list[str]) -> None:
    lan.keyboard.press("/")
    expect(lan.locator(FIELD)).to_be_focused()
    expect(lan.locator(FIELD)).to_have_value("")
    lan.keyboard.type("seu ban hanh")
    expect(lan.locator(f"{LIST} [role=option]").first).to_contain_text("Sếu ban hành")
    assert len(asked) == 1, "one question after the typing has come to rest"
    field = lan.locator(FIELD)
    expect(field).to_have_attribute("aria-expanded", "true")
    lan.keyboard.press("ArrowDown")
    first = lan.locator(f"{LIST} [role=option]").first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", str(first.get_attribute("id")))
    lan.keyboard.press("ArrowUp")
    expect(field).not_to_have_attribute("aria-activedescendant", "goi-y-ke-hoach-1")
    lan.keyboard.press("ArrowDown")
    lan.keyboard.press("Enter")
    expect(lan.locator("h1")).to_contain_text("Sếu ban hành")


def test_enter_shows_everything_and_back_returns(lan: Page) -> None:
    lan.keyboard.press("/")
    lan.keyboard.type("seu")
    lan.keyboard.press("Enter")
    expect(lan).to_have_url("/an-binh/tim/?q=seu")
    expect(lan.locator("mark").first).to_have_text("Sếu")
    lan.keyboard.press("/")
    expect(lan.locator(FIELD)).to_be_focused()
    lan.go_back()
    expect(lan).to_have_url("/an-binh/ke-hoach/")


def test_escape_leaves(lan: Page) -> None:
    link = lan.get_by_role("link", name="Lập kế hoạch mới")
    link.focus()
    lan.keyboard.press("/")
    lan.keyboard.type("seu")
    expect(lan.locator(LIST)).to_be_visible()
    lan.keyboard.press("Escape")
    expect(lan.locator(LIST)).to_be_hidden()
    expect(lan.locator(FIELD)).to_be_focused()
    expect(lan.locator(FIELD)).to_have_value("seu")
    lan.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_a_slash_is_typed_where_one_types(lan: Page, world: World) -> None:
    lan.goto("/an-binh/ke-hoach/moi/")
    title = lan.locator("textarea").first
    title.click()
    lan.keyboard.type("năm 2025/2026")
    expect(title).to_have_value("năm 2025/2026")
    lan.locator(FIELD).click()
    lan.keyboard.type("97/KH")
    expect(lan.locator(FIELD)).to_have_value("97/KH")


def test_with_control_it_is_no_shortcut(lan: Page) -> None:
    for keys in ("Control+/", "Alt+/", "Meta+/"):
        lan.keyboard.press(keys)
    expect(lan.locator(FIELD)).not_to_be_focused()


def test_a_key_without_name_at_its_place(lan: Page) -> None:
    """Some Vietnamese keyboards hand the browser "Process" and the place of the key."""
    lan.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'Process', code: 'Slash', bubbles: true}))"
    )
    expect(lan.locator(FIELD)).to_be_focused()


def test_nothing_is_asked_while_a_letter_is_composed(lan: Page, asked: list[str]) -> None:
    lan.keyboard.press("/")
    keyboard = lan.context.new_cdp_session(lan)
    for text in ("s", "se", "seu", "sếu"):
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        lan.wait_for_timeout(350)
    assert asked == []
    keyboard.send("Input.insertText", {"text": "sếu"})
    expect(lan.locator(f"{LIST} [role=option]").first).to_contain_text("Sếu")
    assert len(asked) == 1
    expect(lan.locator(FIELD)).to_have_value("sếu")


def test_letters_deleted_and_typed_again(lan: Page, asked: list[str]) -> None:
    """Unikey takes a letter back and types the marked one."""
    lan.keyboard.press("/")
    lan.keyboard.type("se", delay=20)
    lan.keyboard.press("Backspace")
    lan.keyboard.insert_text("ếu")
    expect(lan.locator(f"{LIST} [role=option]").first).to_contain_text("Sếu")
    expect(lan.locator(FIELD)).to_have_value("sếu")
    assert len(asked) == 1


def test_the_suggestions_go_when_one_leaves(lan: Page) -> None:
    lan.keyboard.press("/")
    lan.keyboard.type("seu")
    expect(lan.locator(LIST)).to_be_visible()
    lan.keyboard.press("Tab")
    expect(lan.locator(LIST)).to_be_hidden()


def test_a_dead_line_leaves_the_form_working(lan: Page) -> None:
    lan.route("**/goi-y/**", lambda route: route.abort())
    lan.keyboard.press("/")
    lan.keyboard.type("seu")
    lan.wait_for_timeout(500)
    expect(lan.locator(LIST)).to_be_hidden()
    lan.keyboard.press("Enter")
    expect(lan).to_have_url("/an-binh/tim/?q=seu")


def test_on_a_telephone_an_icon_opens_the_page(lan: Page) -> None:
    lan.set_viewport_size({"width": 360, "height": 740})
    lan.goto("/an-binh/ke-hoach/")
    expect(lan.locator(FIELD)).to_be_hidden()
    lan.get_by_role("link", name="Tìm kiếm").click()
    expect(lan).to_have_url("/an-binh/tim/")
    expect(lan.locator(FIELD)).to_be_visible()


@pytest.fixture
def plain(browser: Any, world: World, live_server: Any) -> Iterator[Page]:
    """A browser without JavaScript."""
    one_of_each(world)
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    enter(page, world, live_server)
    yield page
    context.close()


def test_without_javascript(plain: Page) -> None:
    plain.goto("/an-binh/")
    plain.locator(FIELD).fill("sếu dự thảo")
    plain.locator(FIELD).press("Enter")
    expect(plain.locator(".app-hits").first).to_contain_text("Sếu dự thảo")
