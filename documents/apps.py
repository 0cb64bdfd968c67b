from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        from documents import (
            checks,  # noqa: F401 - registers the system check
            findable,
        )
        from documents.domain import books, printing, running
        from organisations import finding
        from organisations.enums import Capability
        from organisations.menu import MenuEntry, register

        running.register(printing.KIND, printing.render_work)
        running.register(books.KIND, books.print_work)
        register(
            MenuEntry(
                label="Sổ văn bản đi",
                icon="journal-check",
                url_name="documents:register",
                capability=Capability.VIEW_DRAFTS,
                order=60,
                group="Nghiệp vụ",
                prefix="documents:",
                inside_only=True,
            )
        )
        for each in findable.FINDABLES:
            finding.register(each)
