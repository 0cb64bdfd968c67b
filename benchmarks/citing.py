"""Citing from a catalogue of 20,000 texts: `python benchmarks/citing.py`, and on PostgreSQL
`python scripts/with_servers.py python benchmarks/citing.py`.

Half of the texts are common, half the office's own. Median of REPEATS answers of one warm process, without network:
the hits of the editor's dialog, the page of the catalogue, inserting one basis, tying a plan's fifteen bases.
"""

from __future__ import annotations

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
_folder = tempfile.TemporaryDirectory(prefix="portal-benchmark-")
os.environ.update(DATA_DIR=_folder.name, DJANGO_SETTINGS_MODULE="config.settings_test")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode

from plans.domain.bases import insert_basis, link_bases
from plans.domain.drafting import create_plan, delete_block
from plans.models import LegalBasis, Plan
from plans.queries.bases import citable_text
from reference.models import LegalText
from tests.world import BACKEND, TODAY, access_of, build_world

TEXTS, BASES, REPEATS = 20_000, 15, 15
SUBJECTS = (
    "cải cách hành chính|kiểm soát thủ tục hành chính|cơ chế một cửa|văn thư|thực hiện dân chủ|tiếp công dân|ngân sách"
)
QUERIES = ["", "mot cua", "123/2021/NĐ-CP", "30 / 2020", "van thu 2019", "khong co", "cong dan ngan sach"]


def build() -> None:
    world = build_world()
    chance = random.Random(20260511)
    rows = []
    for number in range(TEXTS):
        year = 2008 + number % 19
        row = LegalText(
            organisation=world.an_binh if number % 2 else None, doc_type="Quyết định" if number % 2 else "Nghị định",
            number=f"{number}/{year}/NĐ-CP" if number % 2 == 0 else f"{number}/QĐ-UBND", dated=dt.date(year, 1 + number % 12, 5),
            issuer="Ủy ban nhân dân xã An Bình" if number % 2 else "Chính phủ",
            subject=f"Về việc {chance.choice(SUBJECTS.split('|'))} và {chance.choice(SUBJECTS.split('|'))} trên địa bàn xã",
            valid_from=dt.date(year, 2, 1), valid_until=dt.date(year + 4, 1, 31) if chance.random() < 0.4 else None,
        )  # fmt: skip
        row.derive()
        rows.append(row)
    LegalText.objects.bulk_create(rows, batch_size=1000)


def median(act: Callable[[], object]) -> float:
    act()
    times = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        act()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    build()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    from accounts.models import User
    from organisations.models import Organisation

    lan, commune = User.objects.get(email="lan@cchc.example"), Organisation.objects.get(code="an-binh")
    by, client = access_of(lan, commune), Client()
    client.force_login(lan, backend=BACKEND)
    plan = create_plan(by=by, year=2026, title="Cải cách hành chính năm 2026", today=TODAY)
    dialog = reverse("plans:basis-search", kwargs={"org": "an-binh", "plan_id": plan.pk})
    catalogue = reverse("reference:texts", kwargs={"org": "an-binh"})
    print(f"{TEXTS} văn bản ({connection.vendor})\n{'':28s} {'hộp viện dẫn':>13s} {'danh mục':>9s} {'truy vấn':>9s}")
    for typed in QUERIES:
        query = "?" + urlencode({"q": typed})
        asked = dialog + query

        def hits(asked: str = asked) -> object:
            return client.get(asked, headers={"HX-Request": "true"})

        times = median(hits), median(lambda query=query: client.get(catalogue + query))
        with CaptureQueriesContext(connection) as queries:
            hits()
        print(f"{typed or '(chưa gõ gì)':28s} {times[0]:10.1f} ms {times[1]:6.1f} ms {len(queries):9d}")

    source = citable_text(LegalText.objects.filter(organisation=None).first() or LegalText(), TODAY)
    spent = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        block = insert_basis(Plan.objects.select_related("organisation").get(pk=plan.pk), by=by, source=source)
        spent.append((time.perf_counter() - begun) * 1000)
        delete_block(block, by=by, seen=block.version)
        LegalBasis.objects.filter(plan=plan, block=None).delete()
    print(f"chèn một căn cứ: {statistics.median(spent):.1f} ms")
    for number in range(BASES):
        LegalBasis.objects.create(
            plan=plan, doc_type="Nghị định", number=f"{number * 2}/{2008 + number * 2 % 19}/NĐ-CP"
        )

    def tie() -> None:
        LegalBasis.objects.filter(plan=plan).update(legal_text=None)
        link_bases(plan)

    print(f"gắn {BASES} căn cứ với danh mục: {median(tie):.1f} ms")


if __name__ == "__main__":
    main()
