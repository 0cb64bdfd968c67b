"""Letters and texts on their way. The row is the work; a broker message or the clock only wakes the sweep."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from notifications.enums import Sending


class Outgoing(models.Model):
    """One thing to send, held by a worker under a lease: a lost worker's lease runs out, the next sweep takes it again.

    `key` makes it once for its recipient and kind. `holder` names the sweep that holds the lease. `not_after` is when
    sending it would be of no use any more (a link that has ended).
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người nhận", null=True, blank=True, on_delete=models.CASCADE,
        related_name="+",
    )  # fmt: skip
    kind = models.CharField("loại", max_length=60)
    key = models.CharField(max_length=150)
    state = models.CharField("tình trạng", max_length=10, choices=Sending.choices, default=Sending.QUEUED)
    tries = models.PositiveSmallIntegerField("số lần thử", default=0)
    created_at = models.DateTimeField("viết lúc")
    not_before = models.DateTimeField("gửi từ")
    not_after = models.DateTimeField("gửi trước", null=True, blank=True)
    holder = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    error = models.TextField("lý do chưa gửi được", blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)

    class Meta:
        abstract = True


class OutgoingEmail(Outgoing):
    """`address` is set where the letter goes elsewhere than to the person's address of the moment it is sent.

    The Message-ID is made with the row, so that a letter sent a second time, after a worker was lost between the
    server's yes and our note of it, is known to mailboxes as the same letter. The words are erased once it is sent; of
    a `secret` letter (it carries a link that signs in) also when it failed.
    """

    address = models.EmailField("địa chỉ", max_length=254, blank=True)
    subject = models.CharField("tiêu đề", max_length=300)
    body = models.TextField("nội dung", blank=True)
    html = models.TextField(blank=True)
    secret = models.BooleanField(default=False)
    message_id = models.CharField(max_length=200, unique=True, editable=False)

    class Meta:
        verbose_name = "thư gửi đi"
        verbose_name_plural = "thư gửi đi"
        ordering = ("not_before", "id")
        constraints = [
            models.UniqueConstraint(fields=("recipient", "kind", "key"), name="email_once"),
            models.CheckConstraint(condition=Q(recipient__isnull=False) | ~Q(address=""), name="email_has_receiver"),
        ]
        indexes = [
            models.Index(fields=("state", "not_before", "id"), name="emails_to_send"),
            models.Index(fields=("state", "lease_until"), name="emails_held"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display()})"


class OutgoingText(Outgoing):
    """An SMS. `phone` is the number of the person when it was written, as digits: "0912345678"."""

    phone = models.CharField("số điện thoại", max_length=20)
    text = models.CharField("nội dung", max_length=500)

    class Meta:
        verbose_name = "tin nhắn gửi đi"
        verbose_name_plural = "tin nhắn gửi đi"
        ordering = ("not_before", "id")
        constraints = [models.UniqueConstraint(fields=("recipient", "kind", "key"), name="text_once")]
        indexes = [
            models.Index(fields=("state", "not_before", "id"), name="texts_to_send"),
            models.Index(fields=("state", "lease_until"), name="texts_held"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display()})"
