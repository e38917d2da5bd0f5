"""The province's own portal, and the host on which its documents live."""

from tests.replica.model import Contacts, Part, Plan
from tests.replica.plans.usual import D, asks, docs, hub, usual

PROVINCE = (
    Plan(
        "truonggiang",
        "Cổng thông tin điện tử tỉnh Trường Giang",
        "province",
        "truonggiang.gov.vn",
        "liferay",
        Contacts(
            "Số 52 đường Hùng Vương, phường Long Hải, tỉnh Trường Giang",
            "0255.3822.867",
            "banbientap@truonggiang.gov.vn",
            "0255.3822.868",
            "Lê Quốc Đạt",
            "Chánh Văn phòng UBND tỉnh",
        ),
        (
            *usual(stories=30, about="Về Trường Giang", unit="Ban Quy hoạch và Phát triển"),
            hub(
                "planning",
                "Quy hoạch - Kế hoạch",
                docs("planning", "Quy hoạch tỉnh", 5, gap=120, last=D(2026, 9, 3)),
                docs("planning", "Quy hoạch xây dựng, đô thị", 13, gap=25, last=D(2026, 11, 11)),
                docs("planning", "Kế hoạch phát triển kinh tế - xã hội", 8, gap=60, last=D(2026, 10, 12)),
                under=("Công khai thông tin",),
            ),
            docs(
                "legal_documents",
                "Hệ thống văn bản QPPL của tỉnh",
                46,
                host="vanban.truonggiang.gov.vn",
                gap=20,
                last=D(2026, 11, 12),
                prints=("issued", "effective"),
                item_prints=("issued", "effective"),
                bad=("dead",),
            ),
            Part(
                "Chính sách ưu đãi, thu hút đầu tư",
                "list",
                "investment_incentives",
                count=11,
                gap=50,
                last=D(2026, 10, 29),
                under=("Doanh nghiệp", "Đầu tư"),
                prints=("issued",),
                item_prints=("issued", "posted"),
            ),
            hub(
                "directives",
                "Thông tin chỉ đạo, điều hành",
                docs("directives", "Năm 2026", 24, gap=11, last=D(2026, 11, 18), prints=("issued", "posted")),
                docs("directives", "Năm 2025", 12, gap=25, last=D(2025, 12, 19), prints=("issued", "posted")),
                under=("Chính quyền",),
            ),
            asks("Hỏi đáp", 16, under=("Công dân",), last=D(2026, 11, 13), gap=9, unanswered=0),
        ),
        code="UBND",
        scheme="https",
        certificate="good",
        parent="",
    ),
    Plan(
        "vanban",
        "Hệ thống văn bản tỉnh Trường Giang",
        "other",
        "vanban.truonggiang.gov.vn",
        "aspnet",
        Contacts("", "", "", page="none", footer=False),
        sister=True,
    ),
)
