"""The vocabulary of deadlines: every turn of phrase the language knows, with an example beside it.

Patterns are matched against canonical text (lower case, one space between words, "-" for every dash), so a space is
one space and " ?" is an optional one. Order matters: at one position the first kind that fits wins, so a citation comes
before a date, a full date before a bare day, and what only looks like time before what is time.
"""

from __future__ import annotations

NUMBER_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "mười hai": 12, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30, "sáu mươi": 60, "chín mươi": 90,
}  # fmt: skip
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

# ---------------------------------------------------------------- pieces

_D = r"[0-9]{1,2}"
_Y = r"(?:19|20|21)[0-9]{2}(?![0-9])"
_CLEAR = r"(?<![\w/.,+-])"  # a number must not be the tail of another: "3O/6/2024" is not June
_WORDS = "mười một|mười hai|mười lăm|hai mươi|ba mươi|sáu mươi|chín mươi|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
COUNT = rf"(?:[0-9]{{1,3}}|\b(?:{_WORDS})\b)"
_N = rf"(?:{_CLEAR}[0-9]{{1,3}}|\b(?:{_WORDS})\b)(?: ?\((?:[0-9]{{1,3}}|{_WORDS})\))?"  # "ba (03)"

_OTHER_YEAR = r"(?:sau|tới|nay|này|hiện hành|kế hoạch|kế tiếp|liền kề|tiếp theo|trước(?! ?(?:ngày|tháng|[0-9])))"
_RELATIVE_YEAR = rf"năm {_OTHER_YEAR}"
_YEAR_TAIL = (
    rf"(?: ?[,/.-]? ?(?:của |trong )?(?:năm ?)?{_Y}"  # "/2024", " năm 2024"
    r"| ?/ ?[0-9]{2}(?![0-9/])"  # "/24"
    rf"| ?,? ?(?:của )?{_RELATIVE_YEAR})"  # " năm sau"
)

_AND = r"(?: ?(?:, ?và|,|;|và|&|\+) ?)"
_TO = r"(?: ?(?:-|đến hết|đến|tới) ?)"
_OR = r"(?: ?(?:hoặc|hay) ?)"
_LINK = rf"(?:{_AND}|{_TO}|{_OR})"

# A bare number continues a list only when nothing after it gives it another meaning: "tháng 5, 6 lớp".
_ALONE = (
    r"(?![0-9])(?! ?(?:/ ?[0-9]{1,2}(?![0-9])|\.[0-9]|tháng|ngày|tuần|lần|giờ|h\b|g\b|%"
    r"|năm(?! ?(?:(?:19|20|21)[0-9]{2}|sau|tới|nay|này|kế|liền|tiếp|trước|hiện))"
    r"|đợt|lớp|cuộc|buổi|xã|hộ|đơn|cơ))"
)
_QN = rf"(?:[ivxl]{{1,5}}(?!\w)|[0-9]{{1,2}}{_ALONE}|(?:một|hai|ba|bốn|tư)\b(?! ?lần))"
_QN_MORE = rf"(?:[ivxl]{{1,5}}(?!\w)|[0-9]{_ALONE})"
_MN = rf"(?:[0-9]{{1,2}}{_ALONE}|(?:mười một|mười hai|một|hai|ba|tư|sáu|bảy|tám|chín|mười)\b(?! ?lần))"
# Lists are bounded: a plan names a dozen days at most, and an endless list must not cost endless time.
_DLIST = rf"{_D}(?:(?:{_AND}|{_TO})(?:ngày ?)?{_D}){{0,11}}"
_MLIST = rf"{_D}{_ALONE}(?:{_AND}(?:tháng ?)?{_D}{_ALONE}){{0,11}}"

_UNIT = (
    r"(?:ngày(?! ?[0-9])|tuần(?! ?[0-9])"
    r"|tháng(?! ?(?:[0-9]|đầu|cuối|sau|trước(?! (?:ngày|[0-9]))|một lần))"
    r"|quý(?! ?(?:[0-9]|[ivx]+\b|vị|báu|khách|giá))"
    r"|(?:(?:cả|0?1|một) )?năm(?! ?(?:[0-9]|học|sau|tới|trước(?! (?:ngày|tháng))))"
    r"|(?:[0-9]{1,2}|sáu|ba|chín|hai|bốn) ?(?:tháng|tuần)(?! ?(?:đầu|cuối|[0-9])))"
)
_EVERY = r"(?:hằng|mỗi|từng|các|theo) "
_UNITS = rf"{_UNIT}(?:(?:{_AND}| ?/ ?| ?- ?|{_OR})(?:(?:báo cáo|định kỳ) )?(?:{_EVERY})?{_UNIT}){{0,7}}"
_AT_LEAST = r"(?:(?:ít nhất|tối thiểu|không dưới|từ) ?(?:là ?)?)?"
_EACH = r"(?:mỗi |hằng |các |từng )"
_OF_QUARTER = rf" ?(?:của |trong )?{_EACH}?quý\b(?! ?(?:[ivx]+\b|[0-9]))"

_WEEKDAY = r"(?:thứ ?(?:hai|ba|tư|năm|sáu|bảy|[2-7](?![0-9]))|chủ nhật)"
_CLOCK = rf"{_D} ?(?:giờ|h|g|:) ?(?:[0-9]{{1,2}} ?(?:phút)?)?"
_ISSUED = rf"(?: ?,? ?(?:ban hành |ký )?ngày ?{_D} ?(?:[/.-]|tháng) ?{_D} ?(?:[/.-]|năm) ?[0-9]{{4}})?"
_EVENT = r"(?:ngày|khi|thời|kỳ|cuộc|hội)"
# A condition runs to the end of its clause, or to words that begin a deadline of their own.
_CLAUSE = (
    r"[^,;()\n.]*?(?= ?(?:[,;()\n.]|$|chậm nhất|trước ngày|trước [0-9]|xong trước|hoàn thành|định kỳ |nhưng |hoặc ))"
)

# ---------------------------------------------------------------- kinds

PATTERNS: dict[str, tuple[str, ...]] = {
    # Documents, clock times and outlooks: never a deadline of their own.
    "CITATION": (
        # "số 61/2018/NĐ-CP ngày 23/4/2018", "07-CTr/TU"
        rf"(?:\bsố:? ?)?(?<!\w)[0-9]{{1,6}}[a-z]? ?(?:/ ?(?:19|20)[0-9]{{2}} ?)?[/-] ?[a-zđ]{{2,15}}[0-9]{{0,4}}"
        rf"(?: ?[-/&] ?[a-zđ]{{1,15}}[0-9]{{0,4}}){{1,6}}{_ISSUED}",
        rf"(?:\bsố:? ?)?(?<!\w)[0-9]{{1,6}}/(?:19|20)[0-9]{{2}}/qh[0-9]{{1,3}}{_ISSUED}",  # "10/2022/QH15"
    ),
    "BY_HOUR": (  # "trước 17h00 ngày 20/6": the day itself still counts
        rf"\b(?:trước|chậm nhất(?: là)?(?: vào)?|đến) (?:lúc )?{_CLOCK}(?: ?,)?(?= ?(?:ngày|thứ|chủ|[0-9]))",
    ),
    "HOUR": (rf"{_CLEAR}(?:vào |lúc )?{_CLOCK} ?(?:, ?)?(?=ngày|thứ|chủ)",),
    "NONSTOP": (r"\b24 ?[/x] ?24(?![0-9/])(?: ?[x/] ?7)?", r"\b24 ?[/x] ?7(?![0-9/])"),
    "OUTLOOK": (rf"\b(?:và )?(?:định hướng|tầm nhìn) ?(?:đến|tới)? ?(?:năm ?)?{_Y}(?: ?- ?{_Y})?",),
    # Things that look like time and name no day.
    "VAGUE_TERM": (rf"\b(?:năm học|nhiệm kỳ|niên độ|niên khóa)(?: ?{_Y})?(?: ?- ?{_Y})?",),
    "LUNAR": (r"(?:\bngày )?\b(?:rằm|mùng)\b[^,;()\n]*", r"\btháng (?:giêng|chạp)\b", r"\bâm lịch\b"),
    "RELATIVE": (
        # "trong vòng 05 ngày làm việc kể từ", "10 ngày trước (ngày …)"; the day, if named, is the next token
        r"(?:\b(?:trong|sau|không quá|chậm nhất(?: là)?|trước) )?(?:vòng |thời hạn |thời gian )?"
        rf"{_N} ?(?:(?:ngày|tuần)(?: làm việc)?|tháng|năm|giờ)(?: làm việc)? ?,? ?"
        rf"(?:(?:được )?(?:kể|tính) từ|sau(?= {_EVENT})|(?<!tháng )(?<!năm )(?<!tháng)trước(?= {_EVENT})"
        r"|từ(?= (?:ngày|khi|thời)))",
    ),
    # Frequencies.
    "COUNTED": (  # "ít nhất 02 lần/năm"
        rf"{_AT_LEAST}{_N} ?lần ?(?:/|trong|trên|một|\b1\b|mỗi|hằng| ) ?(?:(?:một|mỗi|hằng|0?1) )?{_UNIT}",
    ),
    "COUNTED2": (  # "mỗi năm 4 lần"
        rf"\b(?:mỗi|một|hằng|0?1) (?:{_N} ?)?(?:năm|quý|tháng|tuần|ngày) ?[(,]? ?(?:làm |họp |báo cáo )?"
        rf"{_AT_LEAST}{_N} ?lần",
    ),
    "COUNTED3": (  # "06 tháng/lần", "mỗi quý một lần"
        rf"\b(?:{_EVERY}|cứ )?(?:{_N} ?)?(?:tuần|tháng|quý|năm|ngày) ?(?:/|\(|,)? ?(?:0?1|một|mỗi)? ?lần\b",
    ),
    # Parts of a year and of a month.
    "SPAN": (  # "9 tháng cuối năm 2024", "nửa đầu năm"
        rf"(?:{_N} ?tháng|\bnửa) ?(?:đầu|cuối) ?(?:của )?(?:các )?năm(?: ?,? ?{_Y}| ?,? ?{_OTHER_YEAR})?",
    ),
    "BARE_SPAN": (rf"{_CLEAR}(?:0?6|sáu|0?9|chín|0?3|ba) ?tháng ?(?:của )?(?:/|năm) ?{_Y}",),  # "6 tháng năm 2024"
    "HALF_MONTH": (rf"\bnửa ?(?:đầu|cuối) ?tháng ?{_D}{_ALONE}{_YEAR_TAIL}?",),
    "TENDAYS": (rf"\b(?:thượng|trung|hạ) ?tuần ?(?:của )?tháng ?{_D}{_ALONE}{_YEAR_TAIL}?",),
    "WEEK_OF": (  # "tuần 1 tháng 3": the first seven days, or the first whole week?
        r"\btuần ?(?:lễ ?)?(?:thứ ?)?(?:[0-9]{1,2}|[ivx]+\b|nhất|hai|ba|tư|đầu(?: tiên)?|cuối(?: cùng)?)"
        rf" ?(?:của |trong )?(?:(?:mỗi |hằng )?tháng(?: ?{_D}{_ALONE}{_YEAR_TAIL}?)?)?",
    ),
    # Days and months inside a recurring period.
    "LAST_DAY": (  # "ngày làm việc cuối cùng của quý"
        r"\bngày (?:làm việc )?cuối (?:cùng )?(?:của |trong )?(?:mỗi |hằng )?(?:tháng|quý|năm)\b(?! ?[0-9])",
    ),
    "LAST_OF_QUARTER": (
        rf"\btháng (?:cuối(?: cùng)?|thứ ?(?:ba|3)){_OF_QUARTER}",
        rf"\b(?:vào )?cuối {_EACH}quý\b",
    ),
    "NEXT_QUARTER": (r"\b(?:của )?tháng đầu(?: tiên)? ?(?:của )?quý (?:sau|tiếp theo|kế tiếp|liền kề|tới)\b",),
    "FIRST_OF_QUARTER": (
        rf"\btháng (?:đầu(?: tiên)?|thứ ?(?:nhất|1)){_OF_QUARTER}",
        rf"\b(?:vào )?đầu {_EACH}quý\b",
    ),
    "MIDDLE_OF_QUARTER": (rf"\btháng (?:giữa|thứ ?(?:hai|2)){_OF_QUARTER}",),
    "LAST_OF_TERM": (r"\btháng cuối(?: cùng)? ?(?:của )?kỳ(?: báo cáo)?\b",),  # Nghị định 09/2019, Điều 13
    "THIS_MONTH": (r"\bcủa tháng(?: (?:báo cáo|đó))?(?= ?(?:$|[,;.()]|đối với))", r"\btháng báo cáo\b"),
    "NEXT_MONTH": (r"\b(?:của )?tháng (?:sau|kế tiếp|tiếp theo|liền kề|tới)(?: liền kề)?\b",),
    "PART": (  # "đầu năm", "cuối quý III/2024"
        r"\b(?:những ngày |thời gian )?(?:đầu|giữa|cuối(?! (?:mỗi|hằng|từng) )) ?"
        r"(?:của |các |mỗi |hằng ){0,3}(?:năm|quý|tháng|tuần|kỳ)\b"
        rf"(?: ?(?:{_D}{_ALONE}|[ivx]+\b))?{_YEAR_TAIL}?",
    ),
    # Days.
    "ISO": (rf"{_CLEAR}(?:ngày ?)?{_Y}-[0-9]{{2}}-[0-9]{{2}}(?![0-9])",),
    "DAY": (  # "15/6/2024", "15.6.2024", "15-6-24"; "5-7/2024" is two months, not a day
        rf"{_CLEAR}(?:ngày ?)?{_D} ?(?:/ ?{_D} ?[/.]|\. ?{_D} ?[./]|- ?{_D} ?-) ?(?:[0-9]{{4}}|[0-9]{{2}})(?![0-9])",
    ),
    "DAYS_TOGETHER": (  # "10-20/6/2024"
        rf"{_CLEAR}(?:ngày ?)?{_D}(?:(?:{_TO}|{_AND})(?:ngày ?)?{_D}){{1,11}} ?/ ?{_D}"
        rf"(?: ?[/-] ?{_Y}| ?,? ?năm ?{_Y})?(?![0-9/])",
    ),
    "DAY_MONTHS": (  # "ngày 25 các tháng 3, 6, 9, 12", "15 tháng 6 năm 2024"
        rf"{_CLEAR}(?:ngày ?)?{_DLIST} ?,? ?(?:của )?(?:các )?tháng ?{_MLIST}{_YEAR_TAIL}?",
    ),
    "DAY_MONTH": (  # "20/6"
        rf"{_CLEAR}(?:ngày ?)?{_D} ?/ ?{_D}(?![0-9/])(?: ?,? ?(?:của )?năm ?{_Y}| ?,? ?(?:của )?{_RELATIVE_YEAR})?",
    ),
    "DAY_MONTH2": (rf"\bngày ?{_D} ?[.-] ?{_D}(?![0-9/.-])(?: ?,? ?năm ?{_Y})?",),  # "ngày 20-6"
    "DAY_ONLY": (rf"\bngày ?(?:mùng ?)?{_DLIST}(?! ?[/.-]? ?[0-9])(?! ?(?:lần|làm))",),
    # Quarters, months, years.
    "QUARTERS": (  # "Quý I, II và III", "Quý IV/2024 - Quý I/2025"
        rf"\b(?:các )?quý ?{_QN}{_YEAR_TAIL}?(?:{_LINK}(?:(?:quý ?){_QN}|{_QN_MORE}){_YEAR_TAIL}?){{0,11}}",
    ),
    "QUARTERS2": (rf"\bq\.? ?[1-4](?![0-9]) ?[/-] ?{_Y}",),  # "Q1/2025"
    "MONTHS": (  # "tháng 5 - 7/2024"
        rf"\b(?:các )?tháng ?{_MN}{_YEAR_TAIL}?(?:{_LINK}(?:tháng ?)?{_MN}{_YEAR_TAIL}?){{0,11}}",
    ),
    "MONTHS2": (  # "9/2024", "T6/2024", "5-7/2024"
        rf"{_CLEAR}(?:t\.?)?{_D}(?:(?: ?- ?| ?, ?){_D}){{0,11}} ?[/-] ?{_Y}(?: ?- ?{_D} ?/ ?{_Y})?",
    ),
    "LATER": (  # "và những năm tiếp theo", "trở đi"
        r"(?: ?[,;] ?)?(?:\b(?:và|đến|cho) ?)?(?:\bcho )?"
        r"\b(?:(?:các|những) ?(?:năm|quý|tháng) ?(?:tiếp ?theo|tiếp sau|kế tiếp|tới|sau)"
        r"|trở đi|về sau|trở về sau|trở lại đây)",
    ),
    "YEARS": (  # "năm 2024", "giai đoạn 2021-2025"
        r"\b(?:(?:giai đoạn|thời kỳ) ?(?:từ )?(?:năm ?)?|(?:trong )?(?:cả |suốt |các )?năm ?)"
        rf"{_Y}(?:{_LINK}(?:hết )?(?:năm ?)?{_Y}){{0,9}}",
    ),
    "WHOLE_YEAR": (  # "trong năm", "năm sau", "(đến hết) năm"
        rf"\b(?:trong |suốt |trong suốt )?(?:{_RELATIVE_YEAR})",
        r"\b(?:cả|trong|suốt|toàn|hết) năm\b(?! ?(?:[0-9]|học|lần))",
        r"(?:(?<=hết )|(?<=cuối ))năm\b(?! ?(?:[0-9]|học))",
    ),
    "YEARS2": (rf"{_CLEAR}{_Y}(?: ?- ?{_Y})?(?![\w/.-])",),
    # Recurrence.
    "WEEKDAYS": (  # "thứ Ba và thứ Năm", "thứ Hai đầu tháng"
        rf"\b(?:sáng |chiều |ngày )?{_WEEKDAY}(?:{_AND}{_WEEKDAY}){{0,6}}"
        r"(?: ?(?:, ?)?(?:của )?(?:tuần ?(?:thứ ?)?)?(?:đầu(?: tiên)?|cuối(?: cùng)?|hai|nhất)"
        r" ?(?:của |trong )?(?:mỗi |hằng )?tháng)?",
    ),
    "EVERY": (  # "định kỳ hằng quý, 6 tháng, năm", "báo cáo quý"
        rf"\b(?:(?:theo )?định kỳ (?:{_EVERY}|vào )?|hằng |mỗi |từng |theo (?:từng |hằng )?"
        r"|báo cáo (?:kết quả )?(?:định kỳ )?(?:hằng )?|sơ kết |tổng kết )"
        rf"{_UNITS}(?! ?(?:/|một|0?1) ?lần)",
        r"\b(?:vào )?cuối (?:mỗi|hằng|từng) (?:tháng|năm|tuần)\b",
        r"\bcác (?:quý|tháng|tuần)\b(?= (?:trong|của) năm)",
    ),
    "YEARLY": (r"\b(?:thường niên|hằng niên)\b",),
    "UNITS": (rf"(?:(?<=^)|(?<=[,;(+] )|(?<=[,;(+])|(?<=và )){_UNITS}",),  # "Quý, 6 tháng, năm"
    "PERIODIC": (r"\b(?:định kỳ|thường kỳ)\b",),
    "DURATION": (rf"{_N} ?(?:ngày(?: làm việc)?|tuần|tháng|giờ|năm)\b",),
    "TIMES": (rf"{_N} ?lần\b",),
    "CONTINUOUS": (r"\b(?:không )?(?:thường xuyên|liên tục)\b", r"\bquanh năm\b"),
    # Conditions and limits.
    "ANYDAY": (r"\btrước (?:hoặc|và) trong (?=ngày|[0-9])",),  # "trước hoặc trong ngày 10/8"
    "TRIGGER": (
        r"\b(?:ngay (?:sau )?(?:khi|ngày)|ngay khi|sau khi|trước khi|(?:cho )?đến khi|(?:kể )?từ (?:khi|lúc)|khi"
        r"|nếu|tùy|tuỳ|trước (?:thời điểm|kỳ|cuộc|đại hội|hội nghị|dịp|lễ|mùa|tết|phiên|khai giảng)"
        r"|sau (?:kỳ|hội nghị|tết|mùa|đợt)|(?:nhân |vào )?dịp|chào mừng|kỷ niệm"
        rf"|theo(?! (?:định|từng|hằng|quý\b|tháng\b|tuần\b|năm\b|ngày\b|6|sáu)))\b{_CLAUSE}",
    ),
    "BEFORE": (r"\btrước(?: ngày(?! ?[0-9]))?(?= ?(?:ngày|thứ|chủ|tháng|quý|năm |nửa|cuối|hết|[0-9]))",),
    "AFTER": (r"\b(?:từ )?sau (?=ngày|tháng ?[0-9]|quý ?[0-9ivx]|[0-9])",),
    "BY": (
        r"\b(?:chậm nhất|muộn nhất|trễ nhất|không (?:quá|sau|muộn hơn|chậm hơn|trễ hơn)|hạn cuối(?: cùng)?|hạn chót)"
        r"(?: (?:là|vào|đến|hết|trong|cuối)){0,4}(?: ?:)?",
    ),
    "UNTIL": (
        r"\b(?:cho )?(?:đến|tới)(?: (?:hết|cuối))?"
        r"(?= ?(?:ngày|thứ|tháng|quý|năm|cuối|nửa|giữa|đầu|hết|[0-9]))",
        r"\bhết(?= (?:ngày|tháng|quý|năm) ?[0-9ivx])",
    ),
    "FROM": (
        r"\b(?:bắt đầu |kể |tính )?từ(?= ?(?:đầu|giữa|cuối|ngày|tháng|quý|năm|nay|thứ|[0-9]))",
        r"\bbắt đầu(?= (?:ngày|tháng|quý|năm) ?[0-9ivx])",
    ),
    "NOW": (r"\b(?:từ )?nay(?= (?:đến|tới|cho))",),
    "ABOUT": (r"\b(?:khoảng|ước|chừng)\b",),
    "EXPECTED": (r"\b(?:dự kiến|phấn đấu)\b",),
    "EITHER": (r"\b(?:hoặc|hay)\b",),
    "ON_DEMAND": (r"\b(?:đột xuất|bất thường)\b",),
    "IN": (r"\b(?:ngay )?trong\b|\bvào\b",),
    "SPEEDY": (r"\b(?:kịp thời|khẩn trương|sớm|ngay)\b",),
}
