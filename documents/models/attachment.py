"""Files, stored once per organisation by their content."""

from __future__ import annotations

from django.db import models

from organisations.models import Organisation, OwnedQuerySet


def _path(attachment: Attachment, filename: str) -> str:
    """Named by content, never by what the sender called it."""
    return f"{attachment.organisation_id}/{attachment.sha256[:2]}/{attachment.sha256}"


class Attachment(models.Model):
    """One file of one organisation. Access follows whoever links to it; it has no public address."""

    organisation = models.ForeignKey(
        Organisation, verbose_name="đơn vị", on_delete=models.PROTECT, related_name="attachments"
    )
    sha256 = models.CharField(max_length=64, editable=False)
    name = models.CharField("tên tệp", max_length=255)
    content_type = models.CharField("loại", max_length=120)
    size = models.PositiveBigIntegerField("dung lượng (byte)")
    file = models.FileField(upload_to=_path, max_length=300)
    uploaded_by_name = models.CharField("người tải lên", max_length=200, blank=True)
    created_at = models.DateTimeField("tải lên lúc", auto_now_add=True)

    objects = OwnedQuerySet.as_manager()
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"
        constraints = [models.UniqueConstraint(fields=("organisation", "sha256"), name="attachment_once")]

    def __str__(self) -> str:
        return self.name
