"""People who sign in. Where they work and what they may do is said in `organisations`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from core.text import fold


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, *, full_name: str, email: str = "", staff_code: str = "", password: str | None = None, **extra: Any
    ) -> User:
        """A user with a usable password when one is given; e-mail or staff code is required."""
        if not email and not staff_code:
            raise ValueError("Cần thư điện tử hoặc mã cán bộ")
        user = self.model(
            full_name=full_name, email=email.strip().lower(), staff_code=staff_code.strip().upper(), **extra
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def by_login(self, login: str) -> User | None:
        """The active person with this e-mail or staff code, whatever the case."""
        login = login.strip()
        if not login:
            return None
        field = "email" if "@" in login else "staff_code"
        value = login.lower() if field == "email" else login.upper()
        return self.filter(**{field: value}).first()


class User(AbstractBaseUser):
    """One person. Signs in by e-mail or staff code (mã cán bộ); either may be empty, not both."""

    full_name = models.CharField("họ và tên", max_length=120)
    email = models.EmailField("thư điện tử", max_length=254, blank=True)
    staff_code = models.CharField("mã cán bộ", max_length=40, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    is_active = models.BooleanField("đang dùng", default=True)
    search = models.CharField(max_length=500, editable=False, blank=True)
    sort_name = models.CharField(max_length=130, editable=False, blank=True)
    joined_at = models.DateTimeField("tạo lúc", auto_now_add=True)
    activated_at = models.DateTimeField("kích hoạt lúc", null=True, blank=True, editable=False)
    deactivated_at = models.DateTimeField("khóa lúc", null=True, blank=True, editable=False)
    contacts_erased_at = models.DateTimeField("xóa liên hệ lúc", null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        ordering = ("full_name", "id")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                condition=~models.Q(email=""),
                violation_error_message="Thư điện tử này đã có tài khoản khác dùng",
            ),
            models.UniqueConstraint(
                "staff_code",
                name="user_staff_code_unique",
                condition=~models.Q(staff_code=""),
                violation_error_message="Mã cán bộ này đã có tài khoản khác dùng",
            ),
            models.CheckConstraint(
                condition=~models.Q(email="", staff_code=""),
                name="user_has_login",
                violation_error_message="Cần thư điện tử hoặc mã cán bộ để đăng nhập",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_search()
        super().save(*args, **kwargs)

    def fill_search(self) -> None:
        """The folded columns; called apart where many are written at once."""
        self.search = fold(f"{self.full_name} {self.email} {self.staff_code}")[:500]
        self.sort_name = sort_key(self.full_name)

    def get_full_name(self) -> str:
        return self.full_name

    @property
    def login_name(self) -> str:
        return self.email or self.staff_code


def sort_key(full_name: str) -> str:
    """Vietnamese lists go by the last word of the name: "Trần Thị Lan" → "lan tran thi"."""
    words = fold(full_name).split()
    return " ".join(words[-1:] + words[:-1])[:130]
