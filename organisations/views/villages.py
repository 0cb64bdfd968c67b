"""Villages of a commune, the links of their heads, and the page behind a link."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from core.forms.acting import succeeds, tell
from core.forms.filters import WordsFilterForm
from core.lists import listing
from organisations import rules
from organisations.decorators import public_view, staff_view
from organisations.domain.villages import note_use, revoke_village_link
from organisations.forms.tree import VillageForm, VillageLinkForm
from organisations.http import StaffRequest, behind_link
from organisations.models import AccessToken
from organisations.qr import qr_image
from organisations.queries import usable_token, village_in, villages_of
from organisations.village_papers import papers_for
from organisations.village_parts import parts_for


@staff_view(rules.can_manage_villages)
def villages(request: StaffRequest) -> HttpResponse:
    """The list, and the form that adds one."""
    form = VillageForm(request.POST or None)
    if form.is_valid() and succeeds(
        form,
        lambda: form.create(commune=request.organisation, today=timezone.localdate(), by=request.access),
    ):
        messages.success(request, "Đã thêm thôn, tổ dân phố.")
        return redirect("organisations:villages", org=request.organisation.code)
    filters = WordsFilterForm(request.GET)
    found = listing(request, villages_of(request.organisation, filters.wanted["q"]))
    context = {"form": form, "filters": filters, "listing": found}
    return render(request, "organisations/villages.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_manage_villages)
@never_cache
def village_link_add(request: StaffRequest, code: str) -> HttpResponse:
    """Makes a link and shows it, with its image, this once."""
    village = village_in(request.access, code)
    form = VillageLinkForm(request.POST or None)
    if form.is_valid() and succeeds(form, lambda: form.create(village=village, now=timezone.now(), by=request.access)):
        token, secret = form.made
        link = settings.PUBLIC_URL.rstrip("/") + reverse("organisations-public:village", kwargs={"secret": secret})
        context = {"village": village, "token": token, "link": link, "image": qr_image(link)}
        return render(request, "organisations/print/village_link.html", context)
    context = {"form": form, "title": f"Tạo đường dẫn: {village.display_name}", "button": "Tạo đường dẫn"}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_manage_villages)
@require_POST
def village_link_revoke(request: StaffRequest, token_id: int) -> HttpResponse:
    own = AccessToken.objects.filter(scope=AccessToken.Scope.VILLAGE, organisation__parent=request.organisation)
    token = get_object_or_404(own.select_related("organisation"), pk=token_id)
    tell(
        request,
        lambda: revoke_village_link(token=token, now=timezone.now(), by=request.access),
        "Đã thu hồi. Người giữ đường dẫn không mở được nữa.",
    )
    return redirect("organisations:villages", org=request.organisation.code)


@public_view
@never_cache
def village_page(request: HttpRequest, secret: str) -> HttpResponse:
    """What a village head sees: what his village is asked for, and the papers in force that speak to it."""
    token = usable_token(secret, AccessToken.Scope.VILLAGE)
    if token is None:
        return dead_link(request)
    now = timezone.now()
    note_use(token=token, now=now)
    context = {
        "token": token, "village": token.organisation, "papers": papers_for(token.organisation, secret),
        "parts": parts_for(token, secret, now),
    }  # fmt: skip
    return behind_link(render(request, "organisations/village_page.html", context))


def dead_link(request: HttpRequest) -> HttpResponse:
    return behind_link(render(request, "organisations/village_dead.html", status=410))
