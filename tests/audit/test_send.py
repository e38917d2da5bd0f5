"""Letters by e-mail: shown first, each sent once, nothing lost, nothing sent twice."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from audit import cli, notices
from audit.clock import now
from audit.errors import UserError
from audit.mailing import Sent, decide, deliver, prepare, trail
from audit.notices import draft, issue
from audit.run import Order, audit
from audit.smtp import read_server
from audit.store.engine import open_store, store_url
from audit.store.outbox import claim, messages
from tests.audit.fakes import FakeCrawl
from tests.audit.mailserver import Fault, MailServer, mail_server

AS_OF, SIGNED = date(2026, 11, 20), date(2026, 11, 23)
ROWS = """id,name,url,level,email
stc,Sở Tài chính,https://stc.tinh.gov.vn/,department,stc@tinh.gov.vn
snv,Sở Nội vụ,https://snv.tinh.gov.vn/,department,snv@tinh.gov.vn
anphu,UBND xã An Phú,https://anphu.tinh.gov.vn/,commune,
"""


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an audit whose notices to three bodies were issued; one body has no address."""
    place = tmp_path_factory.mktemp("issued")
    (place / "danh-sach.csv").write_text(ROWS, encoding="utf-8")
    audit(Order(registry=place / "danh-sach.csv", out=place / "out", as_of=AS_OF), crawl=FakeCrawl({}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notices, "to_pdf", lambda documents: [])  # noqa: ARG005
        drafted = draft(place / "out")
        for nth, path in enumerate(sorted(drafted.folder.glob("cong-van-[as]*.docx")), start=31):
            issue(path, str(nth), SIGNED)
    return place / "out"


@pytest.fixture
def out(issued: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to send from."""
    return Path(shutil.copytree(issued, tmp_path / "out"))


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as one:
        yield one


def send(out: Path, server: MailServer, *, timeout: float = 5.0) -> Sent:
    return deliver(out, replace(read_server(server.url), timeout=timeout), pause=lambda _: None)


def states(out: Path) -> dict[str, str]:
    engine = open_store(store_url(None, out))
    with engine.connect() as connection:
        found: dict[str, str] = {one.portal: one.state for one in messages(connection, AS_OF)}
    engine.dispose()
    return found


def test_nothing_goes_before_it_was_shown(out: Path, server: MailServer) -> None:
    with pytest.raises(UserError, match="--dry-run"):
        send(out, server)
    planned = prepare(out)
    assert {one.address for one in planned.messages} == {"stc@tinh.gov.vn", "snv@tinh.gov.vn"}
    assert [portal for portal, _ in planned.problems] == ["anphu"]
    assert server.took == []


def test_what_was_shown_goes_once_with_the_letter_as_issued(out: Path, server: MailServer) -> None:
    planned = prepare(out)
    send(out, server)
    send(out, server)
    prepare(out)
    send(out, server)
    assert sorted(server.receivers) == ["snv@tinh.gov.vn", "stc@tinh.gov.vn"]
    assert {one["Message-ID"] for one in server.messages} == {one.message_id for one in planned.messages}
    issued = {path.name: path.read_bytes() for path in out.glob("notices/*/da-phat-hanh/*.docx")}
    for message in server.messages:
        files = {str(part.get_filename()): part.get_content() for part in message.iter_attachments()}
        letter = next(name for name in files if name.endswith(".docx"))
        assert files[letter] == issued[letter]
        assert any(name.startswith("tra-loi-") for name in files)


def test_each_body_has_a_folder_for_who_uploads_by_hand(out: Path) -> None:
    prepare(out)
    names = {path.name for path in (out / "gui-di" / "2026-11-20" / "stc" / "notice").iterdir()}
    assert {Path(name).suffix for name in names} == {".docx", ".xlsx", ".eml"}


def test_a_server_that_is_down_loses_nothing(out: Path, server: MailServer) -> None:
    prepare(out)
    with mail_server() as gone:
        url = gone.url
    done = deliver(out, replace(read_server(url), timeout=2.0), pause=lambda _: None)
    assert done.stopped
    assert set(states(out).values()) == {"planned"}
    send(out, server)
    assert len(server.took) == 2


@pytest.mark.parametrize("fault", ["drop_before_data", "later"])
def test_what_certainly_did_not_go_is_tried_again(out: Path, server: MailServer, fault: Fault) -> None:
    prepare(out)
    server.fault, server.faulty = fault, 2
    send(out, server)
    assert sorted(server.receivers) == ["snv@tinh.gov.vn", "stc@tinh.gov.vn"]
    assert set(states(out).values()) == {"sent"}
    assert "waiting" in [one.state for one in trail(out)]


@pytest.mark.parametrize("fault", ["drop_after_data", "slow_after_data"])
def test_an_unknown_end_waits_for_a_person(out: Path, server: MailServer, fault: Fault) -> None:
    prepare(out)
    server.fault, server.faulty = fault, 1
    done = send(out, server, timeout=1.0)
    assert sorted(one.state for one in done.messages) == ["sent", "unknown"]
    send(out, server)
    prepare(out)
    send(out, server)
    assert len(server.took) == 2
    (lost,) = [one for one in done.messages if one.state == "unknown"]
    with pytest.raises(UserError, match="--by"):
        decide(out, lost.message_id, went=True, by=" ")
    decide(out, lost.message_id, went=True, by="Trần Thị Hoa")
    assert set(states(out).values()) == {"sent"}
    assert trail(out)[-1].detail == "Trần Thị Hoa xác nhận"


def test_a_person_may_have_it_sent_again(out: Path, server: MailServer) -> None:
    prepare(out)
    server.fault, server.faulty = "drop_after_data", 1
    (lost,) = [one for one in send(out, server).messages if one.state == "unknown"]
    decide(out, lost.message_id, went=False, by="Trần Thị Hoa")
    send(out, server)
    assert server.receivers.count(lost.address) == 2
    assert set(states(out).values()) == {"sent"}
    with pytest.raises(UserError, match="không có thư nào"):
        decide(out, lost.message_id, went=False, by="Trần Thị Hoa")


def test_a_send_that_was_cut_off_is_unknown_afterwards(out: Path, server: MailServer) -> None:
    planned = prepare(out)
    engine = open_store(store_url(None, out))
    with engine.begin() as connection:
        assert claim(connection, planned.messages[0].key, now())
        assert not claim(connection, planned.messages[0].key, now())
    engine.dispose()
    send(out, server)
    assert sorted(states(out).values()) == ["sent", "unknown"]
    assert len(server.took) == 1


def test_one_refused_address_stops_no_other_and_is_mended_by_a_new_registry(
    out: Path, server: MailServer, registry: Path
) -> None:
    prepare(out)
    server.refuses.add("snv@tinh.gov.vn")
    send(out, server)
    assert states(out) == {"stc": "sent", "snv": "refused"}
    prepare(out)
    assert states(out)["snv"] == "refused"
    registry.write_text(ROWS.replace("snv@tinh.gov.vn", "vanthu.snv@tinh.gov.vn"), encoding="utf-8")
    prepare(out, registry=registry)
    send(out, server)
    assert server.receivers == ["stc@tinh.gov.vn", "vanthu.snv@tinh.gov.vn"]


def test_a_message_changed_after_it_was_shown_does_not_go(out: Path, server: MailServer) -> None:
    prepare(out)
    path = out / "gui-di" / "2026-11-20" / "stc" / "notice" / "thu.eml"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(UserError, match="bị sửa"):
        send(out, server)
    assert "stc@tinh.gov.vn" not in server.receivers


def test_a_line_of_a_dot_arrives_as_it_is(server: MailServer) -> None:
    from audit.smtp import hand_over, session

    with session(read_server(server.url)) as connection:
        content = b"Subject: x\r\n\r\n.\n..a\r\nb\r\n"
        assert hand_over(connection, "a@b.vn", "c@d.vn", content).fate == "sent"
    assert server.took[0][1] == b"Subject: x\r\n\r\n.\r\n..a\r\nb\r\n"


@pytest.mark.parametrize(
    "url", ["mail.tinh.gov.vn", "http://x", "smtp://a:secret@x", "smtps://x:99999", "smtps://ai@x"]
)
def test_an_address_of_no_server_is_refused(url: str) -> None:
    with pytest.raises(UserError, match="CONGKHAI_SMTP_PASSWORD"):
        read_server(url, {})


def test_the_password_comes_from_the_environment() -> None:
    one = read_server("smtp+starttls://van.thu@mail.tinh.gov.vn", {"CONGKHAI_SMTP_PASSWORD": "x"})
    assert (one.host, one.port, one.user, one.password) == ("mail.tinh.gov.vn", 587, "van.thu", "x")


def test_the_command_line(out: Path, server: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["send", str(out)]) == 2
    capsys.readouterr()
    assert cli.run(["send", str(out), "--dry-run"]) == 0
    assert "sẽ gửi\tstc\tstc@tinh.gov.vn" in capsys.readouterr().out
    assert cli.run(["send", str(out), "--smtp", server.url]) == 0
    assert "đã gửi\tstc" in capsys.readouterr().out
    assert cli.run(["send", str(out), "--trail"]) == 0
    told = capsys.readouterr().out
    assert [told.count(word) for word in ("sẽ gửi", "đang gửi", "đã gửi")] == [2, 2, 2]
