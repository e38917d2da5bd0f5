"""Files: which links lead to one, what came by its content, whether a PDF can be read."""

import io
import time
import zipfile
import zlib
from datetime import UTC, datetime

import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from crawler.facts import Answer, Fetch, FileFacts, Method, Outcome
from crawler.read.files import file_facts, is_file_url, sniff
from crawler.read.pdf import inspect_pdf

LINK = FileFacts("https://x.gov.vn/a.pdf", "Tải về")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def office(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return held.getvalue()


def open_document(kind: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", "<x/>")
    return held.getvalue()


def pdf(
    *, text: bool = True, picture: bool = False, user: str | None = None, owner: str | None = None
) -> bytes:
    paper = FPDF()
    paper.add_page()
    if text:
        paper.set_font("Helvetica", size=12)
        paper.multi_cell(
            0, 6, "Quyet dinh ve viec phe duyet quy hoach su dung dat cua tinh den nam 2030. " * 4
        )
    if picture:
        paper.image(Image.effect_noise((200, 280), 60), x=0, y=0, w=210)
    if owner is not None:
        paper.set_encryption(owner_password=owner, user_password=user)
    return bytes(paper.output())


def answer(
    body: bytes = b"",
    *,
    outcome: Outcome = Outcome.OK,
    method: Method = "GET",
    headers: dict[str, str] | None = None,
    status: int = 200,
    first_bytes: int | None = None,
) -> Answer:
    fetch = Fetch(LINK.url, "file", method, first_bytes=first_bytes)
    at = datetime(2026, 11, 21, tzinfo=UTC)
    return Answer(fetch, outcome, at, LINK.url, status, headers or {}, body, sha256="ab" * 32)


@pytest.mark.parametrize(
    "url",
    [
        "https://x.gov.vn/a.pdf", "https://x.gov.vn/A.PDF", "https://x.gov.vn/Quy%20ho%E1%BA%A1ch.docx",
        "https://x.gov.vn/a.xls?v=2", "https://x.gov.vn/a.rar#p", "/upload/a.doc", "a.zip",
        "https://x.gov.vn/documents/10180/12/a.pdf/3f2504e0-4f89-11d3-9a0c-0305e82c3301?t=1",
        "https://x.gov.vn/_layouts/15/DownloadFilePage.aspx?FileUrl=/a.doc",
        "https://x.gov.vn/view.aspx?file=a.xlsx", "https://x.gov.vn/bitstream/12/3", "https://x.gov.vn/?download=1",
        "https://x.gov.vn/js/ViewerJS/#/upload/a", "https://x.gov.vn/GetFile.ashx?id=12",
    ],
)  # fmt: skip
def test_links_to_files_are_known_by_their_address(url: str) -> None:
    assert is_file_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://x.gov.vn/", "https://x.gov.vn/tin.html", "https://x.gov.vn/van-ban?id=3", "javascript:a.pdf",
        "mailto:a.pdf@x.gov.vn", "https://x.gov.vn/mau.doc.html", "https://pdf.gov.vn/tin", "http://[bad", "",
        "https://x.gov.vn/?download=0", "tel:0214",
    ],
)  # fmt: skip
def test_links_to_pages_are_no_files(url: str) -> None:
    assert not is_file_url(url)


def test_an_address_with_hundreds_of_fields_is_judged_by_the_first() -> None:
    assert is_file_url("https://x.gov.vn/v?file=a.doc" + "&a=1" * 500)
    assert not is_file_url("https://x.gov.vn/v?id=1" + "&a=1" * 500)


def test_an_endless_address_costs_little() -> None:
    begun = time.process_time()
    assert not is_file_url("https://x.gov.vn" + "/documents/1/1/" * 20_000)
    assert time.process_time() - begun < 0.5


def test_a_label_with_a_file_name_or_a_download_makes_a_file() -> None:
    assert is_file_url("https://x.gov.vn/f/12", "Quyết định 12.pdf")
    assert is_file_url("https://x.gov.vn/f/12", "Tải về")
    assert not is_file_url("https://x.gov.vn/ung-dung", "Tải về ứng dụng di động")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.4\n", "pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.4\n", "pdf"),
        (b"junk\n" * 20 + b"%PDF-1.7\n", "pdf"),
        (_OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (_OLE + "Workbook".encode("utf-16-le"), "xls"),
        (_OLE + "PowerPoint Document".encode("utf-16-le"), "ppt"),
        (office("[Content_Types].xml", "word/document.xml"), "docx"),
        (office("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (office("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        (office("a.txt"), "zip"),
        (office(), "zip"),
        (open_document("text"), "odt"),
        (open_document("spreadsheet"), "ods"),
        (b"Rar!\x1a\x07\x00", "rar"),
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF89a", "gif"),
        (b"II*\x00", "tiff"),
        (b"<!DOCTYPE html><html>", "html"),
        (b"\n\n <HTML><body>404", "html"),
        ("<html><body>".encode("utf-16"), "html"),
        (b"", "empty"),
        (b"\x00" * 40, "empty"),
        (b" \r\n", "empty"),
        (b"plain words", "other"),
        (b"\x7fELF", "other"),
    ],
)
def test_the_kind_is_told_by_the_content(body: bytes, kind: str) -> None:
    assert sniff(body, "https://x.gov.vn/a.pdf") == kind


def test_the_name_decides_between_kinds_that_begin_alike() -> None:
    assert sniff(_OLE, "bieu.xls") == "xls"
    assert sniff(_OLE, "bao-cao.doc") == "doc"
    assert sniff(_OLE, "application/vnd.ms-powerpoint") == "ppt"


def test_the_name_in_the_header_counts_too() -> None:
    named = {"content-disposition": "attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.xls"}
    link = FileFacts("https://x.gov.vn/GetFile.ashx?id=12", "Tải về")
    assert file_facts(link, answer(_OLE, headers=named)).kind == "xls"


def test_a_page_sent_for_a_pdf_does_not_open() -> None:
    facts = file_facts(
        LINK, answer(b"<html>Khong tim thay</html>", headers={"content-type": "application/pdf"})
    )
    assert (facts.kind, facts.opens) == ("html", False)


def test_a_file_of_no_bytes_does_not_open() -> None:
    facts = file_facts(LINK, answer(b"", headers={"content-length": "0"}))
    assert (facts.kind, facts.opens) == ("empty", False)


@pytest.mark.parametrize(
    ("outcome", "opens"),
    [
        (Outcome.NOT_FOUND, False), (Outcome.HTTP_ERROR, False), (Outcome.BLOCKED, None),
        (Outcome.TIMEOUT, None), (Outcome.SERVER_ERROR, None), (Outcome.ROBOTS, None), (Outcome.DNS, None),
    ],
)  # fmt: skip
def test_only_an_answer_makes_a_file_dead(outcome: Outcome, opens: bool | None) -> None:
    facts = file_facts(LINK, answer(outcome=outcome))
    assert (facts.outcome, facts.opens, facts.kind) == (outcome, opens, None)


def test_a_head_tells_size_and_declared_kind_only() -> None:
    head = answer(method="HEAD", headers={"content-type": "application/pdf", "content-length": "1234"})
    facts = file_facts(LINK, head)
    assert (facts.kind, facts.size, facts.text, facts.sha256) == ("pdf", 1234, None, None)


def test_the_first_bytes_give_the_kind_and_the_whole_size_but_no_hash() -> None:
    part = answer(pdf()[:512], status=206, first_bytes=512, headers={"content-range": "bytes 0-511/99000"})
    facts = file_facts(LINK, part)
    assert (facts.kind, facts.size, facts.text, facts.sha256) == ("pdf", 99000, "unknown", None)


def test_a_whole_pdf_is_looked_into() -> None:
    body = pdf()
    facts = file_facts(LINK, answer(body, headers={"content-length": str(len(body))}))
    assert (facts.kind, facts.text, facts.size, facts.sha256) == ("pdf", "text", len(body), "ab" * 32)


def test_a_compressed_answer_has_the_size_of_what_came_out() -> None:
    body = office("[Content_Types].xml", "word/document.xml")
    facts = file_facts(LINK, answer(body, headers={"content-length": "7", "content-encoding": "gzip"}))
    assert (facts.kind, facts.size) == ("docx", len(body))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (pdf(), "text"),
        (pdf(picture=True), "text"),
        (pdf(text=False, picture=True), "scan"),
        (pdf(owner="a", user="b"), "encrypted"),
        (pdf(owner="a"), "text"),
        (pdf()[:700], "unknown"),
        (b"%PDF-1.4\n" + b"/Font" + bytes(range(256)) * 50, "unknown"),
        (b"<html></html>", "unknown"),
        (b"", "unknown"),
    ],
    ids=["text", "text and picture", "scan", "password", "owner only", "cut", "noise", "html", "empty"],
)
def test_a_pdf_holds_text_or_a_scan_or_is_locked(body: bytes, said: str) -> None:
    assert inspect_pdf(body) == said


def _raw_pdf(*objects: bytes) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, held in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_PACKED = zlib.compress(bytes(300_000_000), 1)
_BOMB = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(_PACKED), _PACKED)
HOSTILE = {
    "pages that hold themselves": _raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>", _FONT
    ),
    "ten thousand pages": _raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 10000/Kids[" + b"3 0 R " * 10000 + b"]>>",
        b"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 4 0 R>>>>>>",
        _FONT,
    ),
    "a table of references to itself": b"%PDF-1.4\n/Font\nxref\n0 1\n0000000000 65535 f \n"
    b"trailer\n<</Root 1 0 R/Prev 15>>\nstartxref\n15\n%%EOF",
    "three hundred megabytes in one stream": _raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>",
        _FONT,
        _BOMB,
    ),
    "deeply nested arrays": _raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 50000 + b"]" * 50000 + b">>", _FONT
    ),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_pdf_costs_seconds_at_most_and_is_no_text(body: bytes) -> None:
    begun = time.monotonic()
    assert inspect_pdf(body) in ("unknown", "scan")
    assert time.monotonic() - begun < 12


@given(st.binary(max_size=300), st.text(max_size=60))
def test_no_bytes_make_sniff_raise(body: bytes, name: str) -> None:
    sniff(body, name)
    is_file_url(name, name)
    is_file_url("https://x.gov.vn/" + name)
