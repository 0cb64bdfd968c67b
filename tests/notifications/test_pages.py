"""The bell, one's own notices, one's wishes, and letters that did not leave."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import AuditEntry
from notifications.domain.forgetting import forget_old
from notifications.domain.notify import notify
from notifications.domain.settling import settle_before
from notifications.enums import Sending
from notifications.models import Notification, OutgoingEmail, Preference
from notifications.queries import unread_count
from organisations.models import Membership
from tests.mailbox import delivered
from tests.notifications.kinds_of_tests import LATE, NEWS, RETURNED, clock
from tests.world import World, sign_in

pytestmark = pytest.mark.django_db
LIST = "/an-binh/thong-bao/"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock(9))


def tell(world: World, *names: str, number: int = 1, office: Any = None) -> None:
    for each in range(number):
        notify(
            kind=LATE.code, to=[getattr(world, name).pk for name in names], organisation=office or world.an_binh,
            text=f"Việc {each} <b>quá hạn</b>", url="/an-binh/viec/", key=f"v-{each}", at=clock(6, each % 60),
        )  # fmt: skip


def test_the_bell_counts_to_99(world: World) -> None:
    client = sign_in(world.lan)
    assert "chưa đọc" not in client.get("/an-binh/ke-hoach/").content.decode()
    tell(world, "lan", number=3)
    assert "Thông báo, 3 chưa đọc" in client.get("/an-binh/ke-hoach/").content.decode()
    tell(world, "lan", number=120)
    page = client.get("/an-binh/ke-hoach/").content.decode()
    assert "Thông báo, hơn 99 chưa đọc" in page
    assert ">99+<" in page


def test_a_notice_shows_its_lines_with_their_pages_and_how_many_more(world: World) -> None:
    from notifications.notice import Line

    lines = [Line(f"Việc <b>{each}</b>", f"/an-binh/viec/{each}/", 100 - each, "Hạn 12/5/2026") for each in range(120)]
    notify(
        kind=LATE.code, to=[world.lan.pk], organisation=world.an_binh, text="Nhắc việc: 120 việc", url="/an-binh/viec/",
        key="nhieu", at=clock(6), lines=lines,
    )  # fmt: skip
    once = Line("Một việc", "/an-binh/viec/7/", 1)
    notify(
        kind=LATE.code, to=[world.lan.pk], organisation=world.an_binh, text="Một việc", url="/an-binh/viec/7/",
        key="mot", at=clock(7), lines=[once],
    )  # fmt: skip
    page = sign_in(world.lan).get(LIST).content.decode()
    assert '<a href="/an-binh/viec/4/">Việc &lt;b&gt;4&lt;/b&gt;</a>' in page
    assert page.count("Hạn 12/5/2026") == 5
    assert "và 115 việc khác" in page
    assert page.count(">Một việc</a>") == 1


def test_opening_marks_it_and_leads_to_the_page(world: World) -> None:
    tell(world, "lan", "hung")
    client, mine = sign_in(world.lan), Notification.objects.get(recipient=world.lan)
    page = client.get(LIST).content.decode()
    assert "Việc 0 &lt;b&gt;quá hạn" in page
    answer = client.get(f"{LIST}{mine.pk}/")
    assert (answer.status_code, answer["Location"]) == (303, "/an-binh/viec/")
    assert (unread_count(world.lan), unread_count(world.hung)) == (0, 1)
    theirs = Notification.objects.get(recipient=world.hung)
    assert client.get(f"{LIST}{theirs.pk}/").status_code == 404
    assert client.post(f"{LIST}{theirs.pk}/danh-dau/", {"read": "1"}).status_code == 404
    assert unread_count(world.hung) == 1


def test_marking_one_back_and_forth_and_all_that_was_seen(world: World) -> None:
    tell(world, "lan", number=3)
    client = sign_in(world.lan)
    newest = Notification.objects.order_by("-pk").first()
    for read, left in (("1", 2), ("1", 2), ("0", 3)):
        answer = client.post(f"{LIST}{newest.pk}/danh-dau/", {"read": read, "next": "//la.example/"})
        assert answer["Location"] == LIST
        assert unread_count(world.lan) == left
    tell(world, "lan", number=4)
    assert client.post(f"{LIST}da-doc-het/", {"until": "x"}).status_code == 404
    client.post(f"{LIST}da-doc-het/", {"until": str(newest.pk)})
    assert unread_count(world.lan) == 1, "what came while the page was open is still unread"
    assert "Việc 3" in client.get(f"{LIST}?loc=chua-doc").content.decode()
    assert "Việc 2" not in client.get(f"{LIST}?loc=chua-doc").content.decode()


def test_who_left_the_office_reads_no_more_of_it(world: World) -> None:
    tell(world, "lan", "thao")
    client = sign_in(world.thao)
    assert "Việc 0" in client.get("/ha-son/thong-bao/").content.decode(), "of an office below one's own"
    Membership.objects.filter(user=world.lan).update(organisation=world.binh_minh, unit=None)
    assert unread_count(type(world.lan).objects.get(pk=world.lan.pk)) == 0
    assert "Việc 0" not in sign_in(world.lan).get("/binh-minh/thong-bao/").content.decode()


def test_a_letters_link_finds_ones_office(world: World) -> None:
    assert sign_in(world.lan).get("/ho-so/thong-bao/").url == LIST
    assert sign_in(world.son).get("/ho-so/thong-bao/").url == "/"


def test_the_list_costs_the_same_for_many(world: World) -> None:
    client, costs = sign_in(world.lan), []
    for number in (2, 25):
        tell(world, "lan", number=number)
        with CaptureQueriesContext(connection) as caught:
            client.get(LIST)
        costs.append(len(caught))
    assert costs[0] == costs[1]
    assert costs[0] <= 12


def wishes(**changes: Any) -> dict[str, Any]:
    return {"digest_hour": "8", "quiet_from": "20:00", "quiet_to": "07:00", "mail": [LATE.code, NEWS.code], **changes}


WISHES = "/ho-so/cach-nhan-thong-bao/"


def test_wishes_are_kept_and_logged(world: World) -> None:
    client = sign_in(world.lan)
    assert RETURNED.label in client.get(WISHES).content.decode()
    assert client.post(WISHES, wishes()).status_code == 302
    kept = Preference.objects.get(user=world.lan)
    assert (kept.digest_hour, kept.quiet_from, kept.quiet_to) == (8, dt.time(20), dt.time(7))
    assert RETURNED.code in kept.mail_off
    assert not {LATE.code, NEWS.code} & set(kept.mail_off)
    entry = AuditEntry.objects.get(action="Đổi cách nhận thông báo")
    assert entry.changes["digest_hour"] == [7, 8]
    client.post(WISHES, wishes())
    assert AuditEntry.objects.filter(action="Đổi cách nhận thông báo").count() == 1, "nothing changed, nothing logged"


@pytest.mark.parametrize(
    "wrong", [{"digest_hour": "25"}, {"quiet_from": "tối"}, {"mail": ["khong.co"]}, {"quiet_to": ""}]
)
def test_wrong_wishes_change_nothing(world: World, wrong: dict[str, Any]) -> None:
    answer = sign_in(world.lan).post(WISHES, wishes(**wrong))
    assert answer.status_code == 422
    assert not Preference.objects.exists()


def test_texts_are_offered_where_there_is_a_gateway_and_need_a_mobile(world: World, settings: Any) -> None:
    client = sign_in(world.lan)
    assert 'name="sms' not in client.get(WISHES).content.decode()
    settings.SMS_GATEWAY = "file"
    assert 'name="sms"' in client.get(WISHES).content.decode()
    answer = client.post(WISHES, wishes(sms_on="on", sms=[RETURNED.code]))
    assert answer.status_code == 422
    assert "chưa có số di động" in answer.content.decode()
    world.lan.phone = "0912 345 678"
    world.lan.save()
    assert client.post(WISHES, wishes(sms_on="on", sms=[RETURNED.code])).status_code == 302
    assert Preference.objects.get().sms_on


def failed_letter(world: World, name: str, **facts: Any) -> OutgoingEmail:
    person = getattr(world, name)
    defaults = {
        "kind": "digest", "key": "2026-05-10", "subject": "3 việc bí mật", "body": "Nội dung bí mật", "tries": 1,
        "state": Sending.FAILED, "error": "Máy chủ thư không nhận người nhận này (550 no).",
        "created_at": clock(7), "not_before": clock(7), "message_id": f"<{name}@cchc.example>",
    }  # fmt: skip
    return OutgoingEmail.objects.create(recipient=person, **{**defaults, **facts})


def test_the_administrator_sees_own_peoples_failed_letters_without_their_words(world: World) -> None:
    failed_letter(world, "lan")
    failed_letter(world, "oanh")
    failed_letter(world, "hung", state=Sending.QUEUED, not_before=clock(9, 15))
    failed_letter(world, "minh", state=Sending.QUEUED, created_at=clock(8, 50))
    failed_letter(world, "nga", state=Sending.SENT)
    client = sign_in(world.an)
    assert "Thư chưa gửi được" in client.get(LIST).content.decode()
    assert "Thư chưa gửi được" not in sign_in(world.lan).get(LIST).content.decode()
    page = client.get(f"{LIST}thu-chua-gui-duoc/").content.decode()
    assert [name for name in ("lan", "oanh", "hung", "minh", "nga") if getattr(world, name).email in page] == [
        "lan",
        "hung",
    ]
    assert "550 no" in page
    assert "bí mật" not in page


def test_sending_again(world: World) -> None:
    letter, foreign = failed_letter(world, "lan"), failed_letter(world, "oanh")
    secret = failed_letter(world, "hung", kind="account.password_reset", secret=True)
    client = sign_in(world.an)

    def again(which: OutgoingEmail) -> Any:
        return client.post(f"{LIST}thu-chua-gui-duoc/{which.pk}/gui-lai/")

    assert again(foreign).status_code == 404
    assert again(secret).status_code == 403
    assert again(letter).status_code == 302
    assert [each.extra_headers["Message-ID"] for each in delivered(clock(9))] == [letter.message_id]
    assert AuditEntry.objects.filter(action="Gửi lại thư").count() == 1
    assert again(letter).status_code == 404, "it has left"


@pytest.mark.parametrize(("read", "days", "left"), [(True, 89, 1), (True, 91, 0), (False, 364, 1), (False, 366, 0)])
def test_what_was_told_is_forgotten(world: World, read: bool, days: int, left: int) -> None:
    tell(world, "lan")
    if read:
        Notification.objects.update(read_at=timezone.now())
    forget_old(at=timezone.now() + dt.timedelta(days=days))
    assert Notification.objects.count() == left


@pytest.mark.parametrize(
    ("state", "days", "left"),
    [(Sending.SENT, 29, 1), (Sending.SENT, 31, 0), (Sending.MERGED, 31, 0), (Sending.FAILED, 89, 1),
     (Sending.FAILED, 91, 0), (Sending.QUEUED, 400, 1)],
)  # fmt: skip
def test_letters_are_forgotten(world: World, state: Sending, days: int, left: int) -> None:
    letter = failed_letter(world, "lan", state=state)
    forget_old(at=letter.created_at + dt.timedelta(days=days))
    assert OutgoingEmail.objects.count() == left


def test_a_filled_in_past_rings_no_bell(world: World) -> None:
    tell(world, "lan")
    failed_letter(world, "lan", state=Sending.QUEUED)
    assert settle_before(clock(5)) == 0
    assert settle_before(clock(8)) == 1
    assert unread_count(world.lan) == 0
    assert not Notification.objects.filter(for_digest=True).exists()
    assert not OutgoingEmail.objects.exists()
