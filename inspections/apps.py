from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = "Kiểm tra, giám sát"

    def ready(self) -> None:
        from inspections import findable
        from inspections.domain.giving import let_go
        from inspections.notices import register_kinds
        from inspections.queries.mornings import lines_for_heads
        from organisations import finding
        from organisations.enums import Capability
        from organisations.menu import MenuEntry, register
        from plans import added
        from work import morning_lines

        register(
            MenuEntry(
                label="Kiểm tra, giám sát",
                icon="clipboard2-check",
                url_name="inspections:list",
                capability=Capability.VIEW_ISSUED,
                order=28,
                group="Nghiệp vụ",
                prefix="inspections:",
                inside_only=True,
            )
        )
        added.after_withdrawal(let_go)
        register_kinds()
        morning_lines.register(lines_for_heads)
        finding.register(findable.INSPECTIONS)
