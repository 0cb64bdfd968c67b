"""Issuing, replacing and closing a plan. Everything that becomes official passes here."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from audit.record import record
from core.exceptions import DomainError, EditConflict
from core.text import squeeze
from documents import after_issue
from documents.domain.attachments import store_file
from documents.domain.issuing import record_issued
from documents.models import Attachment
from documents.official import n30_date, parse_date_text
from organisations.access import Access
from organisations.queries import is_named_in
from plans import rules
from plans.domain.added_tasks import carry_added
from plans.domain.charges import remember_charges, take_over_charges
from plans.domain.copying import copy_content
from plans.domain.saving import require_now
from plans.enums import UNISSUED, ImportState, PlanState
from plans.models import Plan, PlanImport, PlanTask
from plans.official import official_document


@transaction.atomic
def issue_plan(
    plan: Plan,
    *,
    by: Access,
    number: str,
    issued_on: dt.date,
    signer_name: str,
    today: dt.date,
    authority_lines: list[str] | None = None,
    signer_position: str | None = None,
    recorded: bool = True,
    scan: Attachment | None = None,
    seen: int | None = None,
) -> Plan:
    """Freeze the plan under this number and date: its followed tasks are live from now on.

    `recorded`: the paper was issued outside the portal (Ghi nhận văn bản đã ban hành). The words of
    a date that is printed already stay as printed. A version that replaces another takes it out of
    force in the same transaction. Raises DomainError with the reason, EditConflict when the header
    was saved since `seen`.
    """
    require_now(rules.can_issue_plan, by, plan)
    number = squeeze(number).lower()
    if not re.fullmatch(r"0*[1-9][0-9]{0,5}[a-zđ]?", number):
        raise DomainError("Số văn bản là một số, có thể kèm chữ cái, ví dụ 97 hoặc 12a. Hãy nhập lại.")
    number = number.lstrip("0")
    if issued_on > today:
        raise DomainError("Ngày ban hành không thể sau hôm nay. Hãy kiểm tra lại ngày.")
    if not squeeze(signer_name):
        raise DomainError("Hãy nhập họ tên người ký.")
    if not plan.blocks.exists():
        raise DomainError("Kế hoạch chưa có nội dung nên chưa ban hành được.")
    if not plan.title:
        raise DomainError("Kế hoạch chưa có trích yếu. Hãy nhập trích yếu trước khi ban hành.")
    _take(plan, seen)
    plan.number = number
    plan.symbol = plan.symbol or "KH-UBND"
    if not plan.place and is_named_in(plan.organisation, " ".join([*plan.parent_agency_lines, *plan.agency_lines])):
        plan.place = plan.organisation.short_name
    if parse_date_text(plan.date_text) != issued_on:
        plan.date_text = n30_date(issued_on)
    if authority_lines is not None:
        plan.authority_lines = authority_lines
    if signer_position is not None:
        plan.signer_position = signer_position
    plan.signer_name = squeeze(signer_name)
    previous = Plan.objects.select_for_update(of=("self",), no_key=True).filter(pk=plan.replaces_id or 0).first()
    if previous is not None and previous.state == PlanState.ISSUED:
        previous.state = PlanState.REPLACED
        previous.version += 1
        previous.save()
        record("Thay thế", previous, by=by, note=f"bằng {plan.notation}")
    plan.issued = record_issued(
        official_document(plan), kind="plan", organisation=plan.organisation, issued_on=issued_on, by=by,
        recorded=recorded, scan=scan,
    )  # fmt: skip
    plan.state = PlanState.ISSUED
    plan.save()
    if previous is not None:
        take_over_charges(previous, plan, by=by)
        carry_added(previous, plan)
    live = PlanTask.objects.filter(plan=plan, tracked=True).count()
    record(
        "Ghi nhận ban hành" if recorded else "Ban hành", plan, by=by, note=f"{plan.notation}, {live} nhiệm vụ theo dõi"
    )
    after_issue.follow(plan.issued, by=by, today=today)
    return plan


def _take(plan: Plan, seen: int | None) -> None:
    """Of two who issue at once exactly one goes on: the plan is counted up only while it is as it was read."""
    wanted = plan.version if seen is None else seen
    taken = Plan.objects.filter(pk=plan.pk, state__in=UNISSUED, version=wanted).update(version=F("version") + 1)
    if not taken:
        now: dict[str, object] = {**(Plan.objects.filter(pk=plan.pk).values("version").first() or {})}
        raise EditConflict(
            "Phần đầu, nơi nhận hoặc người ký vừa được người khác sửa. Hãy xem lại kế hoạch rồi ghi nhận.", theirs=now
        )
    plan.version = wanted + 1


@transaction.atomic
def record_paper(plan: Plan, *, by: Access, scan: tuple[str, bytes, str] | None = None, **facts: Any) -> Plan:
    """ "Ghi nhận văn bản đã ban hành": keep the scan (name, bytes, sniffed type) and issue, both or neither."""
    require_now(rules.can_issue_plan, by, plan)
    kept = None
    if scan is not None:
        name, data, content_type = scan
        kept = store_file(organisation=plan.organisation, name=name, data=data, content_type=content_type, by=by)
    return issue_plan(plan, by=by, scan=kept, recorded=True, **facts)


@transaction.atomic
def draft_replacement(plan: Plan, *, by: Access) -> Plan:
    """A new version to work on: every line and task copied, tasks keep their lineage.

    The plan in force stays so until the new version is issued.
    """
    require_now(rules.can_replace_plan, by, plan)
    fresh = Plan.objects.get(pk=plan.pk)
    fresh.pk = None
    fresh._state.adding = True
    fresh.replaces, fresh.version_no, fresh.version = plan, plan.version_no + 1, 1
    fresh.state, fresh.issued, fresh.number = PlanState.DRAFT, None, ""
    fresh.revision = 1
    fresh.date_text, fresh.submission_key = f"ngày      tháng      năm {plan.year}", None
    fresh.created_by_id, fresh.closed_on, fresh.closing_note = by.user_id, None, ""
    try:
        with transaction.atomic():
            fresh.save()
    except IntegrityError:  # somebody else pressed in the same moment
        raise DomainError("Đã có một bản thay thế đang soạn cho kế hoạch này.") from None
    copy_content(plan, fresh)
    remember_charges(fresh)
    record("Lập bản thay thế", fresh, by=by, note=f"cho {plan.notation}")
    return fresh


@transaction.atomic
def close_plan(plan: Plan, *, by: Access, on: dt.date, note: str) -> Plan:
    """End a plan with its result; nothing of it is followed any more."""
    require_now(rules.can_close_plan, by, plan)
    if not squeeze(note):
        raise DomainError("Hãy ghi tóm tắt kết quả thực hiện khi kết thúc kế hoạch.")
    if plan.issued_on and on < plan.issued_on:
        raise DomainError("Ngày kết thúc phải sau ngày ban hành.")
    plan.state, plan.closed_on, plan.closing_note = PlanState.CLOSED, on, note.strip()
    plan.version += 1
    plan.save()
    record("Kết thúc kế hoạch", plan, by=by, note=plan.closing_note[:300])
    return plan


@transaction.atomic
def discard_draft(plan: Plan, *, by: Access) -> None:
    """Delete a draft for good. A text it was read from is kept, and can be accepted again."""
    require_now(rules.can_edit_plan, by, plan)
    record("Xóa dự thảo", plan, by=by)
    PlanImport.objects.filter(plan=plan).update(state=ImportState.READ, version=F("version") + 1)
    plan.delete()
