from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "reference"
    verbose_name = "Danh mục dùng chung"

    def ready(self) -> None:
        from organisations import finding
        from organisations.enums import Capability
        from organisations.menu import MenuEntry, register
        from reference import findable

        for each in findable.FINDABLES:
            finding.register(each)
        register(
            MenuEntry(
                label="Văn bản căn cứ",
                icon="journal-text",
                url_name="reference:texts",
                capability=Capability.VIEW_ISSUED,
                order=810,
                group="Danh mục",
                prefix="reference:text",
            )
        )
        register(
            MenuEntry(
                label="Ngày nghỉ, làm bù",
                icon="calendar-x",
                url_name="reference:calendar",
                capability=Capability.VIEW_ISSUED,
                order=820,
                group="Danh mục",
                prefix="reference:calendar",
            )
        )
        register(
            MenuEntry(
                label="Loại số liệu",
                icon="123",
                url_name="reference:measures",
                capability=Capability.VIEW_ISSUED,
                order=830,
                group="Danh mục",
                prefix="reference:measure",
            )
        )
