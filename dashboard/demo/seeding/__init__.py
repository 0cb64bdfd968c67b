"""Builds the demo world step by step through the domain. Each step creates only what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """The day the demo is seen from and the moment accounts are opened."""

    today: dt.date
    now: dt.datetime


STAGES = {
    "reference": "Danh mục văn bản căn cứ",
    "places": "Đơn vị, bộ phận, thôn và tổ dân phố",
    "people": "Tài khoản và vai trò",
    "history": "Năm kế hoạch 2017 - 2024",
    "plans": "Kế hoạch của tỉnh Hà Sơn",
    "work": "Tiến độ thực hiện của xã An Bình",
    "people-at-work": "Nghỉ, bàn giao, xin gia hạn của xã An Bình",
    "lists": "Danh sách đã lưu của xã An Bình",
    "inspections": "Cuộc kiểm tra của xã An Bình",
    "starts": "Kế hoạch lập từ kế hoạch khác",
    "waiting": "Văn bản chờ đối chiếu",
    "villages": "Đường dẫn của trưởng thôn",
    "village-asks": "Việc giao các thôn của xã An Bình",
    "reminders": "Nhắc việc mấy ngày gần đây",
    "notices": "Thông báo cũ coi như đã đọc",
}


def run_stage(name: str, setting: Setting) -> int:
    """Run one step; returns how many things it made."""
    from dashboard.demo import story

    match name:
        case "lists":
            from dashboard.demo.seeding.lists import seed_lists

            return seed_lists(setting.today)
        case "reminders":
            from dashboard.demo.seeding.reminders import seed_reminders

            return seed_reminders(setting.today)
        case "notices":
            from notifications.domain.settling import settle_before
            from notifications.models import Notification

            if (
                Notification.objects.filter(settled_at=None).exclude(read_at=None).exists()
            ):  # somebody lives here already
                return 0
            return settle_before(setting.now - dt.timedelta(days=5))
        case "reference":
            from reference.domain.loading import load_entries
            from reference.domain.loading_measures import load_shipped_measures
            from reference.shipped import FILE, read_entries

            texts = load_entries(read_entries(FILE.read_text(encoding="utf-8"))).new
            return texts + load_shipped_measures().new
        case "places":
            from dashboard.demo.seeding.places import seed_places

            return seed_places(setting.today)
        case "people":
            from dashboard.demo.seeding.staff import seed_people

            return seed_people(setting.today, setting.now)
        case "history":
            from dashboard.demo.seeding.plans import seed_plans

            return seed_plans(story.historical_plans())
        case "plans":
            from dashboard.demo.seeding.plans import seed_plans

            return seed_plans(story.live_plans(setting.today))
        case "work":
            from dashboard.demo.seeding.work import seed_work

            return seed_work(setting.today)
        case "people-at-work":
            from dashboard.demo.seeding.people_at_work import seed_people_at_work

            return seed_people_at_work("an-binh", setting.today)
        case "inspections":
            from dashboard.demo.seeding.inspections import seed_inspections

            return seed_inspections(setting.today)
        case "starts":
            from dashboard.demo.seeding.starts import seed_starts

            return seed_starts(setting.today)
        case "waiting":
            from dashboard.demo.seeding.plans import seed_waiting

            return seed_waiting(story.waiting_texts())
        case "villages":
            from dashboard.demo.seeding.villages import seed_village_links

            return seed_village_links(setting.now)
        case "village-asks":
            from dashboard.demo.seeding.village_asks import seed_village_asks

            return seed_village_asks(setting.now, setting.today)
    raise KeyError(name)
