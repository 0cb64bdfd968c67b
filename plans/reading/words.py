"""Word lists of the language of plans, and how text is compared with them.

Marks matter: "giáo" is no "giao", "cư" no "cử". Only a text typed without any marks is compared folded.
"""

from __future__ import annotations

import re

from core.text import unmarked
from documents.reading.lines import same_length_fold

# Verbs a duty begins with, and where a list of units ends inside a sentence.
VERBS = (
    "tuyên truyền|phổ biến|thực hiện|đẩy mạnh|xây dựng|triển khai|tham mưu|hướng dẫn|cung cấp|kiểm tra|rà soát|"
    "đôn đốc|theo dõi|đưa|"
    "tăng cường|tiếp tục|kịp thời|thường xuyên|cập nhật|hoàn thành|tổng hợp|đảm bảo|bảo đảm|chuẩn bị|vận động|"
    "giám sát|nâng cao|lập|ban hành|"
    "quán triệt|giải quyết|công khai|niêm yết|đăng tải|khảo sát|đánh giá|thẩm định|xử lý|xử lí|thông báo|mở|tập huấn|"
    "bồi dưỡng|đào tạo|duy trì|phát huy|"
    "chủ động|nghiên cứu|đề xuất|bố trí|lồng ghép|có trách nhiệm|chịu trách nhiệm|căn cứ|giúp|tạo điều kiện|"
    "(?<!đào )tạo|"
    "tập trung|kiểm soát|phát động|"
    "vận hành|ứng dụng|số hóa|số hoá|tích hợp|chủ trì|phối hợp|báo cáo|tiếp nhận|làm|thống kê|cử|kiện toàn|sắp xếp|"
    "chấm điểm|tự chấm|"
    "tổ chức|khắc phục|khai thác|giữ gìn|họp|phân công|phấn đấu|trình|gửi|kiến nghị|yêu cầu|thông tin|phục vụ|"
    "thanh tra|đổi mới|"
    "hoàn thiện|chỉ đạo|điều hành|phát hiện|chấn chỉnh|ngăn chặn|cải thiện|cải tiến|cải cách|rút kinh nghiệm|sơ kết|"
    "tổng kết|lưu|ghi nhận|"
    "hỗ trợ|tiếp thu|lắng nghe|khuyến khích|gặp gỡ|diễn tập|mua sắm|đầu tư|nâng cấp|sửa chữa|kết nối|chia sẻ|công bố|"
    "lấy ý kiến|lấy phiếu|"
    "tham gia|đăng ký|ký kết|giao|bổ sung|sửa đổi|thay thế|bãi bỏ|cắt giảm|đơn giản hóa|đơn giản hoá|chuyển đổi|"
    "thu thập|phản ánh|là đầu mối|"
    "quản lý|tự|gắn|nhập|in|phát|viết|biên soạn|ký|đề nghị|nhân rộng|xác định|thành lập|tìm hiểu|khen thưởng|"
    "tham khảo|trang bị|cân đối|"
    "sử dụng|mời|bảo trì|phân tích|rèn luyện|tư vấn|giới thiệu|trả lời|đối thoại|tiếp công dân|kê khai|thu gom|trồng|"
    "vệ sinh|xếp|lấy|sớm|từng bước|"
    "thực hành|tiết kiệm|phòng ngừa|phòng chống|phòng, chống|bảo vệ|đấu tranh|huy động|mở rộng|phát triển|thúc đẩy|"
    "củng cố|siết chặt|thiết lập|"
    "tái cấu trúc|tiến hành|chuyển|dạy|ôn tập|thi|đón|khen|chăm sóc|nêu gương|đề cao|gương mẫu"
)
_ADVERBS = (
    "kịp thời|thường xuyên|tích cực|chủ động|nghiêm túc|tiếp tục|trực tiếp|đồng thời|hàng năm|hằng năm|hàng quý|"
    "hằng quý|"
    "hàng tháng|hằng tháng|định kỳ|không"
)

# First words of the name of a unit, a body or a post; "ban hành", "hội nghị" and the like are verbs and events.
UNIT_HEAD = (
    r"(?:(?:các|những|mọi|toàn thể|từng) )?(?:đồng chí |đ/c )?(?:(?:đồng chí|ông|bà|đ/c),? \w+|báo(?! cáo| động| hiệu)|"
    r"[uủ][ỷy] ban (?:nhân dân|mặt trận|mttq|mttqvn|"
    r"kiểm tra)|[uủ][ỷy] ban|ubnd|ub ?mttq\w*|mttq|hội đồng|hđnd|sở|bộ(?! máy| chỉ số| tiêu chí)|cục|chi cục|"
    r"tổng cục|vụ(?! việc)|viện|phòng(?!,(?! ban)| chống| ngừa| cháy)|trường(?! hợp)|đại học|học viện|ban(?! hành|"
    r" giao| đầu)|"
    r"văn phòng|trung tâm|đảng [uủ][ỷy]|tỉnh [uủ][ỷy]|thành [uủ][ỷy]|huyện [uủ][ỷy]|"
    r"thị [uủ][ỷy]|quận [uủ][ỷy]|đảng bộ|chi bộ|chi [uủ][ỷy]|công an|hội(?! nghị| thảo| họp| thi| ý| trường| nhập)|"
    r"đoàn(?! kết| công tác| kiểm)|liên đoàn|mặt trận|thanh tra (?:tỉnh|huyện|thị xã|thành phố|bộ|sở|nhân dân|"
    r"chính phủ|nhà nước)|"
    r"thanh tra$|kho bạc|bệnh viện|trạm|công ty|ngân hàng|bảo hiểm xã hội|tòa án|toà án|viện kiểm sát|tổ (?:dân|công|"
    r"giúp|trưởng|quản|văn phòng|chuyên|hòa|hoà|tư|cchc|đề án|chuyển|1022)|bộ phận|cán bộ|"
    r"công chức|viên chức|giáo viên|lãnh đạo|thủ trưởng|người đứng đầu|chủ tịch|phó chủ tịch|pct|trưởng|phó trưởng|"
    r"bí thư|phó bí thư|giám đốc|hiệu trưởng|phó hiệu trưởng|thôn|tổ dân phố|ấp|khu phố|khóm|bản|làng|"
    r"buôn|xóm|cơ quan|đơn vị|địa phương|ngành|cấp|đoàn thể|tổ chức(?= (?:chính trị|đoàn thể|xã hội|công đoàn|đảng|"
    r"cơ sở|tôn giáo|kinh tế|hội|ct))|đài|bưu điện|bưu cục|viễn thông|quân sự|ban chỉ|văn hóa|văn hoá|tư pháp|"
    r"tài chính|địa chính|nội vụ|kế toán|văn thư|vp|bhxh|bcđ|bch|ttvh|hội viên|dân quân|nhà trường|xã|phường|thị trấn|"
    r"huyện|quận|thành phố|thị xã|doanh nghiệp|chi đoàn|công đoàn|ttptth|quỹ|hạt|chi nhánh|điện lực|"
    r"thầy(?! thuốc)|cô giáo|cơ sở(?! vật chất| dữ liệu| pháp lý| hạ tầng| để| thực)|cha mẹ học sinh|phụ huynh|"
    r"tỉnh đoàn|thành đoàn|khoa(?! học| giáo)|liên minh|hiệp hội|câu lạc bộ|đội(?! ngũ)|đồn biên phòng|"
    r"người phụ trách|nhóm)"
)


def fold(text: str) -> str:
    """Lower case without marks, as long as the text, so that positions agree."""
    return same_length_fold(text)


def lower(text: str) -> str:
    """Lower case with marks, as long as the text."""
    out = text.lower()
    return out if len(out) == len(text) else "".join(char.lower()[:1] or char for char in text)


class Marked:
    """A pattern written with marks; a text without any marks is compared with its folded form."""

    def __init__(self, pattern: str) -> None:
        self._marked = re.compile(pattern)
        self._folded = re.compile(unmarked(pattern))

    def _choose(self, text: str) -> re.Pattern[str]:
        return self._folded if text.isascii() and len(text) > 12 else self._marked

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        return self._choose(text).match(lower(text), at)

    def search(self, text: str, at: int = 0) -> re.Match[str] | None:
        return self._choose(text).search(lower(text), at)


_STARTS_WITH_VERB = Marked(rf"^(?:(?:{_ADVERBS}),? )?(?:{VERBS})\b")
_STARTS_WITH_UNIT = Marked(rf"^{UNIT_HEAD}(?!\w)")


def starts_with_verb(text: str) -> bool:
    """Whether a line begins as a duty does."""
    return bool(_STARTS_WITH_VERB.match(text))


def starts_with_unit(text: str) -> bool:
    """Whether a line begins as the name of a unit, a body or a post does."""
    return bool(_STARTS_WITH_UNIT.match(text))
