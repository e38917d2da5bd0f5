"""Who a letter goes to: an office or its holder, never a street."""

import unicodedata

import pytest

from reports.letters.addressee import addressee

BODY = "Sở Nội vụ tỉnh Trường Giang"


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "   ",
        "Số 66 đường Lê Trung Đình, phường Long Hải, tỉnh Trường Giang",
        "số 12, phường 3",
        "118 Nguyễn Nghiêm, phường Đông Xuân, tỉnh Trường Giang",
        "Lô C5 đường Trường Chinh, phường Tây Sơn",
        "Thôn Trung, xã An Phú, tỉnh Trường Giang",
        "Tổ 5, phường Nam Lý",
        "Tổ dân phố 3, phường Nam Lý",
        "Tầng 4, Trung tâm hành chính tỉnh",
        "Trung tâm hành chính tỉnh, phường Long Hải",
        "Tòa nhà A, Khu hành chính mới",
        "Khu kinh tế Đông Nam, xã Bình Minh",
        "Khu hành chính tập trung, đường 2/9",
        "Hùng Vương, phường Long Hải",
        "Km 5, Quốc lộ 1A",
        "Phòng 305, nhà B",
        "No. 6 Hung Vuong Street, Long Hai Ward, Truong Giang Province",
        "Địa chỉ: 15 Phạm Văn Đồng",
        unicodedata.normalize("NFD", "Số 66 đường Lê Trung Đình, phường Long Hải"),
    ],
)
def test_a_postal_address_is_no_addressee(address: str | None) -> None:
    assert addressee(BODY, "department", address) == BODY


@pytest.mark.parametrize(
    "office",
    [
        "Sở Văn hóa, Thể thao và Du lịch",
        "Giám đốc Sở Công Thương",
        "Ban Quản lý Khu kinh tế Trường Giang",
        "Ban Quản lý các khu công nghiệp tỉnh",
        "Khu Quản lý đường bộ II",
        "Chủ tịch UBND phường Long Hải",
        "Ủy ban nhân dân phường 5",
        "Uỷ ban nhân dân xã Bình Minh",
        "UBND xã Thôn Đông",
        "Chi cục Thuế khu vực 3",
        "Trung tâm Phục vụ hành chính công tỉnh",
        "Trung tâm Xúc tiến Đầu tư",
        "Văn phòng UBND tỉnh",
        "Phòng Văn hóa - Xã hội",
        "Tổ công tác Đề án 06",
        "Tòa án nhân dân tỉnh",
        "Trưởng thôn Trung",
        "Số hóa Việt",
        "Nguyễn Văn A",
        "VNPT Trường Giang",
    ],
)
def test_an_office_or_its_holder_is_the_addressee_as_written(office: str) -> None:
    assert addressee(BODY, "department", office) == office


@pytest.mark.parametrize(
    ("written", "office"),
    [
        ("Văn phòng UBND tỉnh, số 52 đường Hùng Vương, phường Long Hải", "Văn phòng UBND tỉnh"),
        ("Sở Nội vụ (66 Lê Trung Đình)", "Sở Nội vụ"),
        ("Ban Quản lý Khu kinh tế, Khu kinh tế Đông Nam", "Ban Quản lý Khu kinh tế"),
        ("Sở Văn hóa, Thể thao và Du lịch - Số 14 đường Phan Bội Châu", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Ông Nguyễn Văn A, Chánh Văn phòng, tầng 2, nhà B", "Ông Nguyễn Văn A, Chánh Văn phòng"),
        ("Giám đốc Sở Công Thương.", "Giám đốc Sở Công Thương"),
    ],
)
def test_the_address_after_an_office_is_left_out(written: str, office: str) -> None:
    assert addressee(BODY, "department", written) == office


@pytest.mark.parametrize(
    ("name", "level", "keeper"),
    [
        ("Cổng thông tin điện tử tỉnh Trường Giang", "province", "Văn phòng UBND tỉnh Trường Giang"),
        ("Cổng Thông tin điện tử Thành phố Huế", "province", "Văn phòng UBND thành phố Huế"),
        ("Trang thông tin điện tử xã Đại Lâm", "commune", "UBND xã Đại Lâm"),
        ("Trang thông tin điện tử của Sở Y tế", "department", "Sở Y tế"),
        ("Cổng dịch vụ đa phương tiện", "other", "Cơ quan chủ quản Cổng dịch vụ đa phương tiện"),
        ("Ủy ban nhân dân xã An Phú", "commune", "Ủy ban nhân dân xã An Phú"),
    ],
)
def test_a_portal_by_its_own_name_stands_for_who_keeps_it(name: str, level: str, keeper: str) -> None:
    assert addressee(name, level, "Số 52 đường Hùng Vương") == keeper
