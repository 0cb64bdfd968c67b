from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "work"
    verbose_name = "Theo dõi thực hiện"

    def ready(self) -> None:
        from documents import after_issue
        from organisations.domain.absences import after_absence
        from organisations.enums import Capability
        from organisations.menu import MenuEntry, belongs, register
        from plans import added, finished
        from reference.domain.calendar import after_change
        from work.domain import added as added_domain
        from work.domain import milestones
        from work.domain.absence_news import absence_changed
        from work.kinds_people import register_people_kinds
        from work.notices import register_kinds
        from work.queries.finished import finished_tasks
        from work.views.mine import is_ones_own, menu_badge

        register(
            MenuEntry(
                label="Việc của tôi",
                icon="check2-square",
                url_name="work:mine",
                capability=Capability.VIEW_ISSUED,
                order=15,
                inside_only=True,
                badge=menu_badge,
                badge_means="việc quá hạn hoặc chờ ông/bà quyết định",
            )
        )
        register(
            MenuEntry(
                label="Việc của đơn vị",
                icon="clipboard-data",
                url_name="work:list",
                capability=Capability.VIEW_ISSUED,
                order=25,
                group="Nghiệp vụ",
                prefix="work:",
                inside_only=True,
            )
        )
        for own in ("work:calendar", "work:timeline", "work:phone-calendar"):
            belongs(own, to="work:mine", when=is_ones_own)
        for target in ("work:target", "work:value"):
            belongs(target, to="plans:list")
        register_kinds()
        after_issue.register("plan", milestones.plan_issued)
        added.register(added_domain)
        after_change(milestones.calendar_changed)
        after_absence(absence_changed)
        register_people_kinds()
        finished.register(finished_tasks)
