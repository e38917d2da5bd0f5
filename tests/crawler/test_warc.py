"""Answers into WARC and back, whole; files that standard tools read; hostile content changes nothing."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.facts import Answer, Certificate, Fetch, Outcome
from crawler.warc import WarcWriter, read_answers

AT = datetime(2026, 11, 20, 1, 2, 3, 456789, tzinfo=UTC)
BODY = "<p>Quy hoạch</p>\r\n\r\nWARC/1.0\r\n".encode() + bytes(range(256))
GOOD = Answer(
    Fetch("http://so.gov.vn/a?b=1", "section", referer="http://so.gov.vn/", first_bytes=10),
    Outcome.OK, AT, "https://so.gov.vn/a", 200,
    headers={"content-type": "text/html", "content-encoding": "gzip", "set-cookie": "a=1\r\nX-Evil: 1"},
    body=BODY, redirects=("http://so.gov.vn/a",), seconds=0.25, sha256=hashlib.sha256(BODY).hexdigest(),
    certificate=Certificate("CN=so", "CN=ca", AT, AT, ("expired",)),
)  # fmt: skip
FAILED = Answer(
    Fetch("http://chet.gov.vn/", "home"), Outcome.TIMEOUT, AT, "http://chet.gov.vn/", detail="lâu quá"
)
SHOWN = replace(GOOD, fetch=Fetch("http://so.gov.vn/#/", "home", render=True, clicks=("Xem thêm",)))
FORM = replace(GOOD, fetch=Fetch("http://so.gov.vn/tim", "search", "POST", (("q", "quy hoạch"),)))


def store(path: Path, *answers: Answer) -> Path:
    with WarcWriter(path) as warc:
        for answer in answers:
            warc.write(answer)
    return path


def write_and_fail(path: Path, error: type[BaseException]) -> None:
    with WarcWriter(path) as warc:
        warc.write(GOOD)
        raise error


@pytest.mark.parametrize("answer", [GOOD, FAILED, SHOWN, FORM])
def test_answer_comes_back_as_it_was(tmp_path: Path, answer: Answer) -> None:
    path = store(tmp_path / "so.warc.gz", answer)
    assert read_answers(path) == {answer.fetch.key: answer}


def test_answers_come_back_by_key_the_last_of_one_key(tmp_path: Path) -> None:
    later = replace(GOOD, body=b"later", sha256="x")
    back = read_answers(store(tmp_path / "so.warc.gz", GOOD, FAILED, SHOWN, FORM, later))
    assert len(back) == 4
    assert back[GOOD.fetch.key] == later


def test_records_are_those_of_the_standard(tmp_path: Path) -> None:
    path = store(tmp_path / "so.warc.gz", GOOD, FAILED, SHOWN)
    with path.open("rb") as file:
        records = [
            (one.rec_type, one.rec_headers, one.content_stream().read()) for one in ArchiveIterator(file)
        ]
    kinds = [kind for kind, _, _ in records]
    assert kinds == ["warcinfo", "response", "metadata", "resource", "metadata", "resource", "metadata"]
    assert records[1][1].get_header("WARC-Payload-Digest") == f"sha256:{GOOD.sha256}"
    assert records[1][1].get_header("WARC-Target-URI") == "https://so.gov.vn/a"
    assert records[1][2] == BODY


def test_header_of_a_portal_cannot_add_another(tmp_path: Path) -> None:
    path = store(tmp_path / "so.warc.gz", GOOD)
    with path.open("rb") as file:
        (record,) = [one for one in ArchiveIterator(file) if one.rec_type == "response"]
        assert record.http_headers.get_header("x-evil") is None
        assert record.http_headers.get_header("content-length") == str(len(BODY))


def test_unfinished_file_does_not_bear_the_name(tmp_path: Path) -> None:
    path = tmp_path / "sau" / "so.warc.gz"
    warc = WarcWriter(path)
    warc.write(GOOD)
    assert not path.exists()
    warc.discard()
    assert list(path.parent.iterdir()) == []


def test_failed_visit_keeps_its_answers_and_a_broken_off_one_does_not(tmp_path: Path) -> None:
    failed, stopped = tmp_path / "failed.warc.gz", tmp_path / "stopped.warc.gz"
    for path, error in ((failed, KeyError), (stopped, KeyboardInterrupt)):
        with pytest.raises(error):
            write_and_fail(path, error)
    assert list(read_answers(failed)) == [GOOD.fetch.key]
    assert not stopped.exists()


@pytest.mark.parametrize("content", [b"", b"not a warc", b"\x1f\x8b\x08\x00rubbish"])
def test_file_that_is_none_of_ours_is_an_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "la.warc.gz"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"la\.warc\.gz"):
        read_answers(path)


def test_torn_file_is_an_error(tmp_path: Path) -> None:
    path = store(tmp_path / "so.warc.gz", GOOD, FAILED)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ValueError, match=r"so\.warc\.gz"):
        read_answers(path)
