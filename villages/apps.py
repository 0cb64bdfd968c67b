from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "villages"
    verbose_name = "Việc giao các thôn"

    def ready(self) -> None:
        from notifications.kinds import Kind, Urgency, register
        from organisations import village_parts
        from organisations.menu import belongs
        from villages.domain.telling import ANSWERED
        from villages.views.public import items_part

        village_parts.register(items_part)
        belongs("villages:", to="work:list")
        register(Kind(code=ANSWERED, label="Thôn trả lời việc đã giao", urgency=Urgency.DIGEST))
