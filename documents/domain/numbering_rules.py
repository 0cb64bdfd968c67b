"""How an office numbers: the series its head decided, and where its paper book had come."""

from __future__ import annotations

from django.db import transaction

from audit.record import record
from core.decision import require
from core.exceptions import DomainError
from documents import rules
from documents.domain.registering import lock, register_for
from documents.enums import NumberingScheme
from documents.models import NumberingRule, Register, RegisterEntry
from documents.numbering import HIGHEST
from organisations.access import Access
from organisations.models import Organisation


@transaction.atomic
def set_numbering(
    organisation: Organisation, *, by: Access, scheme: NumberingScheme, own_types: list[str], from_year: int, year: int
) -> NumberingRule:
    """Decide the series from a year on. A year whose books have begun keeps its way. `year` is this year."""
    require(rules.can_number(by))
    if from_year < year:
        raise DomainError(f"Chỉ đổi cách đánh số từ năm {year} trở đi; sổ các năm trước giữ nguyên.")
    coming = Register.objects.filter(organisation=organisation, year__gte=from_year)
    if RegisterEntry.objects.filter(register__in=coming).exists():
        raise DomainError(f"Sổ năm {from_year} đã có số nên không đổi được. Hãy áp dụng từ năm {from_year + 1}.")
    opened = coming.filter(opened_at__gt=0).first()
    if opened is not None:  # which of the new series would go on from it, only a person knows
        raise DomainError(
            f"Đã ghi sổ giấy năm {opened.year} dùng đến số {opened.opened_at}. Hãy ghi lại số ấy là 0, "
            "đổi cách đánh số, rồi ghi số cuối của sổ giấy cho từng dãy số mới."
        )
    if scheme == NumberingScheme.SOME and not own_types:
        raise DomainError("Hãy chọn ít nhất một loại văn bản có dãy số riêng.")
    rule, _ = NumberingRule.objects.update_or_create(
        organisation=organisation, from_year=from_year,
        defaults={"scheme": scheme, "own_types": own_types if scheme == NumberingScheme.SOME else []},
    )  # fmt: skip
    coming.delete()  # empty ones of the series that are no more
    record("Đổi cách đánh số văn bản", rule, by=by, organisation_id=organisation.pk, note=str(rule))
    return rule


@transaction.atomic
def open_register(organisation: Organisation, *, by: Access, symbol: str, year: int, opened_at: int) -> Register:
    """Say up to which number the paper book had come when the portal takes the year over."""
    require(rules.can_number(by))
    register = lock(register_for(organisation, symbol, year))
    if not 0 <= opened_at <= HIGHEST:
        raise DomainError("Số cuối của sổ giấy không đúng.")
    own = register.entries.filter(suffix="")  # "12a" may be a late line of the paper book itself
    first = own.order_by("number").values_list("number", flat=True).first()
    if first is not None and opened_at >= first:
        raise DomainError(f"Sổ này đã có số {first}; số cuối của sổ giấy phải nhỏ hơn {first}.")
    register.opened_at = opened_at
    register.last_number = max(opened_at, register.last_number if first is not None else 0)
    register.save(update_fields=["opened_at", "last_number"])
    record("Ghi số cuối của sổ giấy", register, by=by, organisation_id=organisation.pk, note=str(opened_at))
    return register
