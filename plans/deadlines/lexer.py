"""The words of the deadline language: canonical text → tokens (a month list, "trước ngày", "hằng quý"…).

Each pattern is one turn of phrase. Order matters: at one position the first that fits wins, so a citation comes before
a date and a full date before a bare day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMBER_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "mười hai": 12, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30, "nhất": 1, "nhì": 2, "đầu": 1,
    "đầu tiên": 1, "sáu mươi": 60, "chín mươi": 90,
}  # fmt: skip
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

_D = r"[0-9]{1,2}"
_Y = r"(?:19|20|21)[0-9]{2}(?![0-9])"
_CLEAR = r"(?<![\w/.,+-])"  # a number must not be the tail of another: "3O/6/2024" is not June
_WORDS = "mười một|mười hai|mười lăm|hai mươi|ba mươi|sáu mươi|chín mươi|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
_N = rf"(?:{_CLEAR}[0-9]{{1,3}}|\b(?:{_WORDS})\b)(?: ?\((?:[0-9]{{1,3}}|{_WORDS})\))?"
_RELATIVE_YEAR = r"năm (?:sau|tới|nay|này|hiện hành|kế hoạch|kế tiếp|liền kề|tiếp theo|trước(?! ?(?:ngày|tháng|[0-9])))"
_YEAR_TAIL = rf"(?: ?[,/.-]? ?(?:của |trong )?(?:năm ?)?{_Y}| ?/ ?[0-9]{{2}}(?![0-9/])| ?,? ?(?:của )?{_RELATIVE_YEAR})"
_AND = r"(?: ?(?:, ?và|,|;|và|&|\+) ?)"
_TO = r"(?: ?(?:-|đến hết|đến|tới) ?)"
_OR = r"(?: ?(?:hoặc|hay) ?)"
_LINK = rf"(?:{_AND}|{_TO}|{_OR})"
# A bare number continues a list only when nothing after it gives it another meaning.
_ALONE = (
    r"(?![0-9])(?! ?(?:/ ?[0-9]{1,2}(?![0-9])|\.[0-9]|tháng|ngày|tuần|lần|giờ|h\b|g\b|%|năm(?! ?(?:19|20|21)[0-9]{2})"
    r"|đợt|lớp|cuộc|buổi|xã|hộ|đơn|cơ))"
)
_QN = rf"(?:[ivxl]{{1,5}}(?!\w)|[0-9]{{1,2}}{_ALONE}|(?:một|hai|ba|bốn|tư)\b(?! ?lần))"
_QN_MORE = rf"(?:[ivxl]{{1,5}}(?!\w)|[0-9]{_ALONE})"
_MN = rf"(?:[0-9]{{1,2}}{_ALONE}|(?:mười một|mười hai|một|hai|ba|tư|sáu|bảy|tám|chín|mười)\b(?! ?lần))"
_DLIST = rf"{_D}(?:(?:{_AND}|{_TO})(?:ngày ?)?{_D})*"
_MLIST = rf"{_D}{_ALONE}(?:{_AND}(?:tháng ?)?{_D}{_ALONE})*"
_UNIT = (
    r"(?:ngày(?! ?[0-9])|tuần(?! ?[0-9])|tháng(?! ?(?:[0-9]|đầu|cuối|sau|trước|một lần))|"
    r"quý(?! ?(?:[0-9]|[ivx]+\b|vị|báu|khách|giá))|(?:cả )?năm(?! ?[0-9])|(?:[0-9]{1,2}|sáu|ba|chín|hai|bốn) ?(?:tháng|tuần)"
    r"(?! ?(?:đầu|cuối|[0-9])))"
)
_EVERY = r"(?:hằng|mỗi|từng|các|theo) "
_UNITS = rf"{_UNIT}(?:(?:{_AND}| ?/ ?| ?- ?|{_OR})(?:(?:báo cáo|định kỳ) )?(?:{_EVERY})?{_UNIT})*"
_AT_LEAST = r"(?:(?:ít nhất|tối thiểu|không dưới|từ) ?(?:là ?)?)?"
_CLAUSE = (
    r"[^,;()\n.]*?(?= ?(?:[,;()\n.]|$|chậm nhất|trước ngày|trước [0-9]|hoàn thành|định kỳ\s|nhưng\s|hoặc\s|xong trước))"
)
_QUARTER_OF = r" ?(?:của |trong )?(?:mỗi |hằng |các |từng )?quý\b(?! ?(?:[ivx]+\b|[0-9]))"
_WEEKDAY = r"(?:thứ ?(?:hai|ba|tư|năm|sáu|bảy|[2-7](?![0-9]))|chủ nhật)"
_TIME = rf"{_D} ?(?:giờ|h|g|:) ?(?:[0-9]{{1,2}} ?(?:phút)?)?"
_ISSUED = rf"(?: ?,? ?(?:ban hành |ký )?ngày ?{_D} ?(?:[/.-]|tháng) ?{_D} ?(?:[/.-]|năm) ?[0-9]{{4}})?"

PATTERNS: tuple[tuple[str, str], ...] = (
    # Documents and clock times: never a deadline of their own.
    ("CITATION", rf"(?:\bsố:? ?)?(?<![\w])[0-9]+[a-z]? ?(?:/ ?(?:19|20)[0-9]{{2}} ?)?[/-] ?[a-zđ]{{2,}}[0-9]*"
                 rf"(?: ?[-/&] ?[a-zđ]+[0-9]*)+{_ISSUED}"),
    ("CITATION2", rf"(?:\bsố:? ?)?(?<![\w])[0-9]+/(?:19|20)[0-9]{{2}}/qh[0-9]+{_ISSUED}"),
    ("BY_HOUR", rf"\b(?:trước|chậm nhất(?: là)?(?: vào)?|đến) (?:lúc )?{_TIME}(?: ?,)?(?= ?(?:ngày|thứ|chủ|[0-9]))"),
    ("HOUR", rf"{_CLEAR}(?:vào |lúc )?{_TIME} ?(?:, ?)?(?=ngày|thứ|chủ)"),
    ("NONSTOP", r"\b24 ?/ ?(?:7|24)(?![0-9/])(?: ?[x/] ?7)?"),
    ("OUTLOOK", rf"\b(?:và )?(?:định hướng|tầm nhìn) ?(?:đến|tới)? ?(?:năm ?)?{_Y}(?: ?- ?{_Y})?"),
    # Things that look like time and name no day.
    ("VAGUE_TERM", rf"\b(?:năm học|nhiệm kỳ|niên độ|niên khóa)(?: ?{_Y})?(?: ?- ?{_Y})?"),
    ("LUNAR", r"(?:\bngày )?(?:\b(?:rằm|mùng)\b[^,;()\n]*|\btháng (?:giêng|chạp)\b|\bâm lịch\b)"),
    ("RELATIVE", rf"(?:\b(?:trong|sau|không quá|chậm nhất(?: là)?|trước) )?(?:vòng |thời hạn |thời gian )?"
                 rf"{_N} ?(?:ngày(?: làm việc)?|tuần(?: làm việc)?|tháng|năm|giờ)(?: làm việc)? ?,? ?"
                 r"(?:(?:được )?(?:kể|tính) từ|(?:sau|trước)(?= (?:ngày|khi|thời|kỳ|cuộc|hội))|từ(?= (?:ngày|khi|thời)))"),
    ("COUNTED", rf"{_AT_LEAST}{_N} ?lần ?(?:/|trong|trên|một|\b1\b|mỗi|hằng| ) ?(?:(?:một|mỗi|hằng|0?1) )?{_UNIT}"),
    ("COUNTED2", rf"\b(?:mỗi|một|hằng|0?1) {_UNIT} ?(?:\(? ?){_AT_LEAST}{_N} ?lần"),
    ("COUNTED3", rf"\b(?:{_EVERY}|cứ )?(?:{_N} ?)?(?:tuần|tháng|quý|năm|ngày) ?(?:/|\(|,)? ?(?:0?1|một|mỗi)? ?lần\b"),
    ("SPAN", rf"(?:{_N} ?tháng|\bnửa) ?(?:đầu|cuối) ?(?:của )?(?:các )?năm(?: ?,? ?{_Y}| ?,? ?{_RELATIVE_YEAR[3:]})?"),
    ("BARE_SPAN", rf"{_CLEAR}(?:0?6|sáu|0?9|chín|0?3|ba) ?tháng ?(?:của )?(?:/|năm) ?{_Y}"),
    ("HALF_MONTH", rf"\bnửa ?(?:đầu|cuối) ?tháng ?{_D}{_ALONE}{_YEAR_TAIL}?"),
    ("TENDAYS", rf"\b(?:thượng|trung|hạ) ?tuần ?(?:của )?tháng ?{_D}{_ALONE}{_YEAR_TAIL}?"),
    ("WEEK_OF", rf"\btuần ?(?:lễ ?)?(?:thứ ?)?(?:[0-9]{{1,2}}|[ivx]+\b|nhất|hai|ba|tư|đầu(?: tiên)?|cuối(?: cùng)?)"
                rf" ?(?:của |trong )?(?:(?:mỗi |hằng )?tháng(?: ?{_D}{_ALONE}{_YEAR_TAIL}?)?)?"),
    # Days of a month or quarter.
    ("LAST_DAY", r"\bngày (?:làm việc )?cuối (?:cùng )?(?:của |trong )?(?:mỗi |hằng )?(?:tháng|quý|năm)\b(?! ?[0-9])"),
    ("LAST_OF_QUARTER", rf"\btháng (?:cuối(?: cùng)?|thứ ?(?:ba|3)){_QUARTER_OF}|\b(?:vào )?cuối (?:mỗi |hằng |các |từng )quý\b"),
    ("NEXT_QUARTER", r"\b(?:của )?tháng đầu(?: tiên)? ?(?:của )?quý (?:sau|tiếp theo|kế tiếp|liền kề|tới)\b"),
    ("FIRST_OF_QUARTER", rf"\btháng (?:đầu(?: tiên)?|thứ ?(?:nhất|1)){_QUARTER_OF}|\b(?:vào )?đầu (?:mỗi |hằng |các |từng )quý\b"),
    ("MIDDLE_OF_QUARTER", rf"\btháng (?:giữa|thứ ?(?:hai|2)){_QUARTER_OF}"),
    ("LAST_OF_TERM", r"\btháng cuối(?: cùng)? ?(?:của )?kỳ(?: báo cáo)?\b"),
    ("NEXT_MONTH", r"\b(?:của )?tháng (?:sau|kế tiếp|tiếp theo|liền kề|tới)(?: liền kề)?\b"),
    ("PART", r"\b(?:những ngày |thời gian )?(?:đầu|giữa|cuối) ?(?:của |các |mỗi |hằng )*(?:năm|quý|tháng|tuần|kỳ)\b"
             rf"(?: ?(?:{_D}{_ALONE}|[ivx]+\b))?{_YEAR_TAIL}?"),
    # Full dates, lists and spans of days.
    ("ISO", rf"{_CLEAR}(?:ngày ?)?{_Y}-[0-9]{{2}}-[0-9]{{2}}(?![0-9])"),
    ("DAY", rf"{_CLEAR}(?:ngày ?)?{_D} ?(?:/ ?{_D} ?/|\. ?{_D} ?\.|- ?{_D} ?-|[/.-] ?{_D} ?[/.-]) ?(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9])"),
    ("DAYS_TOGETHER", rf"{_CLEAR}(?:ngày ?)?{_D}(?:(?:{_TO}|{_AND})(?:ngày ?)?{_D})+ ?/ ?{_D}(?: ?[/-] ?{_Y}| ?,? ?năm ?{_Y})?(?![0-9/])"),
    ("DAY_MONTHS", rf"{_CLEAR}(?:ngày ?)?{_DLIST} ?,? ?(?:của )?(?:các )?tháng ?{_MLIST}{_YEAR_TAIL}?"),
    ("DAY_MONTH", rf"{_CLEAR}(?:ngày ?)?{_D} ?/ ?{_D}(?![0-9/])(?: ?,? ?(?:của )?năm ?{_Y}| ?,? ?(?:của )?{_RELATIVE_YEAR})?"),
    ("DAY_MONTH2", rf"\bngày ?{_D} ?[.-] ?{_D}(?![0-9/.-])(?: ?,? ?năm ?{_Y})?"),
    ("DAY_ONLY", rf"\bngày ?(?:mùng ?)?{_DLIST}(?! ?[/.-]? ?[0-9])(?! ?(?:lần|làm))"),
    # Quarters, months, years.
    ("QUARTERS", rf"\b(?:các )?quý ?{_QN}{_YEAR_TAIL}?(?:{_LINK}(?:(?:quý ?){_QN}|{_QN_MORE}){_YEAR_TAIL}?)*"),
    ("QUARTERS2", rf"\bq\.? ?[1-4](?![0-9]) ?[/-] ?{_Y}"),
    ("MONTHS", rf"\b(?:các )?tháng ?{_MN}{_YEAR_TAIL}?(?:{_LINK}(?:tháng ?)?{_MN}{_YEAR_TAIL}?)*"),
    ("MONTHS2", rf"{_CLEAR}{_D}(?:(?: ?- ?| ?, ?){_D})* ?[/-] ?{_Y}(?: ?- ?{_D} ?/ ?{_Y})?"),
    ("LATER", r"(?: ?[,;] ?)?(?:\b(?:và|đến|cho) ?)?(?:\bcho )?\b(?:(?:các|những) ?(?:năm|quý|tháng) ?(?:tiếp ?theo|tiếp sau|kế tiếp|tới|sau)|trở đi|về sau|trở về sau|trở lại đây)"),
    ("YEARS", rf"\b(?:(?:giai đoạn|thời kỳ) ?(?:từ )?(?:năm ?)?|(?:trong )?(?:cả |suốt |các |hết )?năm ?){_Y}(?:{_LINK}(?:hết )?(?:năm ?)?{_Y})*"),
    ("WHOLE_YEAR", rf"\b(?:trong |suốt |trong suốt )?(?:{_RELATIVE_YEAR})|\b(?:cả|trong|suốt|toàn|hết) năm\b(?! ?(?:[0-9]|học|lần))"),
    ("YEARS2", rf"{_CLEAR}{_Y}(?: ?- ?{_Y})?(?![\w/.-])"),
    # Recurrence.
    ("WEEKDAYS", rf"\b(?:sáng |chiều |ngày )?{_WEEKDAY}(?:{_AND}(?:{_WEEKDAY}))*(?: ?(?:, ?)?(?:của )?(?:tuần ?(?:thứ ?)?)?(?:đầu(?: tiên)?|cuối(?: cùng)?|hai|nhất) ?(?:của |trong )?(?:mỗi |hằng )?tháng)?"),
    ("EVERY", rf"\b(?:(?:theo )?định kỳ (?:{_EVERY}|vào )?|hằng |mỗi |từng |theo (?:từng |hằng )?|báo cáo (?:kết quả )?(?:định kỳ )?(?:hằng )?|sơ kết |tổng kết ){_UNITS}"),
    ("YEARLY", r"\b(?:thường niên|hằng niên)\b"),
    ("UNITS", rf"(?:(?<=^)|(?<=[,;(+]\s)|(?<=[,;(+])|(?<=và\s)){_UNITS}"),
    ("PERIODIC", r"\b(?:định kỳ|thường kỳ)\b"),
    ("DURATION", rf"{_N} ?(?:ngày(?: làm việc)?|tuần|tháng|giờ|năm)\b"),
    ("CONTINUOUS", r"\b(?:không )?(?:thường xuyên|liên tục)\b|\bquanh năm\b"),
    # Limits.
    ("ANYDAY", r"\btrước (?:hoặc|và) trong (?=ngày|[0-9])"),
    ("TRIGGER", r"\b(?:ngay (?:sau )?(?:khi|ngày)|ngay khi|sau khi|trước khi|(?:cho )?đến khi|(?:kể )?từ (?:khi|lúc)|khi|nếu|tùy|tuỳ"
                r"|trước (?:thời điểm|kỳ|cuộc|đại hội|hội nghị|dịp|lễ|mùa|tết|phiên|khai giảng)|sau (?:kỳ|hội nghị|tết|mùa|đợt)"
                r"|(?:nhân |vào )?dịp|chào mừng|kỷ niệm"
                r"|theo(?! (?:định|từng|hằng|quý\b|tháng\b|tuần\b|năm\b|ngày\b|6|sáu)))\b" + _CLAUSE),
    ("BEFORE", r"\btrước(?: ngày(?! ?[0-9]))?(?= ?(?:ngày|thứ|chủ|tháng|quý|năm\s|nửa|cuối|hết|[0-9]))"),
    ("AFTER", r"\b(?:từ )?sau (?=ngày|tháng ?[0-9]|quý ?[0-9ivx]|[0-9])"),
    ("BY", r"\b(?:chậm nhất|muộn nhất|trễ nhất|không quá|không muộn hơn|không chậm hơn|không trễ hơn|không sau|hạn cuối(?: cùng)?|hạn chót)"
           r"(?: (?:là|vào|đến|hết|trong|cuối))*(?: ?:)?"),
    ("UNTIL", r"\b(?:cho )?(?:đến|tới)(?: (?:hết|cuối))?(?= ?(?:ngày|thứ|tháng|quý|năm|cuối|nửa|giữa|đầu|hết|[0-9]))|\bhết(?= (?:ngày|tháng|quý|năm) ?[0-9ivx])"),
    ("FROM", r"\b(?:bắt đầu |kể |tính )?từ(?= ?(?:đầu|giữa|cuối|ngày|tháng|quý|năm|nay|thứ|[0-9]))|\bbắt đầu(?= (?:ngày|tháng|quý|năm) ?[0-9ivx])"),
    ("NOW", r"\b(?:từ )?nay(?= (?:đến|tới|cho))"),
    ("ABOUT", r"\b(?:khoảng|ước|chừng)\b"),
    ("EXPECTED", r"\b(?:dự kiến|phấn đấu)\b"),
    ("EITHER", r"\b(?:hoặc|hay)\b"),
    ("ON_DEMAND", r"\b(?:đột xuất|bất thường)\b"),
    ("IN", r"\b(?:ngay )?trong\b|\bvào\b"),
    ("SPEEDY", r"\b(?:kịp thời|khẩn trương|sớm|ngay)\b"),
)  # fmt: skip

_MASTER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in PATTERNS))


@dataclass(frozen=True, slots=True)
class Token:
    """One turn of phrase at canonical [start, end)."""

    kind: str
    start: int
    end: int
    text: str


def tokens(text: str) -> list[Token]:
    """Every turn of phrase of the canonical ``text``, in order, not overlapping."""
    return [Token(str(m.lastgroup), m.start(), m.end(), m[0]) for m in _MASTER.finditer(text) if m.end() > m.start()]
