"""Legal force: which of two documents is named first among the bases of a plan. Pure.

Hiến pháp, laws, resolutions of the National Assembly, ordinances, resolutions of its Standing Committee, the
State President, decrees, the Prime Minister, circulars, other papers of ministries; then the province, the
district, the commune, each with its council before its committee. Papers of the Party stand behind those of
the state at their level. Of equal force the older one goes first.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from core.text import fold, squeeze
from plans.bases import Cited

_LAST_DAY = 4_000_000  # beyond every ordinal of a date: a document without a day stands behind the dated ones
_PROVINCE, _DISTRICT, _COMMUNE = 30, 40, 50
_PARTY_STEP = 8

_NATIONAL = {
    "hien phap": 0, "bo luat": 1, "luat": 1, "phap lenh": 3, "nghi dinh": 6, "thong tu": 9, "thong tu lien tich": 9,
}  # fmt: skip
_LOCAL_TYPES = ("nghi quyet", "quyet dinh", "chi thi", "chuong trinh", "de an", "ke hoach")
_PARTY = re.compile(r"^\d+\w?-[a-z]+/(?:tw|tu|du|hu|[a-z]+u)$|-(?:nq|ct|ctr|kl)/?tw$")
_PARTY_ISSUER = re.compile(
    r"\b(?:đảng ủy|tỉnh ủy|thành ủy|huyện ủy|thị ủy|quận ủy|ban chấp hành|bộ chính trị|ban bí thư)\b"
)
_MINISTRY_SYMBOL = re.compile(r"-(?:b[a-z]{1,8}|vpcp|ttcp|nhnn|ubdt)$")
_MINISTRY = re.compile(
    r"(?:bộ trưởng|bộ (?!phận|tư lệnh|chỉ huy)|tổng thanh tra|thanh tra chính phủ|văn phòng chính phủ|"
    r"ngân hàng nhà nước)"
)
_OF_COMMUNE = re.compile(r"\b(?:(?<!thị )xã(?! hội)|phường|thị trấn|đặc khu)\b")
_OF_DISTRICT = re.compile(r"\b(?:huyện|quận|thị xã)\b")
_OF_PROVINCE = re.compile(r"\b(?:tỉnh|thành phố|tp)\b|^sở |^ban quản lý ")


class ForceKey(NamedTuple):
    """Compared as it stands: the smaller goes first."""

    rank: int
    day: int


NO_DOCUMENT = ForceKey(90, 0)  # "Xét đề nghị của …", "Căn cứ tình hình thực tế …"


def force_of(cited: Cited) -> ForceKey:
    day = cited.dated.toordinal() if cited.dated else _LAST_DAY
    # Both spellings of the tone of "ủy" are in use.
    issuer = squeeze(cited.issuer).lower().replace("uỷ", "ủy")
    return ForceKey(_rank(fold(cited.doc_type), fold(cited.number).replace(" ", ""), issuer), day)


def _rank(doc_type: str, number: str, issuer: str) -> int:
    if _PARTY.search(number) or _PARTY_ISSUER.search(issuer):
        central = number.endswith("tw") or "trung ương" in issuer or "bộ chính trị" in issuer or "ban bí thư" in issuer
        return 11 if central else _level(issuer or number) + _PARTY_STEP
    if doc_type in _NATIONAL:
        return _NATIONAL[doc_type]
    if "ubtvqh" in number or "thường vụ quốc hội" in issuer:
        return 4
    if re.search(r"/qh\d+$", number) or issuer.startswith("quốc hội"):
        return 2
    if issuer.startswith("chủ tịch nước") or number.endswith("ctn"):
        return 5
    if number.endswith("ttg") or issuer.startswith("thủ tướng"):
        return 8
    if number.endswith("-cp") or issuer == "chính phủ":
        return 7
    if _MINISTRY_SYMBOL.search(number) or _MINISTRY.match(issuer):
        return 10
    kind = next((place for place, name in enumerate(_LOCAL_TYPES) if doc_type.startswith(name)), len(_LOCAL_TYPES))
    return _level(issuer) + kind


def _level(issuer: str) -> int:
    """The smallest place that is named: "xã An Bình, tỉnh Hà Sơn" is of the commune. Unknown: between the levels."""
    if _OF_COMMUNE.search(issuer):
        return _COMMUNE
    if _OF_DISTRICT.search(issuer):
        return _DISTRICT
    if _OF_PROVINCE.search(issuer) or issuer.endswith("/tu"):
        return _PROVINCE
    return _DISTRICT
