"""Keeping a list under a name, sharing it, giving it another name, throwing it away."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from audit.record import record
from core.decision import require
from core.exceptions import DomainError
from core.text import squeeze
from organisations.access import Access
from work import rules
from work.models import SavedView
from work.queries.saved_views import MOST, MOST_SHARED


@transaction.atomic
def save_view(*, by: Access, page: str, name: str, query: str, shared: bool = False) -> SavedView:
    """Raises DomainError with the reason: no name, one too many, a name that is taken."""
    require(rules.can_have_phone_link(by))
    if shared:
        require(rules.can_share_views(by))
    name = _name(name)
    if page not in SavedView.Page.values:
        raise DomainError("Danh sách này không lưu được.")
    if not query:
        raise DomainError("Chưa chọn điều kiện lọc nào. Hãy lọc danh sách trước rồi lưu.")
    assert by.organisation is not None
    own = SavedView.objects.filter(organisation=by.organisation)
    if own.filter(owner=by.user_id).count() >= MOST:
        raise DomainError(f"Ông/bà đã lưu {MOST} danh sách. Hãy xóa bớt danh sách không dùng.")
    _require_room(by, shared)
    try:
        with transaction.atomic():
            view = SavedView.objects.create(
                organisation=by.organisation, owner=by.user, page=page, name=name, query=query, shared=shared
            )
    except IntegrityError:
        raise _taken(name) from None
    record("Lưu danh sách", view, by=by, note="cả đơn vị dùng chung" if shared else "")
    return view


@transaction.atomic
def change_view(view: SavedView, *, by: Access, name: str, shared: bool) -> SavedView:
    """Another name; leaders also choose whether the office sees it."""
    require(rules.can_change_view(by, view))
    if shared != view.shared:
        require(rules.can_share_views(by))
        _require_room(by, shared)
    was = view.name
    view.name, view.shared = _name(name), shared
    try:
        with transaction.atomic():
            view.save(update_fields=["name", "shared", "updated_at"])
    except IntegrityError:
        raise _taken(view.name) from None
    record("Sửa danh sách đã lưu", view, by=by, before={"Tên": was}, after={"Tên": view.name})
    return view


@transaction.atomic
def delete_view(view: SavedView, *, by: Access) -> None:
    require(rules.can_change_view(by, view))
    record("Xóa danh sách đã lưu", view, by=by, note=view.name)
    view.delete()


def _name(name: str) -> str:
    name = squeeze(name)
    if not name:
        raise DomainError("Hãy đặt tên cho danh sách.")
    return name[:60]


def _require_room(by: Access, shared: bool) -> None:
    if shared and SavedView.objects.filter(organisation=by.organisation, shared=True).count() >= MOST_SHARED:
        raise DomainError(f"Đơn vị đã có {MOST_SHARED} danh sách dùng chung. Hãy xóa bớt danh sách không dùng.")


def _taken(name: str) -> DomainError:
    return DomainError(f"Ông/bà đã lưu một danh sách tên “{name}”. Hãy đặt tên khác.")
