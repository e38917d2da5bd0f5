"""The core sections of whole real portals, as a person sees them who reads their pages.

The states were typed in from reading the pages. Where two are named, careful readers would differ: a section
that holds but trial entries, or one entry of its kind among stories. `docs/accuracy.md` says what is there.
"""

import hashlib
from urllib.parse import urlsplit

import pytest

from config.sections import core_sections
from crawler.facts import PortalFacts
from tests.quality.mirror import REAL, Row, visit

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason=f"real portals are not at {REAL}")

PORTALS = {
    "dakglong_quy.daknong": Row(
        "dakglong", "UBND huyện Đắk Glong", "http://dakglong.daknong.gov.vn/", "district"
    ),
    "krongno.daknong": Row("krongno", "UBND huyện Krông Nô", "http://krongno.daknong.gov.vn/", "district"),
    "sgtvt.daknong": Row("sgtvt", "Sở Giao thông vận tải", "http://sgtvt.daknong.gov.vn/", "department"),
    "snv.daknong": Row("snv", "Sở Nội vụ", "http://snv.daknong.gov.vn/", "department"),
    "stc.daknong": Row("stc", "Sở Tài chính", "http://stc.daknong.gov.vn/", "department"),
}
SHA256 = {
    "dakglong_quy.daknong": "6bd027eefb696449d59f3ed3f3202e47426d00af002450562ec0bfc36f7dc4a7",
    "krongno.daknong": "03ab748f862671ed3ca8a886c7e0bcb30ccf294ac3e234de920e0f4c835850c4",
    "sgtvt.daknong": "b71eec12bd0c668ee3dfc65f8e3233f638a659adbade95196b97746faeaeaae6",
    "snv.daknong": "34e171c776b82c2eedd52970d8e2990ad50a955f064fca3a29a3fde94c96d0d1",
    "stc.daknong": "67feeeb18801d5ae36af0261c571e9a6cf2a33d8aa065293fd561e3520cc955a",
}
NEWS = "tin-tuc-su-kien/thong-tin-chi-dao-dieu-hanh"
# Section: what it may be, and the path of its page ("" the home page, None: no page).
SEEN: dict[str, dict[str, tuple[set[str], str | None]]] = {
    "dakglong_quy.daknong": {
        "planning": ({"shell"}, "quy-hoach-ke-hoach"),
        "legal_documents": ({"shell", "doubtful"}, "van-ban-qppl"),
        "investment_incentives": ({"absent"}, None),
        "directives": ({"present", "doubtful"}, NEWS),
        "qa": ({"absent", "shell"}, None),
        "contact": ({"present"}, ""),
    },
    "krongno.daknong": {
        "planning": ({"shell"}, "dinh-huong-qh-kh"),
        "legal_documents": ({"shell", "doubtful"}, "van-ban-phap-luat"),
        "investment_incentives": ({"shell"}, "co-hoi-dau-tu"),
        "directives": ({"present"}, "thong-tin-chi-dao-dieu-hanh"),
        "qa": ({"absent", "shell"}, None),
        "contact": ({"present"}, ""),
    },
    "sgtvt.daknong": {
        "planning": ({"present", "doubtful"}, "quy-hoach-ke-hoach"),
        "legal_documents": ({"present", "doubtful"}, "van-ban-phap-luat"),
        "investment_incentives": ({"absent"}, None),
        "directives": ({"absent"}, None),
        "qa": ({"shell", "doubtful"}, None),
        "contact": ({"present"}, ""),
    },
    "snv.daknong": {
        "planning": ({"absent"}, None),
        "legal_documents": ({"shell", "doubtful"}, "van-ban-qppl"),
        "investment_incentives": ({"absent"}, None),
        "directives": ({"shell", "doubtful"}, "thong-tin-chi-dao-dieu-hanh"),
        "qa": ({"absent", "shell"}, None),
        "contact": ({"present"}, ""),
    },
    "stc.daknong": {
        "planning": ({"shell"}, "quy-hoach-ke-hoach"),
        "legal_documents": ({"unknown"}, None),
        "investment_incentives": ({"absent"}, None),
        "directives": ({"shell", "unknown"}, None),
        "qa": ({"shell"}, "hoi-dap"),
        "contact": ({"present"}, "danh-ba-dien-thoai"),
    },
}
NEWEST = {
    ("krongno.daknong", "directives"): "2019-07-30",
    ("sgtvt.daknong", "planning"): "2019-08-01",
    ("dakglong_quy.daknong", "directives"): "2019-08-09",
}


@pytest.fixture(scope="module", params=PORTALS)
def seen(request: pytest.FixtureRequest) -> tuple[str, PortalFacts]:
    name = request.param
    digest = hashlib.sha256((REAL / f"{name}.tar.xz").read_bytes()).hexdigest()
    assert digest == SHA256[name], "another mirror: read its pages again"
    return name, visit(name, PORTALS[name], core_sections())


def test_sections_are_what_a_reader_sees(seen: tuple[str, PortalFacts]) -> None:
    name, facts = seen
    wrong = {}
    for section, (states, path) in SEEN[name].items():
        found = facts.sections[section]
        state = "doubtful" if found.state == "present" and found.confidence < 0.6 else found.state
        where = urlsplit(found.url).path.strip("/") if found.url else None
        if state not in states or (path is not None and where != path):
            wrong[section] = (state, found.reason, found.url)
    assert wrong == {}


def test_newest_day_is_the_one_printed(seen: tuple[str, PortalFacts]) -> None:
    name, facts = seen
    for (portal, section), day in NEWEST.items():
        if portal == name:
            days = [item.published.day for item in facts.sections[section].items if item.published]
            assert max(days).isoformat() == day, section


def test_visit_stays_small(seen: tuple[str, PortalFacts]) -> None:
    assert sum(one.purpose not in ("item", "file", "list") for one in seen[1].visited) <= 30
