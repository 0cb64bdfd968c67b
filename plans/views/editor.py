"""The editor: its page, and the small answers it asks for while somebody types (docs/decisions/0011)."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_POST

from core.decision import Denied
from core.exceptions import DomainError, NotAllowed
from core.http import redirect_to, render_page, whole_number
from organisations.decorators import staff_view
from organisations.http import StaffRequest
from plans import queries, rules
from plans.domain.editing.seats import take_seat
from plans.domain.editing.taking import known_answers, take_steps
from plans.domain.tables import TASK_COLUMNS
from plans.forms.tasks import INDICES
from plans.models import Block, Plan
from plans.pasting import PastedLine, Setting, TooMuchPasted, pasted_lines
from plans.queries import editor as states
from plans.reading.draft import Region
from plans.views.actions import plan_actions
from plans.views.answers import fetch_plan, url

MOST_STEPS = 200
MOST_BYTES = 2 * 1024 * 1024
MOST_PASTED = 5 * 1024 * 1024
MOST_KEYS = 50

_TOO_MUCH = "Quá nhiều nội dung trong một lần lưu. Với văn bản dài, hãy dùng “Nhập từ văn bản”."
_MALFORMED = "Nội dung gửi lên không hợp lệ. Hãy tải lại trang."


@staff_view(rules.can_view_plans)
@gzip_page  # the whole plan goes over a slow line; the only secret in it, the CSRF token, is masked anew each time
def editor(request: StaffRequest, plan_id: int) -> HttpResponse:
    """The page. Whoever may not change the words is led to the plan, with the reason."""
    plan = fetch_plan(request, plan_id)
    allowed = rules.can_edit_plan(request.access, plan)
    if isinstance(allowed, Denied):
        messages.warning(request, allowed.reason)
        return redirect_to(request, url(request, "detail", plan))
    context = {"plan": plan, "actions": plan_actions(request, plan), "state": _page_state(request, plan)}
    return render_page(request, "plans/editor.html", context)


def _page_state(request: StaffRequest, plan: Plan) -> dict[str, Any]:
    now = timezone.now()
    return {
        "plan": states.plan_state(plan),
        "lines": states.line_states(plan, states.lines_in_order(plan)),
        "appendices": states.appendix_states(plan),
        "units": states.unit_states(plan, timezone.localdate(now)),
        "people": states.people_at(plan, by=request.access, tab=None, at=now),
        "me": request.user.full_name,
        "indices": INDICES,
        "table_columns": [{"title": title, "role": role.value} for title, role in TASK_COLUMNS],
        "urls": {name: _address(request, target, plan) for name, target in _URLS.items()},
    }


_URLS = {
    "steps": "editor-steps", "news": "editor-news", "lines": "editor-lines", "split": "editor-split",
    "deadline": "editor-deadline", "problems": "readiness-summary", "detail": "detail", "texts": "texts",
}  # fmt: skip


def _address(request: StaffRequest, name: str, plan: Plan) -> str:
    try:
        return url(request, name, plan)
    except NoReverseMatch:
        return ""


# --- answers in JSON -------------------------------------------------------------------------------

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def _say(text: str, status: int, **more: Any) -> JsonResponse:
    return JsonResponse({"say": text, **more}, status=status)


def _draft(request: StaffRequest, plan_id: int) -> Plan:
    """The plan, if this person may change its words now. Raises NotAllowed; 404 for what may not be seen."""
    plan = fetch_plan(request, plan_id)
    allowed = rules.can_edit_plan(request.access, plan)
    if isinstance(allowed, Denied):
        raise NotAllowed(allowed.reason)
    return plan


def _body(request: HttpRequest) -> dict[str, Any]:
    """What was sent, as a dict. Raises DomainError for anything else."""
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        raise DomainError(_MALFORMED) from None
    if not isinstance(sent, dict):
        raise DomainError(_MALFORMED)
    return sent


def _key(value: Any) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None


def _is_id(value: Any) -> bool:
    """Whether a database holds such an id."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**62


def _too_large(request: HttpRequest, most: int) -> bool:
    return int(request.META.get("CONTENT_LENGTH") or 0) > most


def in_json(view: View) -> View:
    """Refusals of this view are JSON with a sentence: 409 for a plan that is no draft now, 422 for what is wrong."""

    @wraps(view)
    def answered(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotAllowed as error:
            return _say(str(error), 409 if rules.can_write_plans(request.access) else 403)
        except DomainError as error:
            return _say(str(error), 422)

    return answered  # type: ignore[return-value]


@staff_view(rules.can_write_plans)
@require_POST
@in_json
def steps(request: StaffRequest, plan_id: int) -> HttpResponse:
    if _too_large(request, MOST_BYTES):
        return _say(_TOO_MUCH, 413)
    plan = fetch_plan(request, plan_id)
    sent = _body(request)
    wanted = sent.get("steps")
    if not isinstance(wanted, list) or not all(isinstance(each, dict) for each in wanted):
        raise DomainError(_MALFORMED)
    if len(wanted) > MOST_STEPS:
        return _say(_TOO_MUCH, 413)
    revision = sent.get("revision")
    now = timezone.now()
    try:
        taken = take_steps(
            plan,
            by=request.access,
            steps=wanted,
            seen_revision=revision if isinstance(revision, int) else None,
            at=now,
            rows_shown=states.rows_asked(sent.get("rows")),
        )
    except NotAllowed as error:
        known = known_answers(plan, wanted)
        done = [{"id": str(key), **answer} for key, answer in known.items()]
        return _say(str(error), 409, results=done)
    people = _sit(request, plan, sent.get("tab"), sent.get("at"))
    return JsonResponse(
        {
            "revision": taken.revision,
            "behind": taken.behind,
            "results": taken.results,
            "lines": taken.lines,
            "gone": taken.gone,
            "order": taken.order,
            "people": people,
        }
    )


def _sit(request: StaffRequest, plan: Plan, tab: Any, line: Any) -> list[dict[str, Any]]:
    now, seat = timezone.now(), _key(tab)
    if seat is not None:
        take_seat(plan, by=request.access, tab=seat, line=_key(line), at=now)
    return states.people_at(plan, by=request.access, tab=seat, at=now)


@staff_view(rules.can_write_plans)
@require_GET
@in_json
def news(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = _draft(request, plan_id)
    answer: dict[str, Any] = {
        "revision": plan.revision,
        "people": _sit(request, plan, request.GET.get("tab"), request.GET.get("at")),
    }
    if whole_number(request.GET.get("revision")) != plan.revision:
        answer |= {
            "order": states.order_with_marks(plan),
            "plan": states.plan_state(plan),
            "appendices": states.appendix_states(plan),
        }
    return JsonResponse(answer)


@staff_view(rules.can_write_plans)
@require_GET
@in_json
def lines(request: StaffRequest, plan_id: int) -> HttpResponse:
    plan = _draft(request, plan_id)
    keys = [key for key in map(_key, request.GET.getlist("key")[:MOST_KEYS]) if key is not None]
    blocks = list(Block.objects.filter(plan=plan, key__in=keys).order_by("position"))
    return JsonResponse({"lines": states.line_states(plan, blocks)})


@staff_view(rules.can_write_plans)
@require_GET
@in_json
def deadline(request: StaffRequest, plan_id: int) -> HttpResponse:
    """How the words typed just now are understood."""
    plan = _draft(request, plan_id)
    words, meaning = request.GET.get("words", "")[:1000], request.GET.get("meaning", "")
    preview = queries.deadline_preview(words, plan, meaning if meaning in ("one", "each") else "")
    return JsonResponse(states.preview_state(preview))


@staff_view(rules.can_write_plans)
@require_POST
@in_json
def split(request: StaffRequest, plan_id: int) -> HttpResponse:
    """What a pasted text becomes; writes nothing."""
    if _too_large(request, MOST_PASTED):
        return _say(_TOO_MUCH, 413)
    plan, sent = _draft(request, plan_id), _body(request)
    text, markup, region = sent.get("text") or "", sent.get("html") or "", sent.get("region") or Region.BODY.value
    appendix = sent.get("appendix")
    if not all(isinstance(each, str) for each in (text, markup, region)) or region not in {
        each.value for each in Region
    }:
        raise DomainError(_MALFORMED)
    if appendix is not None and (not _is_id(appendix) or region != Region.APPENDIX):
        raise DomainError(_MALFORMED)
    after = _key(sent.get("after"))
    above = states.lines_above(plan, region=region, appendix=appendix, after=after) if after else []
    try:
        pasted = pasted_lines(text, markup, Setting(region, above))
    except TooMuchPasted as error:
        return _say(str(error), 413)
    return JsonResponse({"lines": [_pasted(line) for line in pasted.lines], "say": pasted.say})


def _pasted(line: PastedLine) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "level": line.level,
        "marker": line.marker,
        "text": line.text,
        "role": "",
        "columns": [{"title": title, "role": role} for title, role in line.columns],
        "rows": [{"kind": kind, "cells": list(cells)} for kind, cells in line.rows],
    }
