from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        from documents import (
            checks,  # noqa: F401 - registers the system check
            findable,
        )
        from documents.domain import printing, running
        from organisations import finding

        running.register(printing.KIND, printing.render_work)
        for each in findable.FINDABLES:
            finding.register(each)
