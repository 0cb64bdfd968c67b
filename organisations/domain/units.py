"""Units of an organisation and the ways their names are written."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max, Q

from audit.record import record, snapshot
from core.decision import require
from core.exceptions import DomainError
from core.saving import save_checked
from core.text import fold, squeeze
from organisations import rules
from organisations.access import Access
from organisations.domain.memberships import transfer_membership
from organisations.matching import key_of
from organisations.models import Membership, Organisation, Unit, UnitSpelling

_FIELDS = ("name", "short_name", "kind", "position")


@transaction.atomic
def create_unit(
    *,
    organisation: Organisation,
    name: str,
    short_name: str = "",
    kind: str = Unit.Kind.OFFICE,
    position: int | None = None,
    valid_from: dt.date | None = None,
    today: dt.date,
    by: Access,
) -> Unit:
    """A new unit at the end of the list. DomainError when an existing one is written the same way."""
    require(rules.can_manage_people_of(by, organisation))
    _name_is_free(organisation, name, today, besides=None)
    if position is None:
        position = (Unit.objects.filter(organisation=organisation).aggregate(last=Max("position"))["last"] or 0) + 1
    unit = save_checked(
        Unit(
            organisation=organisation,
            name=squeeze(name),
            short_name=squeeze(short_name),
            kind=kind,
            position=position,
            valid_from=valid_from,
        )
    )
    record("Thêm bộ phận", unit, by=by, after=snapshot(unit, *_FIELDS), organisation_id=organisation.pk)
    return unit


@transaction.atomic
def rename_unit(
    *, unit: Unit, name: str, short_name: str, kind: str, position: int, today: dt.date, by: Access
) -> Unit:
    """Change what a unit is called. The old name stays as a spelling: older plans print it."""
    require(rules.can_manage_people_of(by, unit.organisation))
    _name_is_free(unit.organisation, name, today, besides=unit)
    before, old_name = snapshot(unit, *_FIELDS), unit.name
    unit.name, unit.short_name, unit.kind, unit.position = squeeze(name), squeeze(short_name), kind, position
    after = snapshot(unit, *_FIELDS)
    if before == after:
        return unit
    save_checked(unit)
    if key_of(old_name) != key_of(unit.name):
        UnitSpelling.objects.get_or_create(unit=unit, folded=fold(old_name), defaults={"text": old_name})
    record("Sửa bộ phận", unit, by=by, before=before, after=after, organisation_id=unit.organisation_id)
    return unit


@transaction.atomic
def close_unit(
    *, unit: Unit, last_day: dt.date, move_people_to: Unit | None = None, today: dt.date, by: Access
) -> Unit:
    """The unit takes no more work after `last_day`. People in it are moved to another unit, or it is refused."""
    require(rules.can_manage_people_of(by, unit.organisation))
    if unit.valid_to is not None:
        raise DomainError(f"{unit.name} đã ngừng hoạt động từ ngày {unit.valid_to:%d/%m/%Y}.")
    if unit.valid_from is not None and last_day < unit.valid_from:
        raise DomainError(f"Bộ phận có từ ngày {unit.valid_from:%d/%m/%Y}; ngày kết thúc phải từ ngày đó trở đi.")
    people = list(
        Membership.objects.filter(unit=unit)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=last_day))
        .select_related("user", "organisation", "unit")
    )
    if people and move_people_to is None:
        names = ", ".join(sorted({each.user.full_name for each in people})[:4])
        raise DomainError(
            f"Còn người đang làm việc ở bộ phận này: {names}. "
            "Hãy chọn bộ phận nhận người, hoặc kết thúc vai trò của họ."
        )
    if move_people_to is not None and (move_people_to.pk == unit.pk or move_people_to.valid_to is not None):
        raise DomainError("Bộ phận nhận người phải là bộ phận khác đang hoạt động.")
    for membership in people:
        if membership.valid_to is not None:
            raise DomainError(
                f"Vai trò của {membership.user.full_name} ở đây kết thúc ngày {membership.valid_to:%d/%m/%Y}. "
                "Hãy chọn ngày ngừng từ ngày đó trở đi."
            )
        on = last_day + dt.timedelta(days=1)
        transfer_membership(membership=membership, unit=move_people_to, on=on, today=today, by=by)
    before = snapshot(unit, "valid_to")
    unit.valid_to = last_day
    save_checked(unit)
    note = f"Chuyển {len(people)} người sang {move_people_to.name}" if people and move_people_to else ""
    after = snapshot(unit, "valid_to")
    record("Ngừng bộ phận", unit, by=by, before=before, after=after, note=note, organisation_id=unit.organisation_id)
    return unit


@transaction.atomic
def remember_spelling(*, unit: Unit, text: str, by: Access) -> UnitSpelling | None:
    """From now on this printed text means this unit; another unit of the organisation forgets it.

    None when the text already says the unit's own name. Called when a person links a name of a plan.
    """
    require(rules.can_remember_spelling(by))
    if not by.is_system and unit.organisation_id != by.organisation_id:
        raise DomainError("Bộ phận này không thuộc đơn vị đang mở.")
    text = squeeze(text)[:200]
    place = unit.organisation.short_name
    key = key_of(text, place=place)
    if not key:
        raise DomainError("Cách viết cần có chữ.")
    others = UnitSpelling.objects.filter(unit__organisation=unit.organisation_id, folded=fold(text))
    others.exclude(unit=unit).delete()
    if key == key_of(unit.name, place=place):
        return None
    spelling, created = UnitSpelling.objects.get_or_create(unit=unit, folded=fold(text), defaults={"text": text})
    if created:
        record("Ghi nhớ cách viết", unit, by=by, note=text, organisation_id=unit.organisation_id)
    return spelling


@transaction.atomic
def forget_spelling(*, spelling: UnitSpelling, by: Access) -> None:
    unit = spelling.unit
    require(rules.can_manage_people_of(by, unit.organisation))
    record("Bỏ cách viết", unit, by=by, note=spelling.text, organisation_id=unit.organisation_id)
    spelling.delete()


def _name_is_free(organisation: Organisation, name: str, today: dt.date, besides: Unit | None) -> None:
    """Two units that read the same would make every printed name doubtful."""
    place = organisation.short_name
    wanted = key_of(name, place=place)
    if not wanted:
        raise DomainError("Tên bộ phận cần có chữ.")
    for unit in Unit.objects.filter(organisation=organisation).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    ):
        if (besides is None or unit.pk != besides.pk) and key_of(unit.name, place=place) == wanted:
            raise DomainError(f"Đơn vị đã có bộ phận tên này: {unit.name}.")
