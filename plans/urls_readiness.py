"""What is still missing before a plan is submitted, and submitting it."""

from django.urls import path

from plans.views import readiness, submitting

_PLAN = "ke-hoach/<int:plan_id>/"

urlpatterns = [
    path(f"{_PLAN}kiem-tra/", readiness.readiness, name="readiness"),
    path(f"{_PLAN}kiem-tra/de-vay/", readiness.readiness_settle, name="readiness-settle"),
    path(f"{_PLAN}kiem-tra/tom-tat/", readiness.readiness_summary, name="readiness-summary"),
    path(f"{_PLAN}kiem-tra/xem-lai/", readiness.readiness_unsettle, name="readiness-unsettle"),
    path(f"{_PLAN}rut-ve/", submitting.withdraw, name="withdraw"),
    path(f"{_PLAN}tra-lai/", submitting.send_back, name="return"),
    path(f"{_PLAN}trinh/", submitting.submit, name="submit"),
]
