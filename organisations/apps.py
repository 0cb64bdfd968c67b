from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "organisations"
    verbose_name = "Đơn vị"

    def ready(self) -> None:
        from organisations import findable, finding
        from organisations.enums import Capability
        from organisations.menu import MenuEntry, register

        for each in findable.FINDABLES:
            finding.register(each)
        register(
            MenuEntry(
                "Nghỉ, vắng",
                "calendar-x",
                "organisations:absences",
                Capability.VIEW_ISSUED,
                28,
                "Nghiệp vụ",
                inside_only=True,
            )
        )
        group = "Quản trị"
        register(
            MenuEntry(
                "Đơn vị và tài khoản",
                "people",
                "organisations:people",
                Capability.MANAGE_PEOPLE,
                900,
                group,
                "organisations:",
            )
        )
        register(MenuEntry("Nhật ký", "clock-history", "organisations:history", Capability.VIEW_AUDIT, 910, group))
