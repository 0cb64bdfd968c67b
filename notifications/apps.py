from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Thông báo"

    def ready(self) -> None:
        from accounts.posting import carry_by
        from notifications import checks  # noqa: F401 - registers the system check
        from notifications.domain.carrying import carry

        carry_by(carry)
