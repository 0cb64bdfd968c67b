"""Lists under a name, as they are offered above the list they belong to."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict

from organisations.access import Access
from work.models import SavedView

MOST = 20  # of one person
MOST_SHARED = 20  # of one office
_NOT_KEPT = {"trang", "sau", "truoc", "ngay", "page", "csrfmiddlewaretoken", "next"}
_LONGEST = 500


def kept_query(query: QueryDict) -> str:
    """What of an address is worth a name: filters and order, not the page one was on, nor the day of a calendar."""
    kept = QueryDict(mutable=True)
    for name in sorted(query):
        values = [value for value in query.getlist(name) if value]
        if values and name not in _NOT_KEPT:
            kept.setlist(name, values)
    text = kept.urlencode()
    return text if len(text) <= _LONGEST else ""


def views_here(access: Access, page: str = "") -> QuerySet[SavedView]:
    """One's own and those shared in the office, of one list or of all; one query."""
    rows = SavedView.objects.filter(organisation=access.organisation)
    rows = rows.filter(Q(shared=True) | Q(owner=access.user_id))
    return rows.filter(page=page) if page else rows


def view_here(access: Access, view_id: int) -> SavedView:
    view = views_here(access).filter(pk=view_id).first()
    if view is None:
        raise Http404
    return view
