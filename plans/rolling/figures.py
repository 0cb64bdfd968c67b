"""Figures of the old year: scores, ranks, sums. They are pointed at, never changed."""

from __future__ import annotations

import re

from plans.rolling.edits import Edit, Group

_N = r"(?<![\w.,/])[0-9][0-9.,]*(?![0-9])"
_RESULT = re.compile(
    r"(?<![\w.,/])[0-9]+(?:[.,][0-9]+)?\s*điểm(?!\s*(?:cầu|đến|tiếp\s+nhận|bưu\s+điện|trường|phát|truy\s+cập|giao\s+dịch|du\s+lịch|nóng))"
    r"|(?:\b(?:xếp|đứng)\s+)?\b(?:hạng|thứ\s+hạng|vị\s+trí|thứ)\s+(?:thứ\s+)?[0-9]{1,3}\s*/\s*[0-9]{1,3}"
    r"|\b(?:xếp|đứng)\s+(?:hạng\s+|vị\s+trí\s+|thứ\s+hạng\s+)?(?:thứ\s+)?[0-9]{1,3}(?!\s*(?:tháng|quý))",
    re.IGNORECASE,
)
_MONEY = re.compile(rf"{_N}\s*(?:(?:triệu|tỷ|tỉ|nghìn|ngàn)(?:\s+đồng)?|đồng|VNĐ|VND|đ)(?!\w)", re.IGNORECASE)
_SHARE = re.compile(  # all of something is what is wanted, not what was reached
    rf"(?!100\s*%){_N}\s*%|(?<![\w.,/])[0-9]{{1,4}}/[0-9]{{1,4}}\s+(?:tiêu\s+chí|chỉ\s+tiêu|nhiệm\s+vụ|hồ\s+sơ|thủ\s+tục)",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:đã|kết\s+quả\s+năm|so\s+với|tăng|giảm|năm\s+trước|năm\s+qua|chỉ\s+đạt|mới\s+đạt)\b", re.IGNORECASE
)
_GOAL = re.compile(
    r"\b(?:phấn\s+đấu|tối\s+thiểu|ít\s+nhất|trở\s+lên|không\s+quá|không\s+dưới|mục\s+tiêu|từ\s+[0-9.,]+\s*%|trên\s+[0-9.,]+\s*%|"
    r"[0-9.,]+\s*%\s+trở)",
    re.IGNORECASE,
)
_WHY = "Số liệu của kế hoạch cũ; xin xem còn đúng không."
_STOP = re.compile(r"(?<![0-9])[.;\n]|[.;](?![0-9])")


def has_result(sentence: str) -> bool:
    """Whether a sentence tells a score or a rank that was reached."""
    return bool(_RESULT.search(sentence)) and not _GOAL.search(sentence)


def figure_edits(text: str) -> list[Edit]:
    """Places with figures of the old year: results, ranks, sums of money, shares that were reached."""
    out: list[Edit] = []
    at = 0
    for end in [*(found.end() for found in _STOP.finditer(text)), len(text)]:
        sentence = text[at:end]
        goal = bool(_GOAL.search(sentence))
        patterns = [_MONEY] if goal else [_RESULT, _MONEY, *([_SHARE] if _PAST.search(sentence) else [])]
        taken: list[tuple[int, int]] = []
        for pattern in patterns:
            for found in pattern.finditer(sentence):
                if all(found.end() <= a or b <= found.start() for a, b in taken):
                    taken.append(found.span())
        out += [Edit(at + a, at + b, None, Group.FIGURES, sure=False, why=_WHY) for a, b in sorted(taken)]
        at = end
    return out
