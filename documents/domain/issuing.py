"""The door through which a paper becomes issued: its text is frozen with number, date and signer."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from audit.record import record
from core.codec import to_plain
from core.exceptions import DomainError
from documents.domain.registering import enter_issued
from documents.models import Attachment, IssuedDocument
from documents.official import OfficialDocument
from documents.render.key import content_key
from organisations.access import Access
from organisations.models import Organisation


@transaction.atomic
def record_issued(
    document: OfficialDocument,
    *,
    kind: str,
    organisation: Organisation,
    issued_on: dt.date,
    by: Access,
    recorded: bool,
    scan: Attachment | None = None,
) -> IssuedDocument:
    """Freeze this text as issued on that day; the PDF is rendered from it after the commit.

    Raises DomainError when the number is already taken in that year (NĐ 30/2020, Điều 15) or the
    number or symbol is blank.
    """
    from documents.jobs import render_issued

    head = document.letterhead
    if not head.number or not head.symbol:
        raise DomainError("Văn bản ban hành phải có số và ký hiệu. Hãy điền số văn bản trước.")
    taken = IssuedDocument.objects.filter(
        organisation=organisation, year=issued_on.year, symbol=head.symbol, number=head.number
    ).first()
    if taken is not None:
        raise DomainError(
            f"Số {taken.notation} đã được cấp trong năm {issued_on.year} cho “{taken.title[:80]}”. "
            "Hãy kiểm tra sổ văn bản đi và nhập số khác."
        )
    try:
        with transaction.atomic():
            issued = IssuedDocument.objects.create(
                organisation=organisation,
                kind=kind,
                type_name=document.type_name,
                number=head.number,
                symbol=head.symbol,
                year=issued_on.year,
                issued_on=issued_on,
                title=document.title,
                signer_name=document.signature.name,
                content=to_plain(document),
                content_key=content_key(document),
                recorded=recorded,
                scan=scan,
            )
    except IntegrityError:
        raise DomainError(
            f"Số {head.number}/{head.symbol} vừa được cấp cho văn bản khác. Hãy nhập số tiếp theo."
        ) from None
    enter_issued(issued, document, by=by)
    record("Ghi nhận ban hành" if recorded else "Ban hành", issued, by=by, organisation_id=organisation.pk)
    transaction.on_commit(lambda: render_issued.delay(issued.pk))
    return issued
