"""The second step of signing in: a code from a telephone, or one of ten codes on paper.

Paper codes are kept only as hashes (64 bits of SHA-256 in the library's 16 characters), so they
can be shown once and never again.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import b32encode
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from audit.record import Actor, record
from core.exceptions import DomainError

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without i, l, o, 0, 1, which look alike on paper
_CODES = 10
_DIGITS = 6


def has_device(user: User) -> bool:
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def codes_left(user: User) -> int:
    return int(StaticToken.objects.filter(device__user=user).count())


@transaction.atomic
def start_setup(*, user: User) -> TOTPDevice:
    """A device waiting for its first code; opening the page again shows the same one."""
    if has_device(user):
        raise DomainError("Tài khoản này đã bật xác thực hai bước.")
    waiting = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return waiting or TOTPDevice.objects.create(user=user, name="Điện thoại", confirmed=False)


def setup_address(device: TOTPDevice) -> str:
    """The otpauth address in the QR image; the label is what the person signs in with."""
    issuer, name = quote(settings.OTP_TOTP_ISSUER), quote(device.user.login_name)
    return f"otpauth://totp/{issuer}:{name}?secret={typed_key(device)}&issuer={issuer}&digits={_DIGITS}&period=30"


def typed_key(device: TOTPDevice) -> str:
    """The same secret for typing by hand."""
    return b32encode(device.bin_key).decode().rstrip("=")


@transaction.atomic
def confirm_setup(*, user: User, code: str, by: Actor) -> tuple[TOTPDevice, list[str]] | None:
    """Turn the second step on when the first code is right, and make the paper codes. None: wrong code."""
    device = start_setup(user=user)
    if not device.verify_token(_plain(code)):
        return None
    device.confirmed = True
    device.save()
    record("Bật xác thực hai bước", user, by=by)
    return device, make_codes(user=user, by=by)


@transaction.atomic
def make_codes(*, user: User, by: Actor) -> list[str]:
    """Ten new paper codes; the old ones stop working. The only moment they can be read."""
    if not has_device(user):
        raise DomainError("Hãy bật xác thực hai bước trước khi tạo mã dự phòng.")
    device, _ = StaticDevice.objects.get_or_create(user=user, name="Mã dự phòng")
    device.token_set.all().delete()
    codes = ["".join(secrets.choice(_ALPHABET) for _ in range(8)) for _ in range(_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_stored(code)) for code in codes)
    record("Tạo mã dự phòng", user, by=by)
    return [f"{code[:4]}-{code[4:]}" for code in codes]


@transaction.atomic
def check_code(*, user: User, code: str, by: Actor) -> Device | None:
    """The device that accepts this code. A wrong one is counted by the library and slows the next try."""
    plain = _plain(code)
    if plain.isdigit() and len(plain) == _DIGITS:
        for device in TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True):
            if device.verify_token(plain):
                return device
        return None
    for paper in StaticDevice.objects.select_for_update().filter(user=user, confirmed=True):
        if paper.verify_token(_stored(plain)):
            record("Dùng mã dự phòng", user, by=by, note=f"Còn {codes_left(user)} mã")
            return paper
    return None


def seconds_to_wait(user: User) -> int:
    """How long the library refuses codes after wrong ones; 0 when it accepts."""
    from django.utils import timezone

    waits = [0]
    for device in (*TOTPDevice.objects.filter(user=user), *StaticDevice.objects.filter(user=user)):
        allowed, why = device.verify_is_allowed()
        if not allowed and why and why.get("locked_until"):
            waits.append(int((why["locked_until"] - timezone.now()).total_seconds()) + 1)
    return max(waits)


@transaction.atomic
def reset_second_factor(*, user: User, reason: str = "", by: Actor, organisation_id: int | None = None) -> None:
    """The telephone and the paper are lost: both are forgotten, and set up anew at the next signing in."""
    if not TOTPDevice.objects.filter(user=user).exists():
        raise DomainError("Tài khoản này chưa bật xác thực hai bước.")
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    record("Đặt lại xác thực hai bước", user, by=by, note=reason, organisation_id=organisation_id)


def _plain(code: str) -> str:
    return "".join(char for char in code.lower() if char.isalnum())


def _stored(code: str) -> str:
    return hashlib.sha256(_plain(code).encode()).hexdigest()[:16]
