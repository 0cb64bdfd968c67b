"""The paper a village head opens: issued, in force, and speaking to his village."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from documents.domain.printing import keep_issued_pdf
from organisations.decorators import public_view
from organisations.http import behind_link
from organisations.models import AccessToken
from organisations.queries import usable_token
from organisations.views.villages import dead_link
from plans.queries.villages import plans_for_village
from plans.views.prints import file_name


@public_view
@never_cache
def paper(request: HttpRequest, secret: str, plan_id: int) -> Any:
    token = usable_token(secret, AccessToken.Scope.VILLAGE)
    if token is None:
        return dead_link(request)
    plan = next((plan for plan in plans_for_village(token.organisation) if plan.pk == plan_id), None)
    if plan is None or plan.issued_id is None:
        raise Http404
    kept = keep_issued_pdf(plan.issued_id)
    if kept is None:
        raise Http404
    response = FileResponse(kept.file.open("rb"), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, file_name(plan, "pdf")) or ""
    return behind_link(response)
