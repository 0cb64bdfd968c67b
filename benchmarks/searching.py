"""Searching among 100,000 tasks: `python benchmarks/searching.py`, and on PostgreSQL
`python scripts/with_servers.py python benchmarks/searching.py`.

Builds a province of 60 communes with 2,000 plans of 50 tasks each in a temporary folder (or in --keep FOLDER, used again
the next time) and asks as a drafter of one commune and as the province's appraiser. Median of REPEATS answers of one
warm process, without network: the search by itself, and the whole page.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
_arguments = argparse.ArgumentParser()
_arguments.add_argument("--keep", type=Path)
ARGS = _arguments.parse_args()
_folder = tempfile.TemporaryDirectory(prefix="portal-benchmark-")
os.environ.update(DATA_DIR=str(ARGS.keep or _folder.name), DJANGO_SETTINGS_MODULE="config.settings_test")
if ARGS.keep:
    ARGS.keep.mkdir(parents=True, exist_ok=True)

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from core.text import fold
from core.wanted import wanted_of
from documents.models import IssuedDocument
from organisations.access import Access
from organisations.enums import Level
from organisations.models import Organisation
from plans.enums import PlanState
from plans.models import Block, Plan, PlanTask
from search.queries import search_all
from tests.world import BACKEND, access_of, build_world, make_organisation

COMMUNES, PLANS, TASKS = 60, 2000, 50
REPEATS = 11
BOUND = 50.0  # milliseconds

VERBS = "rà soát|niêm yết|tuyên truyền|tổ chức|kiểm tra|xây dựng|cập nhật|công khai|số hóa|tiếp nhận|đánh giá|báo cáo"
OBJECTS = (
    "thủ tục hành chính|quy trình nội bộ|hồ sơ trễ hạn|dịch vụ công trực tuyến|văn bản quy phạm pháp luật|bộ máy của xã|"
    "đội ngũ cán bộ, công chức|tài chính công|chính quyền điện tử|ý kiến của người dân|trang thông tin điện tử|sổ theo dõi"
)
ENDS = (
    "tại Bộ phận Tiếp nhận và Trả kết quả của xã, bảo đảm mọi hồ sơ được giải quyết trước và đúng hạn|"
    "trên địa bàn xã, chú trọng các thôn ở xa trung tâm và các hộ chưa có điện thoại thông minh|"
    "theo hướng dẫn của Sở Nội vụ; kết quả tổng hợp vào báo cáo quý và được công khai tại trụ sở|"
    "đối với từng công chức chuyên môn, gắn với đánh giá, xếp loại cuối năm và bình xét thi đua|"
    "và khắc phục những tồn tại, hạn chế đã nêu trong kết quả chấm điểm của năm trước"
)
LEADS = "Văn phòng - Thống kê|Tư pháp - Hộ tịch|Văn hóa - Xã hội|Tài chính - Kế toán|Công an xã|Đoàn Thanh niên"
TITLES = (
    "Cải cách hành chính|Nâng cao Chỉ số cải cách hành chính|Tuyên truyền cải cách hành chính|Kiểm tra công vụ|"
    "Chuyển đổi số|Thực hiện dân chủ ở cơ sở|Kiểm soát thủ tục hành chính"
)
QUERIES = [
    ("một từ hay gặp", "công"),
    ("một từ", "trễ"),
    ("hai từ", "rà soát"),
    ("hai từ, khác dòng", "hộ tịch điện tử"),
    ("sáu từ", "niêm yết quy trình nội bộ sở"),
    ("không có", "vũ trụ học"),
    ("hai chữ, không có", "qz"),
    ("số văn bản", "97/KH-UBND"),
    ("số và từ", "KH 97 rà soát"),
    ("số một mình", "12"),
    ("năm", "2024"),
    ("năm và từ", "trễ hạn 2023"),
    ("cụm từ", '"hồ sơ trễ hạn"'),
    ("một chữ cái mỗi từ", "a b c"),
]


def build() -> None:
    world = build_world()
    chance = random.Random(20260511)
    pick = {name: globals()[name].split("|") for name in ("VERBS", "OBJECTS", "ENDS", "LEADS", "TITLES")}
    communes = [world.an_binh, world.binh_minh]
    for number in range(COMMUNES - 2):
        communes.append(make_organisation(f"xa-so-{number}", f"xã Số {number}", Level.COMMUNE, world.province))
    frozen = {"body": [" ".join(chance.choice(pick["ENDS"]) for _ in range(6)) for _ in range(60)]}
    plans: list[Plan] = []
    for number in range(PLANS):
        commune, year = communes[number % COMMUNES], 2018 + (number // COMMUNES) % 9
        state = PlanState.DRAFT if chance.random() < 0.1 else PlanState.ISSUED
        plan = Plan(
            organisation=commune, year=year, state=state, number=str(number // COMMUNES + 70), version_no=1,
            title=f"{chance.choice(pick['TITLES'])} {commune.name} năm {year}",
        )  # fmt: skip
        plan.search = fold(f"{plan.type_name} {plan.title} {plan.number}/{plan.symbol} {plan.year}")
        if state == PlanState.ISSUED:
            plan.issued = IssuedDocument(
                organisation=commune, kind="plan", type_name=plan.type_name, number=plan.number, symbol=plan.symbol,
                year=year, issued_on=dt.date(year, 1 + number % 12, 1 + number % 28), title=plan.title,
                content=frozen, content_key="x" * 64,
            )  # fmt: skip
            plan.issued.fill_search()
        plans.append(plan)
    IssuedDocument.objects.bulk_create([plan.issued for plan in plans if plan.issued], batch_size=200)
    Plan.objects.bulk_create(plans, batch_size=500)
    for start in range(0, PLANS, 200):
        some = plans[start : start + 200]
        blocks = Block.objects.bulk_create(
            (Block(plan=plan, position=at, text="x", level=2, marker="-") for plan in some for at in range(TASKS)),
            batch_size=2000,
        )
        tasks = []
        for block in blocks:
            text = f"{chance.choice(pick['VERBS'])} {chance.choice(pick['OBJECTS'])} {chance.choice(pick['ENDS'])}"
            task = PlanTask(
                plan=block.plan, block=block, position=block.position, text=text[:1].upper() + text[1:],
                lead_text=chance.choice(pick["LEADS"]), tracked=True, deadline_text="Quý II, III",
                coordinating_text="Các ban, ngành, đoàn thể và các thôn", result_text="Báo cáo kết quả",
                deadline={"kind": "range", "start_iso": "2024-04-01", "end_iso": "2024-09-30", "rrule": None},
            )  # fmt: skip
            task.search = fold(f"{task.text} {task.lead_text}")
            tasks.append(task)
        PlanTask.objects.bulk_create(tasks, batch_size=2000)


def settle() -> None:
    """What a running database does by itself: PostgreSQL's autovacuum."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")


def show(label: str, client: Client, access: Access, org: str) -> bool:
    """One line a question: the search, the whole page, the suggestions; whether all are within the bound."""
    print(f"\n{label} ({connection.vendor})")
    print(f"{'':34s} {'tìm':>8s} {'cả trang':>9s} {'gợi ý':>8s} {'truy vấn':>9s}  kết quả")
    within = True
    for name, typed in QUERIES:
        wanted = wanted_of(typed)
        address = reverse("search:everything", kwargs={"org": org}) + "?" + urlencode({"q": typed})
        suggest = reverse("search:suggest", kwargs={"org": org}) + "?" + urlencode({"q": typed})
        times = [
            median(lambda wanted=wanted: search_all(access, wanted)),
            median(lambda address=address: client.get(address)),
            median(lambda suggest=suggest: client.get(suggest)),
        ]
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        within = within and answer.status_code == 200 and max(times) < BOUND
        found = ", ".join(f"{group.counted} {group.findable.kind}" for group in search_all(access, wanted))
        print(
            f"{name + ': ' + typed:34.34s} {times[0]:8.1f} {times[1]:9.1f} {times[2]:8.1f} {len(queries):9d}  {found}"
        )
    return within


def median(act: Callable[[], object]) -> float:
    act()
    times = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        act()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def main() -> int:
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    if not Plan.objects.exists():
        begun = time.perf_counter()
        with transaction.atomic():
            build()
        print(f"dựng {PlanTask.objects.count()} nhiệm vụ: {time.perf_counter() - begun:.0f} s")
    settle()
    within = True
    for label, login, org in (("người soạn thảo một xã", "lan", "an-binh"), ("thẩm định của tỉnh", "thao", "ha-son")):
        user = User.objects.get(email=f"{login}@cchc.example")
        client = Client()
        client.force_login(user, backend=BACKEND)
        within = show(label, client, access_of(user, Organisation.objects.get(code=org)), org) and within
    print("\nmọi câu dưới" if within else "\nQUÁ MỨC", f"{BOUND:.0f} ms")
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
