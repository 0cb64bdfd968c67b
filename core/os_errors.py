"""What the operating system refused, said in Vietnamese."""

from __future__ import annotations

import errno

_SAID = {
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ENOTDIR: "đường dẫn đi qua một tệp, không phải thư mục",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã hết hạn mức lưu trữ",
    errno.ENAMETOOLONG: "tên tệp quá dài",
}


def reason_of(error: OSError) -> str:
    """Why a file could not be opened or written; the system's own words where we have none."""
    return _SAID.get(error.errno or 0) or error.strerror or str(error)
