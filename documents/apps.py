from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        from documents import checks  # noqa: F401 - registers the system check
        from documents.domain import printing, running

        running.register(printing.KIND, printing.render_work)
