"""A form older than the session comes back with what was typed."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

pytestmark = pytest.mark.django_db


def test_what_was_typed_comes_back_without_passwords_and_says_that_files_are_lost() -> None:
    client = Client(enforce_csrf_checks=True)
    form = {"username": "lan@hason.example", "password": "Mat-khau-thu-2026", "note": "<b>Quý II</b>"}
    answer = client.post("/dang-nhap/?next=/an-binh/", {**form, "scan": SimpleUploadedFile("a.pdf", b"%PDF-")})
    shown = answer.content.decode()
    assert answer.status_code == 403
    assert 'action="/dang-nhap/?next=/an-binh/"' in shown
    assert '<input type="hidden" name="username" value="lan@hason.example">' in shown
    assert "&lt;b&gt;Quý II&lt;/b&gt;" in shown
    assert "Mat-khau-thu-2026" not in shown
    assert "Tệp đính kèm không giữ được" in shown


def test_no_word_of_files_where_none_was_sent() -> None:
    answer = Client(enforce_csrf_checks=True).post("/dang-nhap/", {"username": "lan"})
    assert "Tệp đính kèm" not in answer.content.decode()


def test_a_fragment_leaves_the_page_and_brings_a_fresh_key() -> None:
    client = Client(enforce_csrf_checks=True, headers={"HX-Request": "true"})
    answer = client.post("/dang-nhap/", {"username": "lan"})
    assert answer.status_code == 403
    assert not answer.content
    assert "messages" in answer["HX-Trigger"]
    assert "csrftoken" in answer.cookies
