"""The first page anyone meets: it opens, stays quiet, and can be read by everyone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe


@pytest.mark.parametrize("width", [360, 1366])
def test_first_page_opens_and_is_accessible(page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    response = page.goto("/")
    assert response is not None
    assert response.status == 200
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    violations = Axe().run(page).response["violations"]
    assert not violations, [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations]
