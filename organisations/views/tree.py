"""The organisation itself, and those below it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from core.forms.acting import succeeds
from core.lists import listing
from organisations import queries, rules
from organisations.decorators import staff_view
from organisations.domain.people import make_invitation
from organisations.enums import Role
from organisations.forms.filters import BelowFilterForm
from organisations.forms.people import EndRoleForm, FirstAdminForm
from organisations.forms.tree import LetterheadForm, OrganisationForm
from organisations.http import StaffRequest
from organisations.models import Membership
from organisations.views.invitations import print_sheets, send_invitation


@staff_view(rules.can_view_organisation)
def organisation(request: StaffRequest) -> HttpResponse:
    """Letterhead, place in the tree with its history, succession, units."""
    today = timezone.localdate()
    context = {
        "ancestors": queries.ancestors_of(request.organisation),
        "superior": queries.superior_of(request.organisation, today),
        "superiors": queries.superiors_history(request.organisation),
        "predecessors": queries.predecessors_of(request.organisation),
        "successors": queries.successors_of(request.organisation),
        "units": queries.pickable_units(request.organisation, today),
        "can_edit": rules.can_manage_tree(request.access),
    }
    return render(request, "organisations/organisation.html", context)


@staff_view(rules.can_manage_tree)
def organisation_edit(request: StaffRequest) -> HttpResponse:
    form = LetterheadForm(request.POST or None, initial=LetterheadForm.initial_of(request.organisation))
    if form.is_valid() and succeeds(form, lambda: form.save(organisation=request.organisation, by=request.access)):
        messages.success(request, "Đã lưu. Văn bản đã phát hành giữ nguyên tên cũ.")
        return redirect("organisations:organisation", org=request.organisation.code)
    context = {"form": form, "title": "Sửa tên và thể thức", "button": "Lưu"}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_see_below)
def below(request: StaffRequest) -> HttpResponse:
    form = BelowFilterForm(request.GET)
    rows = queries.organisations_below(
        request.access,
        today=timezone.localdate(),
        wanted=form.wanted["q"],
        without_admin=form.wanted["quan_tri"] == "chua",
    )
    return render(request, "organisations/below.html", {"form": form, "listing": listing(request, rows)})


@staff_view(rules.can_see_below)
def below_add(request: StaffRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None, parent=request.organisation)
    made: list[Any] = []
    if form.is_valid() and succeeds(
        form, lambda: made.append(form.create(today=timezone.localdate(), by=request.access))
    ):
        messages.success(request, "Đã tạo đơn vị. Hãy mở tài khoản quản trị đầu tiên.")
        return redirect("organisations:below-admins", org=request.organisation.code, code=made[0].code)
    context = {"form": form, "title": "Thêm đơn vị cấp dưới", "button": "Tạo đơn vị"}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_see_below)
def below_admins(request: StaffRequest, code: str) -> HttpResponse:
    """The administrators of one organisation below, and the form that appoints one."""
    today = timezone.localdate()
    office = queries.organisation_below(request.access, code, today)
    form = FirstAdminForm(request.POST or None)
    if form.is_valid() and succeeds(form, lambda: form.add(organisation=office, today=today, by=request.access)):
        messages.success(request, "Đã giao vai trò quản trị. Hãy gửi thư mời hoặc in phiếu mã.")
        return redirect("organisations:below-admins", org=request.organisation.code, code=code)
    admins = Membership.objects.active_on(today).filter(organisation=office, role=Role.ADMIN).select_related("user")
    context = {"form": form, "office": office, "admins": admins}
    return render(request, "organisations/below_admins.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_see_below)
@require_POST
def below_admin_invite(request: StaffRequest, code: str, user_id: int) -> HttpResponse:
    send_invitation(request, _admin_below(request, code, user_id))
    return redirect("organisations:below-admins", org=request.organisation.code, code=code)


@staff_view(rules.can_see_below)
@never_cache
@require_POST
def below_admin_code(request: StaffRequest, code: str, user_id: int) -> HttpResponse:
    someone, now = _admin_below(request, code, user_id), timezone.now()
    made = make_invitation(user=someone, today=timezone.localdate(), now=now, by=request.access)
    return print_sheets(request, [made])


@staff_view(rules.can_see_below)
def below_admin_end(request: StaffRequest, code: str, user_id: int) -> HttpResponse:
    today = timezone.localdate()
    office = queries.organisation_below(request.access, code, today)
    rows = Membership.objects.active_on(today).select_related("user", "organisation")
    membership = get_object_or_404(rows, user_id=user_id, organisation=office, role=Role.ADMIN)
    form = EndRoleForm(request.POST or None, initial={"last_day": today})
    if form.is_valid() and succeeds(form, lambda: form.end(membership=membership, today=today, by=request.access)):
        messages.success(request, "Đã ghi ngày kết thúc vai trò.")
        return redirect("organisations:below-admins", org=request.organisation.code, code=code)
    context = {"form": form, "title": f"Kết thúc quản trị: {membership.user.full_name}", "button": "Kết thúc vai trò"}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)


def _admin_below(request: StaffRequest, code: str, user_id: int) -> User:
    today = timezone.localdate()
    office = queries.organisation_below(request.access, code, today)
    admins = Membership.objects.active_on(today).filter(organisation=office, role=Role.ADMIN).values("user")
    return get_object_or_404(User, pk=user_id, pk__in=admins)
