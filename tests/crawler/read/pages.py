"""Pages written by hand, read as the program reads them."""

from datetime import UTC, date, datetime

from crawler.facts import Answer, Fetch, Item, Listing, Outcome, Page
from crawler.read.pages import read_page

AS_OF = date(2026, 11, 20)
URL = "https://sotest.tinh.gov.vn/van-ban"


def answer(
    body: bytes | str, url: str = URL, content_type: str = "text/html; charset=utf-8", status: int = 200
) -> Answer:
    raw = body.encode() if isinstance(body, str) else body
    at = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    return Answer(Fetch(url, "section"), Outcome.OK, at, url, status, {"content-type": content_type}, raw)


def read(body: bytes | str, url: str = URL, content_type: str = "text/html; charset=utf-8") -> Page:
    return read_page(answer(body, url, content_type), AS_OF)


def portal(main: str, *, title: str = "Văn bản - Sở Thử nghiệm", side: str = "", top: str = "") -> str:
    """A plain page of three parts around `main`."""
    return (
        f"<html lang='vi'><head><title>{title}</title></head><body>"
        "<div id='header'><a href='/'>Sở Thử nghiệm</a></div>"
        "<ul class='menu'><li><a href='/'>Trang chủ</a></li><li><a href='/gioi-thieu'>Giới thiệu</a></li>"
        f"<li><a href='/van-ban'>Văn bản</a></li><li><a href='/lien-he'>Liên hệ</a></li></ul>{top}"
        f"<div class='row'><div class='col-md-9 main-content'>{main}</div>"
        f"<div class='col-md-3 sidebar'>{side}</div></div>"
        "<div id='footer'>Địa chỉ: 12 Lê Lợi, phường Một, tỉnh Thử. Điện thoại: 0255 3822 643."
        " Email: sotest@tinh.gov.vn</div></body></html>"
    )


def lists(page: Page) -> list[Listing]:
    """The page's own lists."""
    return [one for one in page.listings if one.place == "main"]


def only(page: Page) -> Listing:
    own = lists(page)
    assert len(own) == 1, [(one.kind, len(one.items)) for one in own]
    return own[0]


def days(item: Item) -> tuple[str | None, str | None, str | None]:
    """The days of issue, effect and posting as ISO strings."""

    def iso(what: str) -> str | None:
        printed = getattr(item, what)
        return printed.day.isoformat() if printed else None

    return iso("issued"), iso("effective"), iso("published")
