"""Links that open one thing for a person without an account."""

from __future__ import annotations

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

from organisations.models.organisation import Organisation


class AccessToken(models.Model):
    """A revocable, expiring secret in a link: a village head's page, an invitation's one-time code,
    somebody's calendar on a phone.

    Only the SHA-256 of the secret is stored: a copy of the database opens nothing.
    """

    class Scope(models.TextChoices):
        VILLAGE = "village", "Trang của trưởng thôn"
        INVITATION = "invitation", "Mời dùng tài khoản"
        CALENDAR = "calendar", "Lịch trên điện thoại"

    scope = models.CharField("dùng cho", max_length=20, choices=Scope.choices)
    hash = models.CharField(max_length=64, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, verbose_name="đơn vị", on_delete=models.CASCADE, related_name="tokens"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="tokens"
    )
    holder_name = models.CharField("người giữ", max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by_name = models.CharField("người tạo", max_length=120, blank=True)
    expires_at = models.DateTimeField("hết hạn")
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    last_used_at = models.DateTimeField("dùng gần nhất", null=True, blank=True)
    owner_path = "organisation__path"

    class Meta:
        verbose_name = "đường dẫn truy cập"
        verbose_name_plural = "đường dẫn truy cập"
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.get_scope_display()} – {self.holder_name or self.organisation}"

    @staticmethod
    def hash_of(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()

    @staticmethod
    def new_secret() -> str:
        return secrets.token_urlsafe(24)

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
