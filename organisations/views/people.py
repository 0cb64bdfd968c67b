"""The people of an organisation: list, one person, roles."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.domain.second_factor import has_device
from audit.queries import history_of
from core.decision import Denied
from core.forms.acting import succeeds, tell
from core.lists import Column, listing
from organisations import rules
from organisations.decorators import staff_view
from organisations.domain import people as domain
from organisations.forms.filters import PeopleFilterForm
from organisations.forms.people import AddPersonForm, EndRoleForm, PersonForm, ReasonForm, RoleForm, TransferForm
from organisations.http import StaffRequest
from organisations.models import Membership
from organisations.queries import membership_in, people_list, person_in, pickable_units, unfinished_elsewhere

COLUMNS = (
    Column("Họ và tên", "ten", ("sort_name",), then=("pk",)),
    Column("Vai trò"),
    Column("Bộ phận"),
    Column("Tình trạng"),
)


@staff_view(rules.can_manage_people)
def people(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    form = PeopleFilterForm(request.GET, units=pickable_units(request.organisation, today))
    got = form.wanted
    state = got["trang_thai"] or ""
    rows = people_list(request.access, today=today, wanted=got["q"], state=state, unit_id=got["bo_phan"])
    context = {"form": form, "listing": listing(request, rows, columns=COLUMNS), "state": state, "today": today}
    return render(request, "organisations/people.html", context)


@staff_view(rules.can_manage_people)
def person_add(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    form = AddPersonForm(request.POST or None, organisation=request.organisation, today=today)
    if form.is_valid() and succeeds(form, lambda: form.add(today=today, by=request.access)):
        user, is_new = form.added
        made = (
            "Đã mở tài khoản. Hãy gửi thư mời hoặc in phiếu mã." if is_new else "Đã giao vai trò cho tài khoản có sẵn."
        )
        messages.success(request, made)
        return redirect("organisations:person", org=request.organisation.code, user_id=user.pk)
    context = {"form": form, "title": "Thêm người", "button": "Thêm người", "back": "organisations:people"}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_manage_people)
def person(request: StaffRequest, user_id: int) -> HttpResponse:
    today = timezone.localdate()
    someone = person_in(request.access, user_id)
    elsewhere = unfinished_elsewhere(someone, request.organisation, today).exists()
    context = {
        "person": someone,
        "roles": Membership.objects.filter(user=someone, organisation=request.organisation).select_related("unit"),
        "elsewhere": elsewhere,
        "shared": Denied("Người này còn vai trò ở đơn vị khác.") if elsewhere else None,
        "has_device": has_device(someone),
        "erasable_from": domain.erasable_from(someone),
        "entries": history_of(someone).filter(organisation_id=request.organisation.pk)[:10],
        "today": today,
        "now": timezone.now(),
        "is_me": someone.pk == request.user.pk,
    }
    return render(request, "organisations/person.html", context)


@staff_view(rules.can_manage_people)
def person_edit(request: StaffRequest, user_id: int) -> HttpResponse:
    today = timezone.localdate()
    someone = person_in(request.access, user_id)
    domain.require_ours(someone, by=request.access, today=today)
    fields = ("full_name", "email", "staff_code", "phone")
    form = PersonForm(request.POST or None, initial={name: getattr(someone, name) for name in fields})
    if form.is_valid() and succeeds(form, lambda: form.save(user=someone, today=today, by=request.access)):
        messages.success(request, "Đã lưu thông tin.")
        return redirect("organisations:person", org=request.organisation.code, user_id=user_id)
    context = {"form": form, "title": f"Sửa thông tin: {someone.full_name}", "button": "Lưu"}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_manage_people)
def role_add(request: StaffRequest, user_id: int) -> HttpResponse:
    today = timezone.localdate()
    someone = person_in(request.access, user_id)
    form = RoleForm(request.POST or None, organisation=request.organisation, today=today)
    if form.is_valid() and succeeds(form, lambda: form.grant(user=someone, today=today, by=request.access)):
        messages.success(request, "Đã giao vai trò.")
        return redirect("organisations:person", org=request.organisation.code, user_id=user_id)
    context = {"form": form, "title": f"Giao vai trò: {someone.full_name}", "button": "Giao vai trò"}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_manage_people)
def role_end(request: StaffRequest, membership_id: int) -> HttpResponse:
    today = timezone.localdate()
    membership = membership_in(request.access, membership_id)
    form = EndRoleForm(request.POST or None, initial={"last_day": today})
    if form.is_valid() and succeeds(form, lambda: form.end(membership=membership, today=today, by=request.access)):
        messages.success(request, "Đã ghi ngày kết thúc vai trò.")
        return redirect("organisations:person", org=request.organisation.code, user_id=membership.user_id)
    what = f"{membership.user.full_name} – {membership.get_role_display()}"
    context = {"form": form, "title": f"Kết thúc vai trò: {what}", "button": "Kết thúc vai trò"}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_manage_people)
def role_transfer(request: StaffRequest, membership_id: int) -> HttpResponse:
    today = timezone.localdate()
    membership = membership_in(request.access, membership_id)
    form = TransferForm(request.POST or None, organisation=request.organisation, today=today, initial={"on": today})
    if form.is_valid() and succeeds(form, lambda: form.move(membership=membership, today=today, by=request.access)):
        messages.success(request, "Đã chuyển bộ phận.")
        return redirect("organisations:person", org=request.organisation.code, user_id=membership.user_id)
    what = f"{membership.user.full_name} – {membership.get_role_display()}"
    context = {"form": form, "title": f"Chuyển bộ phận: {what}", "button": "Chuyển bộ phận"}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)


@staff_view(rules.can_manage_people)
@require_POST
def person_deactivate(request: StaffRequest, user_id: int) -> HttpResponse:
    someone, today, now = person_in(request.access, user_id), timezone.localdate(), timezone.now()
    reason = request.POST.get("reason", "")[:300]
    tell(
        request,
        lambda: domain.deactivate_person(user=someone, reason=reason, today=today, now=now, by=request.access),
        "Đã khóa tài khoản. Người này không đăng nhập được nữa; việc đã làm vẫn giữ tên.",
    )
    return redirect("organisations:person", org=request.organisation.code, user_id=user_id)


@staff_view(rules.can_manage_people)
@require_POST
def person_reactivate(request: StaffRequest, user_id: int) -> HttpResponse:
    someone, today = person_in(request.access, user_id), timezone.localdate()
    tell(
        request,
        lambda: domain.reactivate_person(user=someone, today=today, by=request.access),
        "Đã mở khóa tài khoản.",
    )
    return redirect("organisations:person", org=request.organisation.code, user_id=user_id)


@staff_view(rules.can_manage_people)
@require_POST
def person_erase(request: StaffRequest, user_id: int) -> HttpResponse:
    someone, today, now = person_in(request.access, user_id), timezone.localdate(), timezone.now()
    tell(
        request,
        lambda: domain.erase_person_contacts(user=someone, today=today, now=now, by=request.access),
        "Đã xóa thư điện tử và điện thoại.",
    )
    return redirect("organisations:person", org=request.organisation.code, user_id=user_id)


@staff_view(rules.can_manage_people)
def person_reset_factor(request: StaffRequest, user_id: int) -> HttpResponse:
    someone, today = person_in(request.access, user_id), timezone.localdate()
    form = ReasonForm(request.POST or None)
    if form.is_valid() and succeeds(
        form,
        lambda: domain.reset_person_second_factor(user=someone, today=today, by=request.access, **form.cleaned_data),
    ):
        messages.success(request, "Đã đặt lại. Lần đăng nhập tới người này thiết lập xác thực hai bước từ đầu.")
        return redirect("organisations:person", org=request.organisation.code, user_id=user_id)
    context = {"form": form, "title": f"Đặt lại xác thực hai bước: {someone.full_name}", "button": "Đặt lại"}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)
