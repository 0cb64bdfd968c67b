"""Reading a text in the browser: hostile and tired inputs get a sentence, and nothing typed is lost."""

from __future__ import annotations

import io
import unicodedata
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plans.domain.importing import start_import
from plans.models import Plan, PlanImport
from tests.plans.texts import PLAN_TEXT
from tests.world import access_of, sign_in

pytestmark = pytest.mark.django_db
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le") + b"\0" * 600


def macro_file() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
        archive.writestr("word/vbaProject.bin", "x")
    return buffer.getvalue()


def zip_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * 80_000_000)
    return buffer.getvalue()


@pytest.fixture
def client(world):
    return sign_in(world.lan)


@pytest.fixture
def new_url(world) -> str:
    return reverse("plans:import-new", kwargs={"org": world.an_binh.code})


def send(client, url, *, text="", file=None, key=None):
    data = {"text": text, "submission_key": str(key or uuid.uuid4())}
    if file is not None:
        data["file"] = file
    return client.post(url, data)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("ke-hoach.doc", OLD_WORD, ".docx"),
        ("ke-hoach.docx", OLD_WORD, ".docx"),
        ("ke-hoach.docm", macro_file(), "macro"),
        ("bom.docx", zip_bomb(), "docx"),
        ("hong.pdf", b"%PDF-1.7\nhong", "PDF"),
        ("anh.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 100, "ảnh"),
        ("rong.txt", b"\n \n", "rỗng"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do_and_keeps_the_pasted_text(client, new_url, name, data, says):
    answer = send(client, new_url, text="Đã gõ dở dang", file=SimpleUploadedFile(name, data))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert "Đã gõ dở dang" in page
    assert PlanImport.objects.count() == 0


def test_fifty_megabytes_are_refused_before_reading(client, new_url):
    answer = send(client, new_url, file=SimpleUploadedFile("to.docx", b"PK\x03\x04" + b"0" * (50 * 1024 * 1024)))
    assert answer.status_code == 422
    assert "quá mức 20 MB" in answer.content.decode()


def test_an_empty_paste_is_asked_for_text(client, new_url):
    answer = send(client, new_url, text=" \n ")
    assert answer.status_code == 422
    assert "hãy dán nội dung hoặc chọn một tệp" in answer.content.decode()


def test_the_same_form_sent_twice_is_one_reading(client, new_url):
    key = uuid.uuid4()
    first = send(client, new_url, text=PLAN_TEXT, key=key)
    second = send(client, new_url, text=PLAN_TEXT, key=key)
    assert first.url == second.url
    assert PlanImport.objects.count() == 1


def test_the_key_of_another_offices_form_is_told(client, new_url, world):
    key = uuid.uuid4()
    start_import(by=access_of(world.oanh, world.binh_minh), name="", text=PLAN_TEXT, submission_key=key)
    answer = send(client, new_url, text=PLAN_TEXT, key=key)
    assert answer.status_code == 422
    assert "rồi gửi lại" in answer.content.decode()
    assert PlanImport.objects.count() == 1


def test_script_in_the_text_is_only_text(client, new_url):
    hostile = PLAN_TEXT.replace(
        "Lập sổ theo dõi", "<script>alert(1)</script><img src=x onerror=alert(2)> Lập sổ theo dõi"
    )
    page = client.get(send(client, new_url, text=hostile).url).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<img src=x" not in page


def test_decomposed_letters_and_hard_spaces_read_the_same(client, new_url, world):
    plain = client.get(send(client, new_url, text=PLAN_TEXT).url).context["reading"]
    odd = unicodedata.normalize("NFD", PLAN_TEXT).replace("Kế hoạch", "Kế\u00a0hoạch")
    assert client.get(send(client, new_url, text=odd).url).context["reading"].tasks == plain.tasks


def test_a_text_in_another_language_is_said_to_be_none(client, new_url):
    english = "The committee shall review progress every quarter and publish the findings in due course.\n" * 12
    answer = send(client, new_url, text=english)
    page = client.get(answer.url).content.decode() if answer.status_code == 302 else answer.content.decode()
    assert "tiếng Việt" in page
    if answer.status_code == 302:
        assert client.get(answer.url).context["reading"].tasks == ()


def test_a_reading_of_another_commune_is_not_found(world):
    foreign = start_import(by=access_of(world.oanh, world.binh_minh), name="", text=PLAN_TEXT)
    url = reverse("plans:import-detail", kwargs={"org": world.an_binh.code, "import_id": foreign.pk})
    assert sign_in(world.lan).get(url).status_code == 404


@pytest.fixture
def imported(world) -> PlanImport:
    return start_import(by=access_of(world.lan, world.an_binh), name="", text=PLAN_TEXT)


def url_of(imported: PlanImport, name: str, **more) -> str:
    return reverse(f"plans:{name}", kwargs={"org": imported.organisation.code, "import_id": imported.pk, **more})


def test_two_people_correct_one_reading_and_nothing_typed_is_lost(client, imported, world):
    url = url_of(imported, "import-task", index=0)
    form = client.get(url).context["form"]
    sent = {**form.initial, "leads": "Tư pháp xã", "seen": imported.version}
    other = sign_in(world.hung)
    assert other.post(url, {**sent, "leads": "Công an xã"}).status_code == 302
    late = client.post(url, sent)
    assert late.status_code == 422
    page = late.content.decode()
    assert "Người khác vừa sửa" in page
    assert "Tư pháp xã" in page
    again = client.post(url, {**sent, "seen": late.context["form"].data["seen"]})
    assert again.status_code == 302


def test_periods_are_decided_in_place(client, imported):
    reading = client.get(url_of(imported, "import-detail")).context["reading"]
    index = next(i for i, task in enumerate(reading.tasks) if task.text.startswith("Lập sổ"))
    assert reading.tasks[index].deadline.repeats is None
    client.post(url_of(imported, "import-repeats", index=index), {"repeats": "each"})
    after = client.get(url_of(imported, "import-detail"))
    assert after.context["reading"].tasks[index].deadline.repeats is True


def test_a_left_out_line_comes_back_and_a_line_can_be_left_out(client, imported):
    page = client.get(url_of(imported, "import-detail"))
    count = len(page.context["reading"].document.body)
    form = client.get(url_of(imported, "import-line", place="body-1")).context["form"]
    client.post(url_of(imported, "import-line", place="body-1"), {**form.initial, "kind": "drop"})
    imported.refresh_from_db()
    dropped = imported.draft["dropped"]
    assert len(imported.draft["document"]["body"]) == count - 1
    client.post(url_of(imported, "import-restore", number=dropped[-1]))
    imported.refresh_from_db()
    assert len(imported.draft["document"]["body"]) == count


@pytest.mark.parametrize("odd", ["²", "9" * 5000, "9" * 30, str(2**63), "-1", ""])
def test_a_number_that_is_none_is_no_error(client, imported, odd):
    assert client.post(url_of(imported, "import-follow"), {"task": odd, "tracked": "yes"}).status_code == 302
    assert client.post(url_of(imported, "import-settle"), {"noi": f"body-{odd}", "trang": odd}).status_code == 302
    sent = {"year": "2026", "seen": odd}
    assert "/nhap/" in client.post(url_of(imported, "import-accept"), sent).url
    accepted = client.post(url_of(imported, "import-accept"), {"year": odd, "seen": str(imported.version + 2)})
    assert accepted.status_code == 302


def test_a_doubt_of_many_places_is_answered_once(client, world):
    lines = "".join(f"- UBND xã chỉ đạo việc {name}.\n" for name in ("một", "hai", "ba"))
    text = f"KẾ HOẠCH\nThử\n\nI. TỔ CHỨC THỰC HIỆN\n\n{lines}"
    imported = start_import(by=access_of(world.lan, world.an_binh), name="", text=text)
    shown = client.get(url_of(imported, "import-detail")).context["doubts"]
    (collective,) = [each for each in shown if "tập thể chung" in each["sentence"]]
    assert len(collective["keys"]) == len(collective["places"]) == 3
    client.post(url_of(imported, "import-settle"), {"doubt": collective["keys"]})
    shown = client.get(url_of(imported, "import-detail")).context["doubts"]
    assert [each["settled"] for each in shown if "tập thể chung" in each["sentence"]] == [True]


@pytest.mark.parametrize(("commune", "doubted"), [("TIỀN PHONG", True), ("AN BÌNH", False)])
def test_a_letterhead_of_another_office_is_doubted(client, world, commune, doubted):
    text = f"ỦY BAN NHÂN DÂN\nXÃ {commune}\nSố: 5/KH-UBND\n\n{PLAN_TEXT[PLAN_TEXT.index('KẾ HOẠCH') :]}"
    imported = start_import(by=access_of(world.lan, world.an_binh), name="", text=text)
    shown = client.get(url_of(imported, "import-detail")).content.decode()
    assert ("không phải của xã An Bình" in shown) is doubted


def test_accepted_twice_is_one_plan(client, imported):
    url = url_of(imported, "import-accept")
    first = client.post(url, {"seen": imported.version})
    second = client.post(url, {"seen": imported.version})
    assert first.url == second.url
    assert Plan.objects.count() == 1


@pytest.mark.one_database
def test_a_page_of_three_thousand_rows_costs_no_more_queries(client, world, django_assert_max_num_queries):
    rows = "".join(f"{i}\tNhiệm vụ số {i}\tVăn phòng - Thống kê\tCác ban\tQuý II/2026\n" for i in range(3, 3001))
    long = start_import(by=access_of(world.lan, world.an_binh), name="", text=PLAN_TEXT + rows)
    with django_assert_max_num_queries(15):
        page = client.get(url_of(long, "import-detail"))
    assert page.context["page"].paginator.num_pages > 10
    assert len(page.content) < 1_000_000
