"""The one way a file enters the portal."""

from __future__ import annotations

import hashlib
import logging

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from core.exceptions import DomainError
from documents.models import Attachment
from organisations.access import Access
from organisations.models import Organisation

logger = logging.getLogger(__name__)
NOT_WRITABLE = "Chưa lưu được: ổ đĩa của hệ thống đã đầy hoặc không ghi được. Hãy báo người quản trị, rồi gửi lại sau."


@transaction.atomic
def store_file(*, organisation: Organisation, name: str, data: bytes, content_type: str, by: Access) -> Attachment:
    """Keep these bytes once. The same content sent again, under whatever name, is the row already there.

    The caller has sniffed and limited the content; the name is only a label and never a path.
    """
    digest = hashlib.sha256(data).hexdigest()
    known = Attachment.objects.filter(organisation=organisation, sha256=digest).first()
    if known is not None:
        return known
    attachment = Attachment(
        organisation=organisation,
        sha256=digest,
        name=name.replace("\x00", "").replace("/", "-").replace("\\", "-")[-255:] or "tep",
        content_type=content_type,
        size=len(data),
        uploaded_by_name=by.user_name,
    )
    try:
        attachment.file.save(digest, ContentFile(data), save=False)
    except OSError:
        logger.exception("file of %s bytes not kept", len(data))
        raise DomainError(NOT_WRITABLE) from None
    try:
        with transaction.atomic():
            attachment.save()
    except IntegrityError:  # the same content was sent in the same moment
        return Attachment.objects.get(organisation=organisation, sha256=digest)
    return attachment
