"""Django's password rules, told in our words (its Vietnamese is incomplete)."""

from __future__ import annotations

from django.contrib.auth import password_validation as base


class NotOnesName(base.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "Mật khẩu quá giống họ tên, thư điện tử hoặc mã cán bộ. Hãy chọn mật khẩu khác."

    def get_help_text(self) -> str:
        return "Không giống họ tên hay thư điện tử."


class LongEnough(base.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Mật khẩu quá ngắn. Hãy dùng ít nhất {self.min_length} ký tự."

    def get_help_text(self) -> str:
        return f"Ít nhất {self.min_length} ký tự; vài từ ghép lại dễ nhớ và khó đoán."


class NotCommon(base.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Mật khẩu này nhiều người dùng nên dễ đoán. Hãy chọn mật khẩu khác."

    def get_help_text(self) -> str:
        return "Không dùng mật khẩu phổ biến."


class NotDigitsAlone(base.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return "Mật khẩu chỉ có chữ số. Hãy thêm chữ."

    def get_help_text(self) -> str:
        return "Không chỉ gồm chữ số."
