"""What the signatures of a file are worth, in words an officer reads.

A signature is judged by three things that must all hold: the signed bytes are untouched, nothing but the filling of
prepared fields was added after them, and the last signature covers the whole file. "Intact and valid" alone is not
enough: text laid over a signed page leaves both true. Whether the certificate is known is a question of its own.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.exceptions import DomainError

logger = logging.getLogger(__name__)
_USAGES = {"digital_signature", "non_repudiation"}  # either: certificates of the state's CA carry one or both


class Worth(StrEnum):
    """VALID: untouched and known. UNVERIFIED: untouched, but the certificate is not known or out of its time.
    BROKEN: changed after it was signed, or no signature at all."""

    VALID = "valid"
    UNVERIFIED = "unverified"
    BROKEN = "broken"


@dataclass(frozen=True)
class Found:
    """One signature. `signed_at` is what the signer's machine said. `why` is blank for a valid one."""

    field: str
    signer: str
    issuer: str
    serial: str
    signed_at: dt.datetime | None
    worth: Worth
    why: str


@dataclass(frozen=True)
class Checked:
    """All signatures in the order they were made, and what is wrong with the file as a whole."""

    found: tuple[Found, ...]
    wrong: str

    @property
    def worth(self) -> Worth:
        if self.wrong or not self.found or any(each.worth is Worth.BROKEN for each in self.found):
            return Worth.BROKEN
        unknown = any(each.worth is Worth.UNVERIFIED for each in self.found)
        return Worth.UNVERIFIED if unknown else Worth.VALID


class NotAPdf(DomainError):
    """The file cannot be read as PDF."""


def check(pdf: bytes, *, roots: Sequence[bytes], now: dt.datetime) -> Checked:
    """Judge every signature. `roots` are certificates (DER or PEM) that are trusted; nothing is fetched.

    Raises NotAPdf for what cannot be read.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    except Exception:  # a damaged or hostile file breaks the reader anywhere, down to zlib
        raise NotAPdf("Tệp không phải PDF, hoặc đã hỏng. Hãy tải lại đúng tệp đã ký.") from None
    if not signatures:
        return Checked((), "Tệp không có chữ ký số nào.")
    trusted = trusted_certificates(roots)
    judged = [_judge(each, trusted, now) for each in signatures]
    wrong = "" if judged[-1][1] else "Tệp có phần thêm vào sau chữ ký cuối cùng."
    return Checked(tuple(found for found, _ in judged), wrong)


def trusted_certificates(roots: Sequence[bytes]) -> list[Any]:
    from asn1crypto import pem, x509

    return [x509.Certificate.load(pem.unarmor(each)[2] if pem.detect(each) else each) for each in roots]


def _judge(signature: Any, roots: Sequence[Any], now: dt.datetime) -> tuple[Found, bool]:
    """The finding, and whether the signature covers the whole file."""
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=list(roots), moment=now, allow_fetching=False, revocation_mode="soft-fail")
    try:
        status = validate_pdf_signature(
            signature, context, key_usage_settings=KeyUsageConstraints(key_usage=_USAGES, match_all_key_usages=False)
        )
    except Exception:  # as above: what cannot be followed to its end is not a signature that holds
        logger.info("signature not followed", exc_info=True)
        name = str(getattr(signature, "field_name", ""))
        return Found(name, "", "", "", None, Worth.BROKEN, "Chữ ký bị hỏng, không đọc được."), False
    worth, why = _worth(status)
    certificate = status.signing_cert
    found = Found(
        field=str(signature.field_name), signer=_name(certificate.subject), issuer=_name(certificate.issuer),
        serial=f"{certificate.serial_number:x}", signed_at=status.signer_reported_dt, worth=worth, why=why,
    )  # fmt: skip
    return found, status.coverage == SignatureCoverageLevel.ENTIRE_FILE


def _worth(status: Any) -> tuple[Worth, str]:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if not status.intact or not status.valid:
        return Worth.BROKEN, "Nội dung tệp đã bị sửa sau khi ký."
    if status.coverage is None or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return Worth.BROKEN, "Chữ ký không bao trùm nội dung của văn bản."
    if status.modification_level == ModificationLevel.OTHER or not status.docmdp_ok:
        return Worth.BROKEN, "Có nội dung được thêm hoặc vẽ đè lên văn bản sau khi ký."
    if status.trusted and status.bottom_line:
        return Worth.VALID, ""
    return Worth.UNVERIFIED, _why_unknown(status)


def _why_unknown(status: Any) -> str:
    problem = getattr(status.trust_problem_indic, "name", "")
    if status.revoked:
        return "Chứng thư số của người ký đã bị thu hồi."
    validity = status.signing_cert["tbs_certificate"]["validity"]
    first, last, at = validity["not_before"].native, validity["not_after"].native, status.validation_time
    if at is not None and not first <= at <= last:
        return f"Chứng thư số chỉ có hiệu lực từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}."
    if "CONSTRAINTS" in problem:
        return "Chứng thư số này không dùng để ký văn bản."
    return (
        f"Không xác minh được nơi cấp chứng thư số ({_name(status.signing_cert.issuer)}): "
        "thiếu chứng thư trung gian, hoặc nơi cấp chưa được cài là tin cậy."
    )


def _name(name: Any) -> str:
    """The common name of a subject, or all of it."""
    common = name.native.get("common_name")
    return str(common[0] if isinstance(common, list) else common or name.human_friendly)
