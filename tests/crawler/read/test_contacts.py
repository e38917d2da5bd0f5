"""Contact data as printed: what belongs to the body, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.facts import Contact
from crawler.read.contacts import is_personal_email, merge_contacts, read_contact

FOOTER = (
    "TRANG THÔNG TIN ĐIỆN TỬ SỞ NỘI VỤ TỈNH LÀO CAI Giấy phép số: 111/GP-TTĐT do Sở cấp ngày 09/5/2018. "
    "Chịu trách nhiệm nội dung: Bà Nguyễn Thị Thu Hà - Phó Giám đốc Sở Nội vụ, Trưởng Ban Biên tập. "
    "Địa chỉ: Số 94, đường 23/3, phường Cam Đường, tỉnh Lào Cai. Điện thoại: (0214)3.544.131 "
    "Fax: (0214)3.544.412 Email: banbientap.snv@laocai.gov.vn Đường dây nóng: 0914 018 437"
)


def read(text: str) -> Contact:
    contact = read_contact(text)
    assert contact is not None
    return contact


def test_a_usual_footer_gives_every_field() -> None:
    contact = read_contact(FOOTER, "footer")
    assert contact is not None
    assert contact.address == "Số 94, đường 23/3, phường Cam Đường, tỉnh Lào Cai"
    assert contact.phones == ("(0214)3.544.131", "0914 018 437")
    assert contact.faxes == ("(0214)3.544.412",)
    assert contact.emails == ("banbientap.snv@laocai.gov.vn",)
    assert contact.hotline == "0914 018 437"
    assert contact.responsible == "Nguyễn Thị Thu Hà"
    assert contact.responsible_title == "Phó Giám đốc Sở Nội vụ, Trưởng Ban Biên tập"
    assert contact.licence == "111/GP-TTĐT"
    assert contact.place == "footer"


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("Điện thoại: 024.62739718", ("024.62739718",)),
        ("ĐT: 0214 3666 222", ("0214 3666 222",)),
        ("Tel: +84 24 3775 9430", ("+84 24 3775 9430",)),
        ("Tel: (+84-24) 3775 9430", ("(+84-24) 3775 9430",)),
        ("Điện thoại: 02143.822.015 - 02143.822.016", ("02143.822.015", "02143.822.016")),
        ("Điện thoại: 024.62739718 - 024.62739359.", ("024.62739718", "024.62739359")),
        ("SĐT: 0982309233; 0914018437", ("0982309233", "0914018437")),
        ("Phonel : 054.3822015", ("054.3822015",)),
        ("Điện thoại trực ban: 0214.3822.015", ("0214.3822.015",)),
        ("Tổng đài: 1900 6868", ("1900 6868",)),
        ("Điện thoại: 0214.3822.015 Fax: 0214.3822.016", ("0214.3822.015",)),
        ("ĐT: 0214.3822.015 cập nhật 12/03/2024", ("0214.3822.015",)),
        ("Địa chỉ: 60 Trần Phú, Hà Nội. 024.62739718", ("024.62739718",)),
    ],
)
def test_telephones_are_read_as_printed(text: str, phones: tuple[str, ...]) -> None:
    assert read(text).phones == phones


@pytest.mark.parametrize(
    "text",
    [
        "Điện thoại: ............", "Số điện thoại (*) Gửi", "12/03/2024 08:15", "Mã số thuế: 0101234567",
        "Lượt truy cập: 02143822015", "Quyết định số 12/QĐ-UBND ngày 12/03/2024", "", "Trang chủ | Tin tức",
        "© 2025 UBND Phường A. Bản quyền thuộc UBND Phường A.", "Số tài khoản 1234567890123456",
        "Tin hội nông dân (09.07.2019 16:20)",
        "GPDKKD: 0303217354 do sở KH&ĐT cấp ngày 02/01/2007",
    ],
)  # fmt: skip
def test_blocks_without_contact_data_give_none(text: str) -> None:
    assert read_contact(text) is None


@pytest.mark.parametrize(
    "prose",
    [
        "Sáng 20/3, Hội Nông dân huyện đã tổ chức thăm hội viên tại thôn 07 xã Nam Bình.",
        "Đến năm 2020, Đắk Nông sẽ có 3.000 ha cây hồ tiêu trên địa bàn huyện Đắk Song.",
        "Có 12 Đảng bộ trực thuộc Huyện ủy và 4 Ban của tỉnh Lào Cai",
    ],
)
def test_prose_with_numbers_and_places_is_no_address(prose: str) -> None:
    assert read(f"{prose} ĐT: 0214.3822.015").address is None


def test_a_form_that_asks_for_contact_data_is_none() -> None:
    assert read_contact("Họ và tên (*) Địa chỉ (*) Email (*) Số điện thoại (*) Nội dung: Gửi câu hỏi") is None


@pytest.mark.parametrize(
    ("text", "emails"),
    [
        (
            "Email: stc@laocai.gov.vn; banbientap@laocai.gov.vn",
            ("stc@laocai.gov.vn", "banbientap@laocai.gov.vn"),
        ),
        ("Hộp thư: ubnd(at)laocai.gov.vn", ("ubnd@laocai.gov.vn",)),
        ("Thư điện tử: ubnd [a còng] laocai [chấm] gov [chấm] vn", ("ubnd@laocai.gov.vn",)),
        ("E-mail:UBND@laocai.gov.vn.", ("UBND@laocai.gov.vn",)),
        ("Email: a@x.gov.vn, A@X.gov.vn", ("a@x.gov.vn",)),
    ],
)
def test_emails_are_read_and_each_once(text: str, emails: tuple[str, ...]) -> None:
    assert read(text).emails == emails


@pytest.mark.parametrize(
    ("email", "personal"),
    [
        ("bantcxdd@gmail.com", True), ("x@yahoo.com.vn", True), ("x@outlook.com", True),
        ("x@hotmail.com", True),
        ("ubnd@laocai.gov.vn", False), ("x@live.gov.vn", False), ("x@gmail.gov.vn", False),
        ("gmail.com@laocai.gov.vn", False), ("x@chinhphu.vn", False),
    ],
)  # fmt: skip
def test_free_mailboxes_are_told_from_official_ones(email: str, personal: bool) -> None:
    assert is_personal_email(email) is personal


def test_a_personal_mailbox_is_noted() -> None:
    contact = read("Email: ubnd@laocai.gov.vn; doanthanhnien@gmail.com")
    assert contact.emails == ("ubnd@laocai.gov.vn", "doanthanhnien@gmail.com")
    assert contact.personal_emails == ("doanthanhnien@gmail.com",)


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        (
            "Chịu trách nhiệm nội dung: Ông Nguyễn Tấn Bi - Trưởng ban biên tập",
            "Nguyễn Tấn Bi",
            "Trưởng ban biên tập",
        ),
        ("Người chịu trách nhiệm: Lê Văn An, Giám đốc Sở", "Lê Văn An", "Giám đốc Sở"),
        ("Chịu trách nhiệm chính Ông Võ Văn Điệp - Phó Chủ tịch UBND", "Võ Văn Điệp", "Phó Chủ tịch UBND"),
        ("Chịu trách nhiệm nội dung: Đ/c Trần Thị Bé", "Trần Thị Bé", None),
        ("Chịu trách nhiệm nội dung: Huỳnh Văn Tốt. Xem chính sách sử dụng", "Huỳnh Văn Tốt", None),
        ("Chịu trách nhiệm nội dung: Huỳnh Văn Tốt. Giám đốc Sở", "Huỳnh Văn Tốt", "Giám đốc Sở"),
        ("Người phụ trách: TS. Phạm Văn Minh - Chánh Văn phòng", "Phạm Văn Minh", "Chánh Văn phòng"),
        (
            "Trưởng Ban biên tập: Nguyễn Tiến Dũng - Cục trưởng Cục Công nghệ thông tin.",
            "Nguyễn Tiến Dũng",
            "Trưởng Ban biên tập, Cục trưởng Cục Công nghệ thông tin",
        ),
        ("Chịu trách nhiệm nội dung: Y Thanh Hà Niê Kđăm - Bí thư", "Y Thanh Hà Niê Kđăm", "Bí thư"),
    ],
)
def test_who_answers_for_the_content_is_named(text: str, name: str, title: str | None) -> None:
    contact = read(text)
    assert (contact.responsible, contact.responsible_title) == (name, title)


@pytest.mark.parametrize(
    "text",
    [
        "Chịu trách nhiệm nội dung: Văn phòng UBND tỉnh. Email: a@x.gov.vn",
        "Chịu trách nhiệm nội dung: Sở Khoa học và Công nghệ. Email: a@x.gov.vn",
        "Chịu trách nhiệm nội dung: Trưởng Ban biên tập. Email: a@x.gov.vn",
        "Chịu trách nhiệm nội dung: ............ Email: a@x.gov.vn",
        "Quản lý nội dung các Cổng thành phần: Thủ trưởng các cơ quan. Email: a@x.gov.vn",
    ],
)
def test_an_office_is_no_responsible_person(text: str) -> None:
    assert read(text).responsible is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Địa chỉ: Số 10 Phù Đổng Thiên Vương, Suối Hoa, Bắc Ninh. ĐT: 0222 3666 222",
         "Số 10 Phù Đổng Thiên Vương, Suối Hoa, Bắc Ninh"),
        ("Địa chỉ: Địa chỉ: Thôn 1 xã Quảng Khê Email:a@x.gov.vn", "Thôn 1 xã Quảng Khê"),
        ("Trụ sở: 131 Nguyễn Lương Bằng, Thành phố Sơn La. Fax: 0223.858728",
         "131 Nguyễn Lương Bằng, Thành phố Sơn La"),
        ("Add: 28 Lê Lợi, Huế - Tel: 054.3822015", "28 Lê Lợi, Huế"),
        ("Trụ sở: 15 Hoàng Liên, tỉnh Lào Cai Thường trực: 02143.822.015", "15 Hoàng Liên, tỉnh Lào Cai"),
        ("UBND xã A 137 Đường 27/4, phường Phước Hiệp, thành phố Bà Rịa ĐT: 0254.3822.015",
         "137 Đường 27/4, phường Phước Hiệp, thành phố Bà Rịa"),
    ],
)  # fmt: skip
def test_addresses_end_where_the_next_thing_begins(text: str, address: str) -> None:
    assert read(text).address == address


@pytest.mark.parametrize(
    "address",
    [
        "Số 12 đường Lê Lợi, phường A, thành phố B",
        "Số 2 - Đ. 30 tháng 4, TT. Sa Pa", "02 Tô Hiến Thành, Khu hành chính Sùng Đức, thị xã Gia Nghĩa",
        "58-60 Trần Phú, Ba Đình, TP. Hà Nội", "12/5 đường số 3, khu phố 4, P. Tân Định, Q.1",
        "45A Hùng Vương, tổ dân phố 5, thị trấn Sa Pa", "9 Nguyễn Huệ - Phường Vĩnh Ninh - TP Huế",
    ],
)  # fmt: skip
def test_an_address_that_no_label_announces_is_found(address: str) -> None:
    assert read(f"UBND phường A {address} ĐT: 0214.3822.015").address == address


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("Giấy phép số: 53/GP-TTĐT ngày 27/05/2015. ĐT: 0214.3822.015", "53/GP-TTĐT"),
        ("Số giấy phép: 216 Bộ Thông tin và Truyền thông. ĐT: 0214.3822.015", "216"),
        ("Giấy phép số 241?GP-BC, 11/06/2007. ĐT: 0214.3822.015", "241?GP-BC"),
        ("GP số 22/GP-ICP-STTTT do Sở cấp ngày 20/03/2012. ĐT: 0214.3822.015", "22/GP-ICP-STTTT"),
        ("Giấy phép số:......... ĐT: 0214.3822.015", None),
        ("cấp giấy phép theo Nghị định số 27/2019/NĐ-CP. ĐT: 0214.3822.015", None),
        ("Giấy phép số: xxx/GP-TTĐT do Sở cấp ngày xx/xx/xxxx ĐT: 0214.3822.015", None),
        ("MST/ĐKKD/QĐTL: Số 1889/QĐ-UBND ĐT: 0214.3822.015", None),
        ("Website đang hoàn thiện chờ cấp phép ĐT: 0214.3822.015", None),
    ],
)
def test_a_licence_never_filled_in_is_missing(text: str, licence: str | None) -> None:
    assert read(text).licence == licence


def test_the_firm_that_built_the_portal_is_not_the_body() -> None:
    text = (
        "Điện thoại: 0214.3822.015 Thiết kế và phát triển bởi Công ty Cổ phần ABC - Hotline: 0912345678 "
        "Email: info@abc.com.vn"
    )
    contact = read(text)
    assert contact.phones == ("0214.3822.015",)
    assert contact.emails == ()


@pytest.mark.parametrize(
    "text",
    [
        "© 2025 UBND xã A. Địa chỉ: Thôn 1, xã A. ĐT: 0214.3822.015 Email: a@x.gov.vn",
        "ĐT: 0214.3822.015 © Bản quyền thuộc UBND xã A Địa chỉ: Thôn 1, xã A. Email: a@x.gov.vn",
        "© 2025 Công ty TNHH MTV Cấp nước A. Địa chỉ: Thôn 1, xã A. ĐT: 0214.3822.015 Email: a@x.gov.vn",
    ],
)
def test_whom_the_copyright_belongs_to_is_no_builder(text: str) -> None:
    contact = read(text)
    assert (contact.address, contact.phones) == ("Thôn 1, xã A", ("0214.3822.015",))
    assert contact.emails == ("a@x.gov.vn",)


@pytest.mark.parametrize(
    ("text", "hotline"),
    [
        ("Đường dây nóng: 1022", "1022"), ("Hotline: 1900 1234", "1900 1234"),
        ("Hotline 0916334566", "0916334566"),
    ],
)  # fmt: skip
def test_a_hotline_may_be_short(text: str, hotline: str) -> None:
    assert read(text).hotline == hotline


def test_text_printed_apart_and_with_odd_spaces_is_read_the_same() -> None:
    odd = "Địa chỉ\u00a0: \u200b28 Lê Lợi, Huế Đie\u0323\u0302n thoại :\u00a00543.822.015"
    assert read(odd).address == "28 Lê Lợi, Huế"


def test_a_stray_accent_does_not_cost_the_others_theirs() -> None:
    assert read("q\u0301 Địa chỉ: 28 Lê Lợi, Huế. ĐT: 0543.822.015").address == "28 Lê Lợi, Huế"


def test_the_excerpt_of_a_long_text_holds_the_contact_data() -> None:
    text = "Tin tức sự kiện. " * 200 + "Địa chỉ: 28 Lê Lợi, Huế. Điện thoại: 0543.822.015"
    assert "28 Lê Lợi" in read(text).text
    assert len(read(text).text) <= 1200


def test_blocks_of_one_portal_complete_each_other() -> None:
    merged = merge_contacts(
        [
            read("Địa chỉ: 28 Lê Lợi, Huế. Điện thoại: 0543.822.015"),
            read("Địa chỉ: 99 Khác, Huế. Điện thoại: 0543 822 015; 0543.822.016 Email: a@hue.gov.vn"),
        ]
    )
    assert merged is not None
    assert merged.address == "28 Lê Lợi, Huế"
    assert merged.phones == ("0543.822.015", "0543.822.016")
    assert merged.emails == ("a@hue.gov.vn",)
    assert merge_contacts([]) is None


@given(st.text(max_size=500))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    read_contact(text)


_LABELS = [
    "Địa chỉ:",
    "ĐT:",
    "Fax:",
    "Email:",
    "Hotline:",
    "Chịu trách nhiệm:",
    "Giấy phép số",
    "©",
    "Bản đồ",
]


@given(st.lists(st.one_of(st.sampled_from(_LABELS), st.text(max_size=30)), max_size=30))
def test_what_is_found_stands_in_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    contact = read_contact(text)
    if contact is not None:
        assert all(sum(char.isdigit() for char in phone) >= 3 for phone in contact.phones)
        assert all("@" in email for email in contact.emails)
