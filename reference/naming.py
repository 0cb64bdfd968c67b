"""What documents are called: by number, or by name as laws are (Nghị định 30/2020, Phụ lục I, mục II.6). Pure."""

from __future__ import annotations

from core.text import fold, squeeze

NAMED_TYPES = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
# As they are offered to choose from; others can be typed.
TYPES = (
    *NAMED_TYPES, "Nghị quyết", "Nghị định", "Quyết định", "Thông tư", "Thông tư liên tịch", "Chỉ thị", "Kế hoạch",
    "Chương trình", "Đề án", "Công văn", "Hướng dẫn", "Kết luận", "Thông báo", "Quy chế",
)  # fmt: skip
_NAMED = frozenset(fold(each) for each in NAMED_TYPES)


def is_named(doc_type: str) -> bool:
    """Whether documents of this type are cited by name: Hiến pháp, bộ luật, luật, pháp lệnh."""
    return fold(doc_type) in _NAMED


def law_name(doc_type: str, subject: str) -> str:
    """ "Luật Khiếu nại", also where the subject repeats the type."""
    name = squeeze(subject).rstrip(" .;,")
    return name if fold(name).startswith(fold(doc_type) + " ") else f"{squeeze(doc_type)} {name}"


def short_name(doc_type: str, number: str, subject: str) -> str:
    """ "Nghị định số 30/2020/NĐ-CP", "Luật Khiếu nại"; the type alone where nothing else is known."""
    if is_named(doc_type) and subject.strip():
        return law_name(doc_type, subject)
    return f"{squeeze(doc_type)} số {squeeze(number)}" if number.strip() else squeeze(doc_type)
