"""What the tests of beginning a plan share: addresses, pages as a browser would send them back."""

from __future__ import annotations

import html
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from plans.models import Plan, PlanStart


def at(name: str, **kwargs: Any) -> str:
    return reverse(f"plans:{name}", kwargs={"org": "an-binh", **kwargs})


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send of the form with the most fields: hidden ones, ticked boxes, texts, choices."""
    forms = [each for each in re.findall(r"<form.*?</form>", page, re.S) if "submission_key" in each or "seen" in each]
    form = max(forms, key=len)
    sent: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, kind = re.search(r'name="([^"]+)"', tag), re.search(r'type="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name is None or (kind and kind[1] in ("checkbox", "radio") and " checked" not in tag):
            continue
        sent[name[1]] = unescaped(value[1]) if value else "on"
    for name_, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S):
        sent[name_] = unescaped(text.removeprefix("\n"))
    for name_, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)"[^>]* selected', options) or re.search(r'value="([^"]*)"', options)
        sent[name_] = unescaped(chosen[1]) if chosen else ""
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def unescaped(text: str) -> str:
    return html.unescape(text)


def opened(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def begun(client: Client, plan: Plan, year: int = 2026, kind: str = "nam-truoc") -> PlanStart:
    url = at("start-from", kind=kind, plan_id=plan.pk)
    sent = fields_of(opened(client, url)) | {"year": str(year)}
    answer = client.post(url, sent)
    assert answer.status_code == 303, answer.content.decode()[:500]
    assert client.post(url, sent).headers["Location"] == answer.headers["Location"]  # pressed twice
    return PlanStart.objects.get()
