"""Beginning a plan from last year's or from a model: what is proposed is kept, chosen from, and then made at once."""

from __future__ import annotations

import datetime as dt
import unicodedata
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from audit.record import record
from core.codec import to_plain
from core.decision import require
from core.exceptions import DomainError
from core.text import squeeze
from organisations.access import Access
from plans import rules
from plans.domain.copying import write_content
from plans.domain.dropping import drop_duties
from plans.domain.reworking import with_words
from plans.domain.saving import require_now, save_seen
from plans.domain.understanding import parties_said, understand_anew
from plans.enums import StartKind
from plans.models import Plan, PlanStart
from plans.queries.content import Content, content_of
from plans.queries.parts import parts_of
from plans.queries.starting import (
    Found,
    chosen_in,
    duties_of,
    found_in,
    is_title,
    last_years,
    models_for,
    plain,
    proposed_changes,
)
from plans.rolling.proposal import Change, Choice, decided

_DROPPED = "Bản chuẩn bị này vừa được người khác bỏ. Hãy bắt đầu lại từ trang Lập kế hoạch mới."
_GONE = "Kế hoạch dùng để lập không còn xem được. Hãy chọn kế hoạch khác."


def keep_start(start: PlanStart, *, by: Access) -> PlanStart:
    """Store a new preparation; the same `submission_key` sent twice gives the one made the first time."""
    try:
        with transaction.atomic():
            start.save()
    except IntegrityError:  # the second press, or a key that is another's
        known = PlanStart.objects.of(by).filter(submission_key=start.submission_key).first()
        if known is None:
            raise DomainError("Chưa mở được bản chuẩn bị. Hãy mở lại trang Lập kế hoạch mới rồi thử lại.") from None
        return known
    return start


def known_start(by: Access, submission_key: uuid.UUID | None) -> PlanStart | None:
    if submission_key is None:
        return None
    return PlanStart.objects.of(by).filter(submission_key=submission_key).first()


@transaction.atomic
def prepare_plan(
    source: Plan,
    *,
    kind: StartKind,
    by: Access,
    year: int,
    today: dt.date,
    submission_key: uuid.UUID | None = None,
) -> PlanStart:
    """Look through last year's plan, or a model, for everything that changes; nothing is made yet.

    Raises DomainError when the plan is not there for this office (any more).
    """
    require(rules.can_write_plans(by))
    assert by.organisation is not None
    known = known_start(by, submission_key)
    if known is not None:
        return known
    _require_source(source, kind, by, today)
    found = proposed_changes(source, by.organisation, year=year, today=today, is_model=kind == StartKind.MODEL)
    chosen = {} if kind == StartKind.LAST_YEAR else {key: Choice(True) for key in _of_title(found)}
    title = next((after for place, after in decided(found.changes, chosen).items() if is_title(place)), source.title)
    start = PlanStart(
        organisation=by.organisation, kind=kind, source=source, year=year, title=title, found=plain(found),
        created_by_id=by.user_id, submission_key=submission_key,
    )  # fmt: skip
    return keep_start(start, by=by)


def _of_title(found: Found) -> list[str]:
    """The changes of the title: it stands in a field of its own, where a person sees all of them at once."""
    return [each.key for each in found.changes if any(is_title(place) for place in each.places)]


def _require_source(source: Plan, kind: str, by: Access, today: dt.date) -> None:
    rows = models_for(by, today=today) if kind == StartKind.MODEL else last_years(by)
    if not rows.filter(pk=source.pk).exists():
        raise DomainError(_GONE)


@transaction.atomic
def choose(
    start: PlanStart,
    *,
    by: Access,
    seen: int,
    changes: Mapping[str, Choice] | None = None,
    fates: Mapping[int, bool] | None = None,
    title: str | None = None,
    others: Mapping[str, Any] | None = None,
) -> PlanStart:
    """Keep what a person decided: `changes` by key, `fates` (a duty goes on or not) by task, `others` by name.

    Raises EditConflict when somebody else saved it since `seen`, DomainError when the plan is made already.
    """
    _require_open(start, by)
    chosen = dict(start.chosen)
    if changes is not None:
        chosen["changes"] = {**chosen.get("changes", {}), **{key: to_plain(each) for key, each in changes.items()}}
    if fates is not None:
        chosen["fates"] = {**chosen.get("fates", {}), **{str(task): kept for task, kept in fates.items()}}
    for name, value in (others or {}).items():
        known = chosen.get(name)
        chosen[name] = {**known, **value} if isinstance(known, dict) and isinstance(value, dict) else value
    start.chosen = chosen
    fields = ["chosen"]
    if title is not None:
        start.title = squeeze(title)
        fields.append("title")
    save_seen(start, seen=seen, fields=tuple(fields))
    return start


def _require_own(start: PlanStart, by: Access) -> None:
    require(rules.can_write_plans(by))
    if start.organisation_id != by.organisation_id:
        raise DomainError(_DROPPED)


def _require_open(start: PlanStart, by: Access) -> None:
    """The preparation as it is now, kept so until the transaction ends: two people may press at once."""
    _require_own(start, by)
    now = PlanStart.objects.select_for_update(of=("self",), no_key=True)
    try:
        start.refresh_from_db(fields=["plan", "chosen", "title"], from_queryset=now)
    except PlanStart.DoesNotExist:
        raise DomainError(_DROPPED) from None
    if start.plan_id is not None:
        raise DomainError("Kế hoạch đã được lập từ bản chuẩn bị này rồi. Hãy mở kế hoạch đó để sửa tiếp.")


def made_once(start: PlanStart, by: Access, make: Callable[[], Plan]) -> Plan:
    """The plan made of a preparation; pressed twice it is the plan made the first time. Inside a transaction."""
    _require_own(start, by)
    try:
        start.refresh_from_db(from_queryset=PlanStart.objects.select_for_update(of=("self",), no_key=True))
    except PlanStart.DoesNotExist:
        raise DomainError(_DROPPED) from None
    if start.plan is not None:
        return start.plan
    plan = make()
    start.plan = plan
    start.save(update_fields=["plan", "updated_at"])
    return plan


@transaction.atomic
def begin_plan(start: PlanStart, *, by: Access, today: dt.date) -> Plan:
    """Make the plan that was prepared from last year's plan or from a model: one transaction, one entry of the log.

    Last year's duties keep their lineage; those of a model begin a new one. Number and day are blank,
    the letterhead is the office's of today, signatory and recipients stay.
    """
    return made_once(start, by, lambda: _begin(start, by, today))


def _begin(start: PlanStart, by: Access, today: dt.date) -> Plan:
    source = start.source
    if source is None:
        raise DomainError(_GONE)
    _require_source(source, start.kind, by, today)
    own = start.kind == StartKind.LAST_YEAR
    content = content_of(source)
    gone = {duty.task.pk for duty in duties_of(start) if not duty.goes_on} if own else set()
    said = parties_said(content)
    changes = found_in(start).changes
    texts = decided(changes, chosen_in(start))
    if source.is_unissued:
        texts = _still_said(texts, changes, source, content)
    plan = _header(start, source, by, texts)
    with_words(content, texts)
    drop_duties(content, gone, renumber=source.auto_numbering)
    same_office = source.organisation_id == plan.organisation_id
    understand_anew(
        content, year=plan.year, organisation=plan.organisation, today=today, said=said if same_office else None
    )
    if not own:
        _without_people(content)
    if not same_office:
        _without_foreign(content)
    write_content(content, plan, keep_lineage=own)
    kept = sum(task.tracked for task in content.tasks)
    action = "Lập từ kế hoạch năm trước" if own else "Lập từ kế hoạch mẫu"
    dropped = f", bỏ {len(gone)} nhiệm vụ đã xong" if gone else ""
    record(action, plan, by=by, note=f"{_named(source)}: {len(texts)} chỗ thay đổi, {kept} nhiệm vụ{dropped}")
    return plan


def _still_said(texts: dict[str, str], changes: Sequence[Change], source: Plan, content: Content) -> dict[str, str]:
    """A draft may have been written on since: a place that says something else now is left as it is."""
    before = {place: each.before for each in changes for place in each.places}
    now = {part.place: unicodedata.normalize("NFC", part.text) for part in parts_of(source, content)}
    return {place: text for place, text in texts.items() if now.get(place) == before[place]}


def _named(source: Plan) -> str:
    return f"{source.notation} năm {source.year}" if source.number else f"“{str(source)[:120]}”"


def _header(start: PlanStart, source: Plan, by: Access, texts: Mapping[str, str]) -> Plan:
    office = by.organisation
    assert office is not None
    place = f"plan:{source.pk}:"
    addressees = [texts.get(f"{place}addressees.{i}", line) for i, line in enumerate(source.addressees)]
    ours = source.organisation_id == office.pk
    lines = office.agency_lines or (source.agency_lines if ours else [])
    return Plan.objects.create(
        organisation=office,
        year=start.year,
        type_name=source.type_name,
        title=start.title or texts.get(f"{place}title", source.title),
        parent_agency_lines=office.parent_agency_lines if office.agency_lines else source.parent_agency_lines,
        agency_lines=lines,
        symbol=source.symbol,
        place=office.short_name,
        date_text=f"ngày      tháng      năm {start.year}",
        addressees=[line for line in addressees if line],
        authority_lines=source.authority_lines,
        signer_position=source.signer_position,
        signer_name=source.signer_name if ours else "",
        auto_numbering=source.auto_numbering,
        started_from=source,
        created_by_id=by.user_id,
        submission_key=start.submission_key,
    )


def _without_people(content: Content) -> None:
    for task in content.tasks:
        task.person_id = task.director_id = None


def _without_foreign(content: Content) -> None:
    """Whom another office's recipients meant is not known here."""
    for recipient in content.recipients:
        recipient.organisation_id, recipient.unit_id, recipient.email = None, None, ""


@transaction.atomic
def drop_start(start: PlanStart, *, by: Access) -> None:
    """Give up a preparation; the plan it was for, if it is made, stays."""
    _require_own(start, by)
    record("Bỏ bản chuẩn bị", start, by=by, note=start.get_kind_display())
    start.delete()


@transaction.atomic
def offer_model(plan: Plan, *, by: Access, offered: bool) -> Plan:
    """ "Dùng làm mẫu" and "Thôi làm mẫu"."""
    require_now(rules.can_offer_model, by, plan)
    if plan.is_model != offered:
        plan.is_model = offered
        Plan.objects.filter(pk=plan.pk).update(is_model=offered)
        record("Dùng làm mẫu" if offered else "Thôi làm mẫu", plan, by=by)
    return plan


@transaction.atomic
def show_below(plan: Plan, *, by: Access, shown: bool) -> Plan:
    """Let the offices below read a plan in force and plan from it, or stop doing so; plans begun from it stay."""
    require_now(rules.can_show_below, by, plan)
    if plan.shown_below != shown:
        plan.shown_below = shown
        Plan.objects.filter(pk=plan.pk).update(shown_below=shown)
        record("Cho đơn vị cấp dưới xem" if shown else "Thôi cho đơn vị cấp dưới xem", plan, by=by)
    return plan
