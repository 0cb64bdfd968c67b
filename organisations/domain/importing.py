"""People from an Excel sheet: first a rehearsal that writes nothing, then the valid rows.

Both use `check_rows`; the second run of the same sheet finds every role already there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from accounts.domain.users import NewUser, create_users
from accounts.models import User
from audit.record import record
from core.days import parse_day
from core.decision import require
from core.forms.fields import looks_like_phone
from core.text import fold
from organisations import rules
from organisations.access import Access
from organisations.domain.memberships import NEEDS_UNIT, Grant, grant_many
from organisations.enums import Level, Role
from organisations.models import Membership, Organisation, Unit
from organisations.people_sheet import SheetRow
from organisations.queries import pickable_units, unit_finder
from organisations.roles import ROLES_AT

_SHORT = {
    Role.ADMIN: ("quan tri",),
    Role.DRAFTER: ("soan thao",),
    Role.UNIT_HEAD: ("truong bo phan", "truong phong"),
    Role.CLERK: ("van thu",),
    Role.LEADER: ("lanh dao", "chu tich", "pho chu tich"),
    Role.ONE_STOP: ("mot cua", "bo phan mot cua"),
    Role.APPRAISER: ("tham dinh",),
    Role.SUPERIOR: ("lanh dao cap tren",),
}


@dataclass
class CheckedRow:
    """`outcome`: "new" account, "attach" a role to one that exists, "same" nothing to do, "wrong"."""

    number: int
    values: dict[str, str]
    problems: list[tuple[str, str]] = field(default_factory=list)
    outcome: str = "wrong"
    role: Role | None = None
    unit: Unit | None = None
    valid_from: dt.date | None = None
    user: User | None = None
    person: str = ""  # the same for all rows of one person in this sheet


def check_rows(rows: Sequence[SheetRow], *, organisation: Organisation, today: dt.date, by: Access) -> list[CheckedRow]:
    """What each row would do. Reads only, a fixed number of queries whatever the length."""
    require(rules.can_manage_people_of(by, organisation))
    reader = _Reader(rows, organisation, today)
    return [reader.check(row) for row in rows]


@transaction.atomic
def import_people(
    rows: Sequence[SheetRow], *, organisation: Organisation, today: dt.date, by: Access
) -> tuple[int, int]:
    """Write the valid rows: (new accounts, roles given). Rows with problems and rows already there are left."""
    rows_to_write = [
        row
        for row in check_rows(rows, organisation=organisation, today=today, by=by)
        if row.outcome in {"new", "attach"}
    ]
    if not rows_to_write:
        return 0, 0
    fresh = {row.person: _new_user(row) for row in reversed(rows_to_write) if row.user is None}
    made = create_users(people=list(fresh.values()), by=by, organisation_id=organisation.pk)
    users = dict(zip(fresh, made, strict=True))
    grants = []
    for row in rows_to_write:
        assert row.role is not None
        assert row.valid_from is not None
        user = row.user or users[row.person]
        grants.append(Grant(user, row.role, row.unit, row.values.get("title", ""), row.valid_from))
    grant_many(organisation=organisation, grants=grants, today=today, by=by)
    record("Nhập người từ Excel", organisation, by=by, note=f"{len(made)} tài khoản mới, {len(grants)} vai trò")
    return len(made), len(grants)


def _new_user(row: CheckedRow) -> NewUser:
    get = row.values.get
    return NewUser(
        full_name=get("full_name", ""),
        email=get("email", ""),
        staff_code=get("staff_code", ""),
        phone=get("phone", ""),
    )


class _Reader:
    """What the sheet is compared with, read once."""

    def __init__(self, rows: Sequence[SheetRow], organisation: Organisation, today: dt.date) -> None:
        self.organisation, self.today = organisation, today
        self.roles = {name: role for role in ROLES_AT[Level(organisation.level)] for name in _names(role)}
        self.role_labels = ", ".join(role.label for role in ROLES_AT[Level(organisation.level)])
        self.find_unit = unit_finder(organisation, today)
        self.unit_names = ", ".join(pickable_units(organisation, today).values_list("name", flat=True)[:8])
        emails = {row.values.get("email", "").lower() for row in rows} - {""}
        codes = {row.values.get("staff_code", "").upper() for row in rows} - {""}
        self.by_email: dict[str, User] = {}
        self.by_code: dict[str, User] = {}
        for part in _parts(sorted(emails)):
            self.by_email |= {user.email: user for user in User.objects.filter(email__in=part)}
        for part in _parts(sorted(codes)):
            self.by_code |= {user.staff_code: user for user in User.objects.filter(staff_code__in=part)}
        here = Membership.objects.filter(organisation=organisation).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=today)
        )
        self.roles_here = set(here.values_list("user_id", "role", "unit_id"))
        self.names: dict[str, str] = {}  # e-mail or code → folded name, as the sheet itself says
        self.persons: dict[str, str] = {}  # e-mail or code → the first of them that named this person
        self.seen: set[tuple[str, str, int | None]] = set()
        self.people_seen: set[str] = set()

    def check(self, row: SheetRow) -> CheckedRow:
        out = CheckedRow(number=row.number, values=dict(row.values), problems=list(row.broken))
        user = self._person(row, out)
        self._role(row, out)
        self._unit(row, out)
        self._day(row, out)
        for key, longest in (("full_name", 120), ("title", 120), ("staff_code", 40), ("phone", 20)):
            if len(row.values.get(key, "")) > longest and not self._is_broken(row, key):
                self._say(row, out, key, f"Dài quá {longest} ký tự. Hãy rút ngắn.")
        if out.problems or out.role is None:
            return out
        unit_id = out.unit.pk if out.unit else None
        logins = [
            text for text in (row.values.get("email", "").lower(), row.values.get("staff_code", "").upper()) if text
        ]
        out.person = next((self.persons[login] for login in logins if login in self.persons), logins[0])
        for login in logins:
            self.persons.setdefault(login, out.person)
        out.user = user
        known = user is not None and (user.pk, out.role, unit_id) in self.roles_here
        if known or (out.person, out.role, unit_id) in self.seen:
            out.outcome = "same"
        else:
            first = user is None and out.person not in self.people_seen
            out.outcome = "new" if first else "attach"
        self.seen.add((out.person, out.role, unit_id))
        self.people_seen.add(out.person)
        return out

    def _person(self, row: SheetRow, out: CheckedRow) -> User | None:
        name = row.values.get("full_name", "")
        email, code = row.values.get("email", "").lower(), row.values.get("staff_code", "").upper()
        if not name:
            self._say(row, out, "full_name", "Chưa có họ tên. Hãy gõ họ và tên đầy đủ.")
        if not email and not code:
            self._say(row, out, "email", "Cần thư điện tử hoặc mã cán bộ để đăng nhập. Hãy gõ một trong hai.")
        if email and not _is_email(email):
            self._say(row, out, "email", "Thư điện tử không đúng dạng. Hãy gõ như ten@xa.gov.vn.")
        if "@" in code:
            self._say(row, out, "staff_code", "Mã cán bộ không có ký tự @. Hãy chuyển sang cột Thư điện tử.")
        phone = row.values.get("phone", "")
        if phone and not self._is_broken(row, "phone") and not looks_like_phone(phone):
            self._say(row, out, "phone", "Số điện thoại không đúng. Hãy gõ như 0912345678.")
        first, second = self.by_email.get(email), self.by_code.get(code)
        if first is not None and second is not None and first.pk != second.pk:
            self._say(row, out, "staff_code", "Mã cán bộ và thư điện tử thuộc hai tài khoản khác nhau.")
        user = first or second
        for login in filter(None, (email, code)):
            known = fold(user.full_name) if user is not None else self.names.setdefault(login, fold(name))
            if known != fold(name):
                self._say(row, out, "full_name", f"“{login}” đã dùng cho người mang tên khác. Hãy kiểm tra họ tên.")
                break
        if user is not None and not user.is_active:
            self._say(row, out, "full_name", "Tài khoản này đang khóa. Hãy mở khóa trước khi giao vai trò.")
        return user

    def _role(self, row: SheetRow, out: CheckedRow) -> None:
        text = row.values.get("role", "")
        out.role = self.roles.get(fold(text))
        if out.role is None:
            wrong = f"Không có vai trò “{text}”." if text else "Chưa có vai trò."
            self._say(row, out, "role", f"{wrong} Hãy gõ một trong: {self.role_labels}.")

    def _unit(self, row: SheetRow, out: CheckedRow) -> None:
        text = row.values.get("unit", "")
        if text:
            out.unit = self.find_unit(text)
            if out.unit is None:
                some = f" Hãy gõ đúng một trong: {self.unit_names}." if self.unit_names else " Hãy thêm bộ phận trước."
                self._say(row, out, "unit", f"Chưa có bộ phận “{text}”.{some}")
        elif out.role in NEEDS_UNIT:
            self._say(row, out, "unit", "Vai trò này cần tên bộ phận.")

    def _day(self, row: SheetRow, out: CheckedRow) -> None:
        text = row.values.get("valid_from", "")
        out.valid_from = parse_day(text) if text else self.today
        if out.valid_from is None:
            self._say(row, out, "valid_from", f"Không hiểu ngày “{text}”. Hãy gõ ngày/tháng/năm, ví dụ 01/7/2026.")
        elif not self.organisation.exists_on(out.valid_from):
            self._say(row, out, "valid_from", "Đơn vị không hoạt động vào ngày này. Hãy kiểm tra lại.")

    @staticmethod
    def _is_broken(row: SheetRow, key: str) -> bool:
        return any(cell == row.cells.get(key) for cell, _ in row.broken)

    @staticmethod
    def _say(row: SheetRow, out: CheckedRow, key: str, text: str) -> None:
        out.problems.append((row.cells.get(key, f"dòng {row.number}"), text))


def _names(role: Role) -> tuple[str, ...]:
    return (fold(role.label), role.value, *_SHORT.get(role, ()))


def _parts(values: list[str], size: int = 500) -> list[list[str]]:
    """SQLite takes a limited number of parameters."""
    return [values[start : start + size] for start in range(0, len(values), size)]


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254
