"""What is inspected, what is found, what happened to a finding."""

from __future__ import annotations

from django.db import models


class Inspected(models.TextChoices):
    """Whom an inspection is about."""

    OFFICE = "office", "Cả đơn vị"
    UNIT = "unit", "Một bộ phận"
    VILLAGE = "village", "Một thôn, tổ dân phố"
    SUBORDINATE = "subordinate", "Một đơn vị cấp dưới"


class InspectionKind(models.TextChoices):
    PLANNED = "planned", "Theo kế hoạch"
    UNPLANNED = "unplanned", "Đột xuất"


class FindingKind(models.TextChoices):
    """What an inspection writes down. Only what is good asks nobody for anything."""

    GOOD = "good", "Ưu điểm"
    SHORTCOMING = "shortcoming", "Tồn tại, hạn chế"
    PROPOSAL = "proposal", "Kiến nghị"


class StepKind(models.TextChoices):
    """What happened to a finding after the inspection. Never changed, only followed."""

    GIVEN = "given", "Giao việc khắc phục"
    WITHDRAWN = "withdrawn", "Rút lại việc khắc phục"
    MENDED = "mended", "Kiểm tra lại: đã khắc phục"
    NOT_MENDED = "not_mended", "Kiểm tra lại: chưa khắc phục"
