"""Numbers as officers write them: "1.234,5", "93,86", "12 %". Pure.

A comma is the decimal mark and a point groups thousands; a tired person also types it the English way. What could
be read in two ways is asked about and never guessed; so is a space that does not stand before three digits.
"""

from __future__ import annotations

import re
from decimal import Decimal

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
# A space groups thousands only: three digits behind each; then a comma, or a point that cannot group them too.
_SPACED = re.compile(r"-?[1-9]\d{0,2}(?: \d{3})+(?:,\d+|\.(?!\d{3}$)\d+)?", re.ASCII)
_PLAIN = re.compile(r"-?\d+", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_DECIMAL = re.compile(r"-?\d+,\d+", re.ASCII)
_ENGLISH = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_TWO_WAYS = re.compile(r"-?\d{1,3}[.,]\d{3}", re.ASCII)  # one mark, three digits behind it
_POINT = re.compile(r"-?\d+\.\d+", re.ASCII)
MOST_DIGITS = 11  # before the decimal mark


class Unreadable(ValueError):
    """The sentence says what to type instead."""


def read_amount(typed: str, *, decimals: int = 4) -> Decimal:
    """The number that was typed, with at most this many decimals. Raises Unreadable with what to do.

    A percent sign behind it is taken off. "1,234" and "1.234" each have two readings where decimals are allowed;
    without decimals a point can only group thousands.
    """
    text = _SPACES.sub(" ", typed).strip().replace("−", "-").replace("- ", "-", 1).removesuffix("%").rstrip()
    if not text:
        raise Unreadable("Hãy ghi một số.")
    if " " in text and any(each.isdigit() for each in text) and not _SPACED.fullmatch(text):
        words = f"“{typed.strip()}” có khoảng trắng nên không rõ là số nào"
        raise Unreadable(f"{words} (hoặc không phải là một số). Hãy gõ liền, ví dụ 1234 hoặc 93,86.")
    text = text.replace(" ", "")
    value = _value(text, typed.strip(), decimals)
    if abs(value) >= Decimal(10) ** MOST_DIGITS:
        raise Unreadable("Số quá lớn. Hãy chọn đơn vị tính lớn hơn, ví dụ triệu đồng.")
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > decimals:
        if decimals == 0:
            raise Unreadable(f"“{typed.strip()}”: ở đây là số nguyên, không có phần lẻ.")
        raise Unreadable(f"“{typed.strip()}”: nhiều nhất {decimals} chữ số sau dấu phẩy.")
    return value


def _value(text: str, typed: str, decimals: int) -> Decimal:
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _TWO_WAYS.fullmatch(text):
        whole, mark, part = text.partition("," if "," in text else ".")
        if whole.lstrip("-") == "0":
            return Decimal(f"{whole}.{part}")
        if mark == "," or decimals >= len(part):
            words = f"“{typed}” đọc được hai cách. Hàng nghìn xin gõ liền: {whole}{part}"
            raise Unreadable(f"{words}; số lẻ xin gõ {whole},{part}0." if decimals >= len(part) else f"{words}.")
        return Decimal(whole + part)
    if _GROUPED.fullmatch(text):
        whole, _, part = text.partition(",")
        return Decimal(whole.replace(".", "") + (f".{part}" if part else ""))
    if _DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if _ENGLISH.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _POINT.fullmatch(text):
        return Decimal(text)
    raise Unreadable(f"“{typed}” không phải là một số. Hãy gõ như 1.234 hoặc 93,86.")


def written_amount(value: Decimal | None) -> str:
    """ "1.234,5": without zeros that say nothing; blank for none."""
    if value is None:
        return ""
    text = f"{value.normalize():,f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")
