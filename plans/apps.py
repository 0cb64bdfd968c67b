from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Kế hoạch"

    def ready(self) -> None:
        from documents import papers
        from documents.domain import running
        from organisations import finding, village_papers
        from organisations.enums import Capability
        from organisations.menu import MenuEntry, register
        from plans import findable
        from plans.domain import importing
        from plans.queries import villages

        running.register(importing.READ, importing.read_work)
        village_papers.register(villages.village_papers)
        papers.register("plan", findable.paper_addresses)
        for each in findable.FINDABLES:
            finding.register(each)
        register(
            MenuEntry(
                label="Kế hoạch",
                icon="file-earmark-text",
                url_name="plans:list",
                capability=Capability.VIEW_ISSUED,
                order=20,
                group="Nghiệp vụ",
                prefix="plans:",
            )
        )
        register(
            MenuEntry(
                label="Nhiệm vụ",
                icon="list-task",
                url_name="plans:task-list",
                capability=Capability.VIEW_ISSUED,
                order=22,
                group="Nghiệp vụ",
            )
        )
