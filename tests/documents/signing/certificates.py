"""A certificate authority for tests: made anew in each process, never stored."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from PIL import Image, ImageDraw

NOW = dt.datetime.now(dt.UTC)
PASSPHRASE = "mat-khau-khoa"


@dataclass(frozen=True)
class Holder:
    """A certificate with its key, and those above it that go into the key file."""

    certificate: x509.Certificate
    key: Any
    above: tuple[x509.Certificate, ...] = ()

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def key_file(self, *, above: bool = True) -> bytes:
        return pkcs12.serialize_key_and_certificates(
            b"khoa", self.key, self.certificate, list(self.above) if above else None,
            serialization.BestAvailableEncryption(PASSPHRASE.encode()),
        )  # fmt: skip


def issue(
    name: str, above: Holder | None = None, *, authority: bool = False, first: int = -10, last: int = 300,
    signs: bool = True,
) -> Holder:  # fmt: skip
    """A certificate valid from `first` to `last` days from now; `signs` False may only encrypt."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(
        digital_signature=signs and not authority, content_commitment=signs and not authority,
        key_encipherment=not signs, data_encipherment=False, key_agreement=False, key_cert_sign=authority,
        crl_sign=authority, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(above.certificate.subject if above else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + dt.timedelta(days=first))
        .not_valid_after(NOW + dt.timedelta(days=last))
        .add_extension(x509.BasicConstraints(authority, None), critical=True)
        .add_extension(usage, critical=True)
    )
    certificate = builder.sign(above.key if above else key, hashes.SHA256())
    return Holder(certificate, key, (above.certificate, *above.above) if above else ())


@cache
def root() -> Holder:
    return issue("Tổ chức chứng thực thử nghiệm", authority=True)


@cache
def branch() -> Holder:
    return issue("Tổ chức chứng thực thử nghiệm G2", root(), authority=True)


@cache
def leader() -> Holder:
    return issue("Trần Văn Minh", branch())


@cache
def agency() -> Holder:
    return issue("Ủy ban nhân dân xã An Bình", branch())


def picture(colour: tuple[int, int, int], size: tuple[int, int]) -> bytes:
    """A transparent PNG with an ellipse: a signature or a seal."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse([4, 4, size[0] - 4, size[1] - 4], outline=(*colour, 255), width=6)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


BLUE, RED = (0, 0, 190), (215, 0, 0)
