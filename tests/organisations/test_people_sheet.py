"""People from Excel: read, rehearsed, written once."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from accounts.models import User
from audit.models import AuditEntry
from core.exceptions import DomainError
from core.workbooks import MAX_BYTES
from organisations.domain.importing import check_rows, import_people
from organisations.models import Membership
from organisations.people_sheet import empty_sheet, read_sheet
from tests.world import TODAY, World, access_of, sign_in

HEADER = ["Họ và tên", "Thư điện tử", "Mã cán bộ", "Điện thoại", "Vai trò", "Bộ phận", "Chức vụ", "Từ ngày"]
GOOD = ["Trịnh Văn Mới", "moi@cchc.example", "", "0912345678", "Người soạn thảo", "VP-TK", "Công chức", "01/5/2026"]
IMPORT = "/an-binh/tai-khoan/nhap-excel/"


def book(*rows: list, header: list | None = None) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(HEADER if header is None else header)
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def upload(content: bytes, name: str = "danh-sach.xlsx") -> dict:
    return {"file": SimpleUploadedFile(name, content)}


def problems(world: World, *rows: list) -> list[tuple[str, str]]:
    checked = check_rows(
        read_sheet("a.xlsx", book(*rows)),
        organisation=world.an_binh,
        today=TODAY,
        by=access_of(world.an, world.an_binh),
    )
    return [pair for row in checked for pair in row.problems]


def changed(**cells: object) -> list:
    names = ["full_name", "email", "staff_code", "phone", "role", "unit", "title", "valid_from"]
    return [cells.get(name, value) for name, value in zip(names, GOOD, strict=True)]


@pytest.mark.parametrize(
    ("cells", "where", "said"),
    [
        ({"full_name": ""}, "A2", "Chưa có họ tên"),
        ({"email": "", "staff_code": ""}, "B2", "Cần thư điện tử hoặc mã cán bộ"),
        ({"email": "sai"}, "B2", "ten@xa.gov.vn"),
        ({"staff_code": "a@b"}, "C2", "không có ký tự @"),
        ({"phone": 912345678}, "D2", "0912345678"),
        ({"phone": "12"}, "D2", "0912345678"),
        ({"role": "Giám đốc"}, "E2", "Người soạn thảo"),
        ({"role": ""}, "E2", "Chưa có vai trò"),
        ({"role": "Cán bộ thẩm định"}, "E2", "Không có vai trò"),
        ({"unit": "Phòng Không Có"}, "F2", "Văn phòng - Thống kê"),
        ({"role": "Trưởng bộ phận", "unit": ""}, "F2", "cần tên bộ phận"),
        ({"valid_from": "31/02/2026"}, "H2", "ngày/tháng/năm"),
        ({"full_name": '=HYPERLINK("http://x")'}, "A2", "công thức"),
        ({"full_name": "x" * 121}, "A2", "120"),
        ({"title": "x" * 400}, "G2", "quá dài"),
        ({"email": "lan@cchc.example"}, "A2", "tên khác"),
    ],
)
def test_each_cell_says_what_to_type(world: World, cells: dict, where: str, said: str) -> None:
    found = problems(world, changed(**cells))
    assert [cell for cell, _ in found] == [where]
    assert said in found[0][1]


@pytest.mark.parametrize("role", ["Người soạn thảo", "soạn thảo", "SOAN THAO", "drafter"])
@pytest.mark.parametrize("day", ["01/5/2026", "2026-05-01", dt.datetime(2026, 5, 1), ""])
def test_ways_of_typing(world: World, role: str, day: object) -> None:
    assert problems(world, changed(role=role, valid_from=day)) == []


def test_the_same_sheet_twice_makes_nothing_twice(world: World) -> None:
    rows = read_sheet(
        "a.xlsx",
        book(
            GOOD,
            GOOD,
            changed(role="Văn thư"),
            ["Nguyễn Thị Lan", "LAN@cchc.example", "", "", "Soạn thảo", "Văn phòng - Thống kê"],
        ),
    )
    by = access_of(world.an, world.an_binh)
    outcomes = [row.outcome for row in check_rows(rows, organisation=world.an_binh, today=TODAY, by=by)]
    assert outcomes == ["new", "same", "attach", "same"]
    assert import_people(rows, organisation=world.an_binh, today=TODAY, by=by) == (1, 2)
    before = (User.objects.count(), Membership.objects.count())
    assert import_people(rows, organisation=world.an_binh, today=TODAY, by=by) == (0, 0)
    assert (User.objects.count(), Membership.objects.count()) == before


def test_the_rehearsal_writes_nothing_then_the_valid_rows_are_written(world: World) -> None:
    client = sign_in(world.an)
    before = User.objects.count()
    page = client.post(IMPORT, upload(book(GOOD, changed(email="sai", full_name="Hỏng"))))
    assert page.status_code == 200
    assert User.objects.count() == before
    assert "B3" in page.content.decode()
    payload = page.context["payload"]
    client.post(f"{IMPORT}ghi/", {"rows": payload})
    assert User.objects.count() == before + 1
    client.post(f"{IMPORT}ghi/", {"rows": payload})
    assert User.objects.count() == before + 1


def test_the_rows_of_another_office_are_refused(world: World) -> None:
    payload = (
        sign_in(world.phuc).post("/binh-minh/tai-khoan/nhap-excel/", upload(book(changed(unit="")))).context["payload"]
    )
    answer = sign_in(world.an).post(f"{IMPORT}ghi/", {"rows": payload}, follow=True)
    assert "chọn lại tệp" in answer.content.decode()
    assert not User.objects.filter(email="moi@cchc.example").exists()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (81 * 1024 * 1024))
    return out.getvalue()


def with_macro() -> bytes:
    out = io.BytesIO(book(GOOD))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("a.xlsm", lambda: book(GOOD), "macro"),
        ("a.xlsx", with_macro, "macro"),
        ("a.xls", lambda: b"\xd0\xcf", "Chỉ nhận tệp .xlsx"),
        ("a.csv", lambda: b"a,b", "Chỉ nhận tệp .xlsx"),
        ("a.xlsx", lambda: b"not a zip", "Tệp hỏng"),
        ("a.xlsx", bomb, "quá lớn"),
        ("a.xlsx", lambda: b"PK" + b"0" * MAX_BYTES, "5 MB"),
        ("a.xlsx", lambda: book(GOOD, header=["Tên", "Gì đó"]), "Thiếu cột Họ và tên, Vai trò"),
        ("a.xlsx", book, "chưa có dòng nào"),
    ],
)
def test_a_file_that_is_refused_says_what_to_do(name: str, make: object, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        read_sheet(name, make())


def test_too_many_rows() -> None:
    with pytest.raises(DomainError, match="3000"):
        read_sheet("a.xlsx", book(*[GOOD] * 3001))


def test_a_refused_file_on_the_page(world: World) -> None:
    answer = sign_in(world.an).post(IMPORT, upload(b"x", "a.xlsm"))
    assert answer.status_code == 422
    assert "macro" in answer.content.decode()
    assert sign_in(world.an).post(IMPORT, {"csrfmiddlewaretoken": "x"}).status_code == 422


def test_the_empty_sheet_can_be_filled_in(world: World) -> None:
    answer = sign_in(world.an).get(f"{IMPORT}mau/")
    workbook = load_workbook(io.BytesIO(answer.content))
    sheet = workbook.worksheets[0]
    sheet.append(GOOD)
    out = io.BytesIO()
    workbook.save(out)
    rows = read_sheet("a.xlsx", out.getvalue())
    assert [row.values["full_name"] for row in rows] == ["Trịnh Văn Mới"]


def test_the_lists_of_the_empty_sheet_are_text() -> None:
    workbook = load_workbook(io.BytesIO(empty_sheet(["Lãnh đạo"], ["=1+1", "Tư pháp"])))
    assert workbook.worksheets[1]["B2"].value == "'=1+1"


def test_one_person_by_mail_and_by_code(world: World) -> None:
    """The second row knows the person by the staff code alone."""
    first = changed(staff_code="AB-900")
    second = changed(email="", staff_code="ab-900", role="Văn thư")
    rows = read_sheet("a.xlsx", book(first, second))
    by = access_of(world.an, world.an_binh)
    assert import_people(rows, organisation=world.an_binh, today=TODAY, by=by) == (1, 2)
    user = User.objects.get(staff_code="AB-900")
    assert (user.email, user.memberships.count(), user.search[:9]) == ("moi@cchc.example", 2, "trinh van")
    assert AuditEntry.objects.filter(action="Mở tài khoản", object_id=str(user.pk)).count() == 1
    assert AuditEntry.objects.filter(action="Giao vai trò", user=world.an).count() == 2


def test_a_long_sheet_is_checked_with_few_queries(world: World, django_assert_max_num_queries: object) -> None:
    rows = read_sheet(
        "a.xlsx", book(*[changed(full_name=f"Người {n}", email=f"n{n}@cchc.example") for n in range(600)])
    )
    by = access_of(world.an, world.an_binh)
    with django_assert_max_num_queries(12):
        checked = check_rows(rows, organisation=world.an_binh, today=TODAY, by=by)
    assert {row.outcome for row in checked} == {"new"}
