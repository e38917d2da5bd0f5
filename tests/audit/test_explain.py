"""What is told of a page and of a portal: why it is taken for a section, which days count, what was tried."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from audit import looking
from audit.errors import UserError
from audit.explain import explain_page, explain_portal
from audit.run import Manners
from config.registry import Portal
from crawler.facts import Answer, Fetch, Outcome, Page
from crawler.read.pages import read_page
from crawler.spiders.options import CrawlOptions
from tests.audit.fakes import GOOD, LAWS, visit

AS_OF = date(2026, 11, 20)
URL = "https://stc.tinh.gov.vn/van-ban-qppl"
AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def page(html: str = LAWS) -> Page:
    headers = {"content-type": "text/html; charset=utf-8"}
    return read_page(Answer(Fetch(URL, "home"), Outcome.OK, AT, URL, 200, headers, html.encode()), AS_OF)


def test_a_page_is_named_for_what_it_is_taken_for_and_why() -> None:
    told = "\n".join(explain_page(page(), AS_OF))
    assert "Văn bản quy phạm pháp luật: là chuyên mục" in told
    assert "+ đề mục “Văn bản quy phạm pháp luật”" in told
    assert "12/2026/QĐ-UBND" in told
    assert "ban hành 02/10/2026" in told


def test_what_is_wrong_with_a_page_is_said_first() -> None:
    lines = list(explain_page(replace(page(), troubles=("under_construction", "needs_script")), AS_OF))
    assert lines[2:4] == [
        "Lưu ý: đang xây dựng, đang cập nhật",
        "Lưu ý: phải chạy mã mới hiện nội dung (thêm --render always)",
    ]


def test_a_page_that_is_no_section_is_called_none() -> None:
    told = "\n".join(explain_page(page("<html><title>Trang</title><p>Chào mừng</p></html>"), AS_OF))
    assert "Không được nhận là chuyên mục nào." in told


def test_a_portal_is_told_section_by_section_with_the_clicks_and_what_was_tried(tmp_path: Path) -> None:
    portal = Portal("stc", "Sở Tài chính", "https://stc.tinh.gov.vn/", "department")
    options = CrawlOptions(as_of=AS_OF, wanted=("legal_documents", "planning"), out_dir=tmp_path)
    told = "\n".join(explain_portal(visit(portal, GOOD, options)))
    assert "Văn bản quy phạm pháp luật: Có" in told
    assert "Đường đi: Trang chủ › Văn bản quy phạm pháp luật" in told
    assert "Số mục: đọc được 3" in told
    assert "Quy hoạch, kế hoạch: Trống (liên kết dẫn đến trang không tồn tại" in told
    assert "Đã thử “Quy hoạch, kế hoạch”" in told


@pytest.mark.parametrize(
    "url", ["stc.tinh.gov.vn", "ftp://stc.tinh.gov.vn", "http://", "javascript:alert(1)"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(UserError, match="địa chỉ web"):
        list(looking.look(url, whole=None, as_of=AS_OF, manners=Manners()))


@pytest.mark.parametrize(
    ("url", "whole", "kind"),
    [
        ("https://stc.tinh.gov.vn", None, "portal"),
        ("https://stc.tinh.gov.vn/", None, "portal"),
        ("https://stc.tinh.gov.vn/?p=3", None, "page"),
        ("https://tinh.gov.vn/web/xa-an-phu", None, "page"),
        ("https://tinh.gov.vn/web/xa-an-phu", True, "portal"),
        ("https://stc.tinh.gov.vn/", False, "page"),
    ],
)
def test_an_address_without_a_path_is_a_portal_unless_told_otherwise(
    url: str, whole: bool | None, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "_portal", lambda *_: iter(["portal"]))
    monkeypatch.setattr(looking, "_page", lambda *_: iter(["page"]))
    assert list(looking.look(url, whole=whole, as_of=AS_OF, manners=Manners())) == [kind]
