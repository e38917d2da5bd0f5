"""Home pages that only lead on, to a page whose address elsewhere counts as the same."""

import pytest

from crawler.facts import Fetch
from crawler.visit import Visit
from tests.crawler.visit.test_tricks import AS_OF, LAWS, ROOT, Row, answer, li, page

_MENU = li("Văn bản quy phạm pháp luật", "/vb")
_REFRESH = "<html><head><meta http-equiv='refresh' content='0; url={}'></head><body>Đang chuyển</body></html>"
_SPLASH = "<html><body><a href='{}'><img src='/a.jpg' alt='Vào trang tiếng Việt'></a></body></html>"


@pytest.mark.parametrize("wrapper", [_REFRESH, _SPLASH])
@pytest.mark.parametrize("inner", ["/trang-chu.html", "/Default.aspx", "/index.php", "/vi/home"])
def test_what_the_address_wraps_is_read_without_a_browser(wrapper: str, inner: str) -> None:
    pages = {
        "/": wrapper.format(inner),
        inner: page("Trang chủ", "", _MENU),
        "/vb": page("Văn bản", LAWS, _MENU),
    }
    visit = Visit(Row(), as_of=AS_OF, wanted=("legal_documents",))
    asked: list[Fetch] = []
    while (fetch := visit.next()) is not None:
        asked.append(fetch)
        visit.receive(answer(fetch, pages))

    assert visit.facts().sections["legal_documents"].url == ROOT + "/vb"
    assert not any(fetch.render for fetch in asked)
