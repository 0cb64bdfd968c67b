"""The tree of organisations: every change of place, name or life. Keeps `Organisation.path` alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr

from audit.record import record, snapshot
from core.decision import require
from core.exceptions import DomainError
from core.saving import save_checked
from core.text import fold, squeeze
from organisations import rules
from organisations.access import Access
from organisations.domain.memberships import end_all_in, transfer_all
from organisations.enums import Level
from organisations.models import Organisation, Subordination, Succession

# First parts of addresses that are not organisations; a code equal to one of them could never be opened.
RESERVED_CODES = frozenset(
    [
        "admin",
        "api",
        "cong-dan",
        "cong-khai",
        "dang-nhap",
        "dang-xuat",
        "doi-mat-khau",
        "ho-so",
        "khao-sat",
        "khoe",
        "lich",
        "ma-du-phong",
        "media",
        "moi",
        "phan-anh",
        "quen-mat-khau",
        "static",
        "thon",
        "tro-giup",
        "xac-thuc",
    ]
)
_STEP = 4  # digits of one step of the path: 9,999 children
_DAY = dt.timedelta(days=1)


@transaction.atomic
def create_organisation(
    *,
    code: str,
    name: str,
    short_name: str,
    level: Level,
    parent: Organisation | None,
    agency_lines: Sequence[str],
    parent_agency_lines: Sequence[str] = (),
    valid_from: dt.date | None = None,
    today: dt.date,
    by: Access,
) -> Organisation:
    """A new organisation under `parent`, subordinate to it from `valid_from` (None: from ever).

    Writes Organisation, Subordination, audit. Raises NotAllowed, or DomainError for a code that is
    taken or reserved and for values the columns refuse.
    """
    require(rules.can_create_below(by, parent, Level(level)))
    if parent is not None and not parent.exists_on(valid_from or today):
        raise DomainError(f"{parent.display_name} không còn hoạt động, không nhận thêm đơn vị trực thuộc.")
    if code in RESERVED_CODES:
        raise DomainError(f"Mã “{code}” dành cho trang của hệ thống. Hãy chọn mã khác, ví dụ: xa-{code}.")
    organisation = save_checked(
        Organisation(
            code=code,
            name=squeeze(name),
            short_name=squeeze(short_name),
            level=level,
            parent=parent,
            path=_free_path(parent),
            agency_lines=_lines(agency_lines) or [squeeze(name).upper()],
            parent_agency_lines=_lines(parent_agency_lines),
            valid_from=valid_from,
        )
    )
    if parent is not None:
        Subordination.objects.create(organisation=organisation, superior=parent, valid_from=valid_from)
    after = snapshot(organisation, "code", "name", "level", "parent", "valid_from")
    record("Tạo đơn vị", organisation, by=by, after=after, organisation_id=_log_in(by, organisation))
    return organisation


@transaction.atomic
def update_letterhead(
    *,
    organisation: Organisation,
    name: str,
    short_name: str,
    agency_lines: Sequence[str],
    parent_agency_lines: Sequence[str],
    by: Access,
) -> Organisation:
    """Name and the printed lines of coming documents. Issued documents keep what they froze.

    A change of the name keeps the old one readable in the log and in "Tên trước đây".
    """
    require(rules.can_change_tree(by, organisation))
    fields = ("name", "short_name", "agency_lines", "parent_agency_lines")
    before = snapshot(organisation, *fields)
    organisation.name, organisation.short_name = squeeze(name), squeeze(short_name)
    organisation.agency_lines = _lines(agency_lines)
    organisation.parent_agency_lines = _lines(parent_agency_lines)
    if not organisation.agency_lines:
        raise DomainError("Tên cơ quan ban hành cần ít nhất một dòng, ví dụ: ỦY BAN NHÂN DÂN.")
    after = snapshot(organisation, *fields)
    if before != after:
        save_checked(organisation)
        action = "Đổi tên đơn vị" if before["name"] != after["name"] else "Sửa thể thức đơn vị"
        record(action, organisation, by=by, before=before, after=after, organisation_id=organisation.pk)
    return organisation


@transaction.atomic
def rename_organisation(
    *,
    organisation: Organisation,
    name: str,
    short_name: str,
    agency_lines: Sequence[str],
    basis: str = "",
    by: Access,
) -> Organisation:
    """The same organisation under another name (the decision in `basis`); audit keeps both names."""
    require(rules.can_change_position(by, organisation))
    fields = ("name", "short_name", "agency_lines")
    before = snapshot(organisation, *fields)
    organisation.name, organisation.short_name = squeeze(name), squeeze(short_name)
    organisation.agency_lines = _lines(agency_lines)
    save_checked(organisation)
    after = snapshot(organisation, *fields)
    record(
        "Đổi tên đơn vị", organisation, by=by, before=before, after=after, note=basis, organisation_id=organisation.pk
    )
    return organisation


@transaction.atomic
def move_organisation(
    *, organisation: Organisation, parent: Organisation, on: dt.date, basis: str = "", today: dt.date, by: Access
) -> Organisation:
    """Under another superior from `on`: closes one Subordination, opens the next, moves the whole subtree.

    The path is today's view, so a date to come is refused: who may see what would change too early.
    """
    require(rules.can_change_position(by, organisation))
    require(rules.can_change_tree(by, parent))
    _not_in_future(on, today)
    if Level(organisation.level) not in rules.CHILDREN[Level(parent.level)]:
        level = organisation.get_level_display()
        raise DomainError(f"{level} không trực thuộc {parent.get_level_display().lower()}. Hãy chọn cấp trên khác.")
    if parent.pk == organisation.parent_id:
        raise DomainError(f"{organisation.display_name} đã trực thuộc {parent.display_name}.")
    if not parent.exists_on(on):
        raise DomainError(f"{parent.display_name} không hoạt động vào ngày chuyển. Hãy kiểm tra lại ngày.")
    before = snapshot(organisation, "parent")
    _end_subordination(organisation, last_day=on - _DAY)
    Subordination.objects.create(organisation=organisation, superior=parent, valid_from=on)
    _place_under(organisation, parent)
    after = snapshot(organisation, "parent")
    record(
        "Chuyển cấp trên", organisation, by=by, before=before, after=after, note=basis, organisation_id=organisation.pk
    )
    return organisation


@transaction.atomic
def succeed_organisation(
    *,
    predecessors: Sequence[Organisation],
    successors: Sequence[Organisation],
    kind: Succession.Kind,
    on: dt.date,
    basis: str = "",
    carry_people: bool = False,
    today: dt.date,
    by: Access,
) -> None:
    """From `on` the successors take over: merger (many → one) or split (one → many).

    Each predecessor ends the day before, and stands under the first successor, so that what it
    wrote is seen by whoever takes over. Its roles end; with `carry_people` the same roles begin in
    the first successor, without a unit. Writes Succession, Subordination, Membership, audit.
    """
    if not predecessors or not successors:
        raise DomainError("Cần ít nhất một đơn vị cũ và một đơn vị mới.")
    _not_in_future(on, today)
    heir = successors[0]
    for organisation in (*predecessors, *successors):
        require(rules.can_change_position(by, organisation))
    for old in predecessors:
        if old in successors:
            raise DomainError(f"{old.display_name} không thể kế thừa chính mình.")
        if heir.path.startswith(old.path):
            raise DomainError(f"{heir.display_name} đang trực thuộc {old.display_name}; hãy chuyển cấp trên trước.")
        if not old.exists_on(on - _DAY):
            raise DomainError(f"{old.display_name} đã hết hoạt động trước ngày {on:%d/%m/%Y}.")
        for new in successors:
            if not new.exists_on(on):
                raise DomainError(f"{new.display_name} chưa hoạt động vào ngày {on:%d/%m/%Y}. Hãy kiểm tra lại ngày.")
            Succession.objects.create(predecessor=old, successor=new, on=on, kind=kind, basis=basis)
        if carry_people:
            transfer_all(old, to=heir, on=on, by=by)
        _close(old, last_day=on - _DAY, action=f"Kết thúc do {kind.label.lower()}", note=basis, by=by)
        _place_under(old, heir)
        record("Kế thừa", heir, by=by, note=f"{old.display_name}. {basis}".strip(), organisation_id=heir.pk)


def merge_organisations(
    *,
    predecessors: Sequence[Organisation],
    successor: Organisation,
    on: dt.date,
    basis: str = "",
    carry_people: bool = False,
    today: dt.date,
    by: Access,
) -> None:
    """Many into one (sáp nhập); see `succeed_organisation`."""
    succeed_organisation(
        predecessors=predecessors,
        successors=[successor],
        kind=Succession.Kind.MERGED,
        on=on,
        basis=basis,
        carry_people=carry_people,
        today=today,
        by=by,
    )


@transaction.atomic
def dissolve_organisation(
    *, organisation: Organisation, last_day: dt.date, basis: str = "", today: dt.date, by: Access
) -> Organisation:
    """The organisation ends without an heir (the districts on 30/6/2025). Roles there end the same day.

    Refused while something stands under it that goes on: its communes must be moved first.
    """
    require(rules.can_change_position(by, organisation))
    if last_day > today:
        raise DomainError("Ngày kết thúc chưa đến. Hãy thực hiện vào ngày đó để quyền xem không mất sớm.")
    left = (
        Organisation.objects.filter(parent=organisation)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=last_day))
        .order_by("path")
    )
    names = [each.name for each in left[:4]]
    if names:
        raise DomainError(f"Còn đơn vị trực thuộc đang hoạt động: {', '.join(names)}. Hãy chuyển cấp trên trước.")
    _close(organisation, last_day=last_day, action="Giải thể", note=basis, by=by)
    return organisation


def code_for(name: str, *, before: str = "") -> str:
    """A free-hand name as a code: "xã An Bình" → "an-binh"."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    for kind in ("xa-", "phuong-", "dac-khu-", "tinh-", "thanh-pho-", "huyen-"):
        words = words.removeprefix(kind)
    return f"{before}{words}"[:40].strip("-")


def _close(organisation: Organisation, *, last_day: dt.date, action: str, note: str, by: Access) -> None:
    before = snapshot(organisation, "valid_to")
    organisation.valid_to = last_day
    save_checked(organisation)
    _end_subordination(organisation, last_day=last_day)
    end_all_in(organisation, last_day=last_day, by=by)
    after = snapshot(organisation, "valid_to")
    record(action, organisation, by=by, before=before, after=after, note=note, organisation_id=organisation.pk)


def _end_subordination(organisation: Organisation, *, last_day: dt.date) -> None:
    still = Subordination.objects.filter(organisation=organisation, valid_to__isnull=True)
    if still.filter(valid_from__gt=last_day).exists():
        raise DomainError(
            f"{organisation.display_name} có thay đổi cấp trên sau ngày {last_day:%d/%m/%Y}. Hãy chọn ngày muộn hơn."
        )
    still.update(valid_to=last_day)


def _place_under(organisation: Organisation, parent: Organisation) -> None:
    """Move the subtree in one UPDATE; the new first path is free, hence so are all below it."""
    if parent.path.startswith(organisation.path):
        raise DomainError(f"{parent.display_name} nằm trong {organisation.display_name}, không thể làm cấp trên.")
    old, new = organisation.path, _free_path(parent)
    Organisation.objects.filter(path__startswith=old).update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    Organisation.objects.filter(pk=organisation.pk).update(parent=parent)
    organisation.path, organisation.parent = new, parent


def _free_path(parent: Organisation | None) -> str:
    """The next step under the parent. The parent's row is locked, so two creations wait for each other."""
    if parent is not None:
        parent = Organisation.objects.select_for_update().get(pk=parent.pk)
    prefix = parent.path if parent is not None else ""
    length = len(prefix) + _STEP + 1
    taken = (
        Organisation.objects.filter(path__startswith=prefix, path__regex=f"^.{{{length}}}$")
        .order_by("-path")
        .values_list("path", flat=True)
        .first()
    )
    number = int(taken[-_STEP - 1 : -1]) + 1 if taken else 1
    return f"{prefix}{number:0{_STEP}d}."


def _lines(lines: Sequence[str]) -> list[str]:
    return [line for line in (squeeze(each) for each in lines) if line]


def _not_in_future(on: dt.date, today: dt.date) -> None:
    if on > today:
        raise DomainError("Ngày có hiệu lực chưa đến. Hãy thực hiện vào ngày đó để quyền xem không đổi sớm.")


def _log_in(by: Access, organisation: Organisation) -> int:
    return by.organisation_id or organisation.pk
