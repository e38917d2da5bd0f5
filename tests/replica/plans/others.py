"""Other bodies: one in English, and those that cannot be seen."""

from tests.replica.model import Contacts, Part, Plan
from tests.replica.plans.usual import D, asks, docs, plain

_NOBODY = Contacts("", "", "", page="none", footer=False)

OTHERS = (
    Plan(
        "bqlkkt",
        "Ban Quản lý Khu kinh tế Trường Giang",
        "other",
        "bqlkkt.truonggiang.gov.vn",
        "english",
        Contacts(
            "No. 6 Hung Vuong Street, Long Hai Ward, Truong Giang Province",
            "+84 255 3826 817",
            "bqlkkt@truonggiang.gov.vn",
            label="Contact Us",
        ),
        (
            plain("Overview"),
            plain("Organizational Chart"),
            plain("Planning and Construction Division", decoy=True),
            Part(
                "News & Events",
                "list",
                "news",
                "stories",
                count=26,
                prints=("posted",),
                item_prints=("posted",),
                gap=5,
                last=D(2026, 11, 19),
            ),
            docs("planning", "Master Plans", 12, gap=50, last=D(2026, 11, 3), prints=("posted",)),
            docs("legal_documents", "Legal Documents", 26, gap=24, last=D(2026, 10, 26), bad=("empty",)),
            Part(
                "Investment Incentives",
                "list",
                "investment_incentives",
                count=13,
                gap=40,
                last=D(2026, 11, 10),
                prints=("posted",),
                under=("Investors",),
            ),
            asks(
                "Frequently Asked Questions",
                12,
                gap=30,
                last=D(2026, 9, 14),
                prints=(),
                item_prints=(),
                under=("Investors",),
            ),
            Part("Photo Gallery", "feature"),
        ),
        code="BQLKKT",
        scheme="https",
        certificate="expired",
        sector="khu kinh tế, khu công nghiệp",
    ),
    Plan(
        "thanhson",
        "Ủy ban nhân dân xã Thạnh Sơn",
        "commune",
        "thanhson.truonggiang.gov.vn",
        "laravel",
        _NOBODY,
        fate="robots_503",
    ),
    Plan(
        "sdttg",
        "Sở Dân tộc và Tôn giáo tỉnh Trường Giang",
        "department",
        "sdttg.truonggiang.gov.vn",
        "laravel",
        _NOBODY,
        fate="waf_403",
    ),
    Plan(
        "phuocloc",
        "Ủy ban nhân dân xã Phước Lộc",
        "commune",
        "phuocloc.truonggiang.gov.vn",
        "laravel",
        _NOBODY,
        fate="silent",
    ),
)
