"""Behind a village head's link: one item, its answer, a picture that was sent. No account and no cookie.

The secret in the address is the whole permission, so another site's page cannot make a browser send anything in
somebody's name: these views need no CSRF key, and a page kept open for days can still send.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.forms.utils import ErrorList
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from core.exceptions import DomainError
from core.http import redirect_to, wants_json
from organisations.decorators import public_view
from organisations.domain.villages import note_use
from organisations.http import behind_link
from organisations.models import AccessToken
from organisations.queries import usable_token
from organisations.views.villages import dead_link
from organisations.village_parts import VillagePart
from villages.domain.answering import MOST_PHOTOS, note_seen
from villages.domain.sendings import count_sending
from villages.forms.answering import AnswerForm
from villages.models import VillageItem
from villages.queries.village import MOST_OPEN, Leaf, item_of, items_seen, leaf_of, leaves_of, photo_of, was_taken

MOST_BYTES = 64 * 1024 * 1024  # of one sending: ten pictures as a phone takes them
_DEAD = "Đường dẫn đã hết hạn hoặc đã được thu hồi. Hãy gọi cho xã để nhận đường dẫn mới."


def items_part(token: AccessToken, secret: str, now: dt.datetime) -> VillagePart:
    """The part of the village's page with its items (registered with organisations.village_parts)."""
    leaves = leaves_of(token.organisation, timezone.localdate(now))
    cards = [{"leaf": leaf, "form": AnswerForm(leaf=leaf) if leaf.open else None} for leaf in leaves]
    context = {
        "secret": secret,
        "office": token.organisation.parent,
        "open": [card for card in cards if card["form"]],
        "done": [card for card in cards if not card["form"]],
        "most_photos": MOST_PHOTOS,
    }
    return VillagePart("villages/village_part.html", context)


@public_view
@csrf_exempt
@never_cache
def item(request: HttpRequest, secret: str, item_id: int) -> HttpResponseBase:
    """One item alone: to answer it, or to correct what was answered. JSON for our own script, a page otherwise."""
    token = usable_token(secret, AccessToken.Scope.VILLAGE)
    if token is None:
        return behind_link(_say(_DEAD, 410)) if wants_json(request) else dead_link(request)
    now = timezone.now()
    note_use(token=token, now=now)
    found = item_of(token.organisation, item_id)
    leaf = leaf_of(found, timezone.localdate(now))
    if request.method != "POST":
        return _page(request, secret, leaf, AnswerForm(leaf=leaf))
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return _refused(
            request, secret, leaf, f"Ảnh nặng quá {MOST_BYTES // 1024 // 1024} MB. Hãy quay lại, gửi bớt ảnh.", 413
        )
    try:
        count_sending(token, at=now)
    except DomainError as error:
        return _refused(request, secret, leaf, str(error), 429)
    if was_taken(found, request.POST.get("key", "")):
        return _taken(request, token, secret, found)
    form = AnswerForm(request.POST, request.FILES, leaf=leaf)
    try:
        if form.is_valid():
            form.save(token=token, at=now)
            return _taken(request, token, secret, found)
    except DomainError as error:
        form.add_error(None, str(error))
        return _unanswered(request, secret, leaf, form, 409)
    return _unanswered(request, secret, leaf, form, 422)


@public_view
@csrf_exempt
@never_cache
@require_POST
def seen(request: HttpRequest, secret: str) -> HttpResponse:
    """The page says that somebody has it before the eyes. Opening alone does not: robots of messengers open links."""
    token = usable_token(secret, AccessToken.Scope.VILLAGE)
    if token is None:
        return behind_link(_say(_DEAD, 410))
    ids = [int(each) for each in request.POST.getlist("viec")[: MOST_OPEN + 1] if each.isascii() and each.isdecimal()]
    note_seen(items_seen(token.organisation, ids), at=timezone.now())
    return behind_link(HttpResponse(status=204))


@public_view
@never_cache
def photo(request: HttpRequest, secret: str, photo_id: int) -> HttpResponseBase:
    """A picture this village sent."""
    token = usable_token(secret, AccessToken.Scope.VILLAGE)
    if token is None:
        return dead_link(request)
    kept = photo_of(token.organisation, photo_id).attachment
    response = FileResponse(kept.file.open("rb"), content_type=kept.content_type)
    response["Content-Disposition"] = content_disposition_header(False, kept.name) or ""
    return behind_link(response)


def _taken(request: HttpRequest, token: AccessToken, secret: str, found: VillageItem) -> HttpResponse:
    if not wants_json(request):
        page = reverse("organisations-public:village", kwargs={"secret": secret})
        return behind_link(redirect_to(request, f"{page}#viec-{found.pk}"))
    fresh = leaf_of(item_of(token.organisation, found.pk), timezone.localdate())
    context = {"leaf": fresh, "secret": secret, "office": token.organisation.parent}
    card = render_to_string("villages/answered_card.html", context, request)
    return behind_link(JsonResponse({"say": "Đã gửi. Cảm ơn ông/bà.", "card": card}))


def _unanswered(request: HttpRequest, secret: str, leaf: Leaf, form: AnswerForm, status: int) -> HttpResponse:
    if not wants_json(request):
        return _page(request, secret, leaf, form, status)
    by_field = {name: _sentence(errors) for name, errors in form.errors.items() if name != "__all__"}
    say = _sentence(form.non_field_errors()) or "Còn chỗ phải sửa, xin xem chữ đỏ ở từng câu."
    return behind_link(JsonResponse({"say": say, "errors": by_field}, status=status))


def _sentence(errors: ErrorList) -> str:
    return " ".join(str(each) for each in errors)


def _refused(request: HttpRequest, secret: str, leaf: Leaf, sentence: str, status: int) -> HttpResponse:
    """Before anything was read: what was typed is not known here, and stays on the page of our script."""
    if wants_json(request):
        return behind_link(_say(sentence, status))
    form = AnswerForm({}, leaf=leaf)
    form.errors.clear()
    form.add_error(None, sentence)
    return _page(request, secret, leaf, form, status)


def _say(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"say": sentence}, status=status)


def _page(request: HttpRequest, secret: str, leaf: Leaf, form: AnswerForm, status: int = 200) -> HttpResponse:
    context = {
        "leaf": leaf, "form": form if leaf.open or leaf.may_correct else None, "secret": secret,
        "village": leaf.item.village, "office": leaf.item.ask.organisation, "most_photos": MOST_PHOTOS,
        "limit_mb": settings.UPLOAD_LIMIT_MB,
    }  # fmt: skip
    return behind_link(render(request, "villages/item_page.html", context, status=status))
