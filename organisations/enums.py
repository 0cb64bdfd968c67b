"""Levels, roles and what a role may do."""

from __future__ import annotations

from enum import StrEnum

from django.db import models


class Level(models.TextChoices):
    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"
    VILLAGE = "village", "Thôn, tổ dân phố"


class Role(models.TextChoices):
    """What a person is in an organisation. Set by regulation, hence code and not administrators' data."""

    ADMIN = "admin", "Quản trị hệ thống"
    DRAFTER = "drafter", "Người soạn thảo"
    UNIT_HEAD = "unit_head", "Trưởng bộ phận"
    CLERK = "clerk", "Văn thư"
    LEADER = "leader", "Lãnh đạo"
    ONE_STOP = "one_stop", "Bộ phận Một cửa"
    APPRAISER = "appraiser", "Cán bộ thẩm định"
    SUPERIOR = "superior", "Lãnh đạo cấp trên"


class Capability(StrEnum):
    """What a rule asks for. Named after the act, never after the role."""

    VIEW_DRAFTS = "view_drafts"
    EDIT_PLANS = "edit_plans"
    RETURN_PLANS = "return_plans"
    ISSUE_PLANS = "issue_plans"
    VIEW_ISSUED = "view_issued"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_TREE = "manage_tree"
    APPOINT_ADMIN = "appoint_admin"
    VIEW_AUDIT = "view_audit"
    VIEW_BELOW = "view_below"
