from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "work"
    verbose_name = "Theo dõi thực hiện"

    def ready(self) -> None:
        from documents import after_issue
        from plans import finished
        from reference.domain.calendar import after_change
        from work.domain import milestones
        from work.queries.finished import finished_tasks

        after_issue.register("plan", milestones.plan_issued)
        after_change(milestones.calendar_changed)
        finished.register(finished_tasks)
