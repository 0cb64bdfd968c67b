"""What a mail server's refusal means for us, and the sentence an administrator reads. Knows no Django."""

from __future__ import annotations

import smtplib
import socket
import ssl
from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """`for_good`: sending again is of no use. `stops`: it is about the server, not about this letter. `poison`: on
    an open connection, it broke while this letter was on it.
    """

    sentence: str
    for_good: bool = False
    stops: bool = False
    poison: bool = False


def refusal_of(error: Exception) -> Refusal:
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, said = next(iter(error.recipients.values()), (450, b""))
            return _about_letter("Máy chủ thư không nhận người nhận này", code, said)
        case smtplib.SMTPAuthenticationError():
            return Refusal(_quoted("Máy chủ thư không cho đăng nhập", error.smtp_code, error.smtp_error), stops=True)
        case smtplib.SMTPSenderRefused():
            return Refusal(_quoted("Máy chủ thư không nhận người gửi", error.smtp_code, error.smtp_error), stops=True)
        case smtplib.SMTPConnectError() | smtplib.SMTPHeloError():
            return Refusal(_quoted("Máy chủ thư chưa sẵn sàng", error.smtp_code, error.smtp_error), stops=True)
        case smtplib.SMTPResponseException():
            return _about_letter("Máy chủ thư không nhận thư này", error.smtp_code, error.smtp_error)
        case smtplib.SMTPServerDisconnected():
            return Refusal("Máy chủ thư ngắt kết nối giữa chừng.", stops=True, poison=True)
        case smtplib.SMTPNotSupportedError():
            return Refusal("Máy chủ thư không hỗ trợ cách gửi đang cài đặt (TLS hoặc địa chỉ có dấu).", stops=True)
        case ValueError():
            return Refusal("Địa chỉ hoặc tiêu đề của thư không hợp lệ.", for_good=True)
        case ssl.SSLError():
            return Refusal("Không lập được kết nối mã hóa tới máy chủ thư.", stops=True)
        case socket.gaierror():
            return Refusal("Không tìm thấy máy chủ thư: xem lại EMAIL_HOST.", stops=True)
        case TimeoutError():
            return Refusal("Máy chủ thư không trả lời.", stops=True, poison=True)
    return Refusal("Không kết nối được máy chủ thư.", stops=True, poison=True)


def _about_letter(words: str, code: int, said: bytes | str) -> Refusal:
    """4xx: later; 421: the server closes; 5xx: never (RFC 5321, 4.2.1)."""
    if code == 421:
        return Refusal(_quoted("Máy chủ thư tạm ngừng", code, said), stops=True)
    return Refusal(_quoted(words, code, said), for_good=code >= 500)


def _quoted(words: str, code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return f"{words} ({code} {' '.join(text.split())[:200]})."
