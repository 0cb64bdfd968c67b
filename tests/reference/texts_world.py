"""Texts of the catalogue for tests of domain and pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from organisations.models import Organisation
from reference.enums import Standing
from reference.models import LegalText


def text(number: str = "", *, owner: Organisation | None = None, **values: Any) -> LegalText:
    """A decree of the Government in the common catalogue, unless told otherwise."""
    facts: dict[str, Any] = {
        "doc_type": "Nghị định",
        "issuer": "Chính phủ",
        "standing": Standing.CHECKED,
        "valid_from": values.get("dated"),
    }
    return LegalText.objects.create(number=number, organisation=owner, **{**facts, **values})


def one_stop() -> tuple[LegalText, LegalText]:
    """A decree that ended on 30/6/2025, and the one that replaced it."""
    new = text(
        "118/2025/NĐ-CP",
        dated=dt.date(2025, 6, 9),
        valid_from=dt.date(2025, 7, 1),
        subject="Thực hiện thủ tục hành chính theo cơ chế một cửa",
    )
    old = text(
        "61/2018/NĐ-CP", dated=dt.date(2018, 4, 23), valid_from=dt.date(2018, 6, 21), valid_until=dt.date(2025, 6, 30),
        subject="Thực hiện cơ chế một cửa, một cửa liên thông", successor=new,
    )  # fmt: skip
    return old, new


def records() -> LegalText:
    return text("30/2020/NĐ-CP", dated=dt.date(2020, 3, 5), subject="Công tác văn thư")


def democracy() -> LegalText:
    return text(
        "10/2022/QH15", doc_type="Luật", issuer="Quốc hội", subject="Thực hiện dân chủ ở cơ sở",
        dated=dt.date(2022, 11, 10), valid_from=dt.date(2023, 7, 1),
    )  # fmt: skip


def local_government() -> tuple[LegalText, LegalText]:
    """The laws of 2015 and of 2025."""
    law = {"doc_type": "Luật", "issuer": "Quốc hội", "subject": "Tổ chức chính quyền địa phương"}
    new = text("72/2025/QH15", dated=dt.date(2025, 6, 16), valid_from=dt.date(2025, 7, 1), **law)
    old = text(
        "77/2015/QH13", dated=dt.date(2015, 6, 19), valid_from=dt.date(2016, 1, 1), valid_until=dt.date(2025, 6, 30),
        successor=new, **law,
    )  # fmt: skip
    return old, new
