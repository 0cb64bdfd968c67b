from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "dashboard"
    verbose_name = "Tổng quan"

    def ready(self) -> None:
        from dashboard import findable
        from organisations import finding
        from organisations.enums import Capability
        from organisations.menu import MenuEntry, register

        for each in findable.FINDABLES:
            finding.register(each)
        register(
            MenuEntry("Tổng quan", "speedometer2", "dashboard:organisation-home", Capability.VIEW_ISSUED, order=10)
        )
        register(
            MenuEntry(
                "Đơn vị trực thuộc",
                "diagram-3",
                "dashboard:plans-below",
                Capability.VIEW_BELOW,
                order=30,
                group="Nghiệp vụ",
            )
        )
        register(
            MenuEntry(
                "Trợ giúp",
                "question-circle",
                "dashboard:help",
                Capability.VIEW_ISSUED,
                order=1000,
                group="Hướng dẫn",
                prefix="dashboard:help",
            )
        )
