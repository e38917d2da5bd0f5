"""A sender's profile is looked through before letters go out under its name."""

from pathlib import Path
from typing import Any

import pytest

from config.sender import SAMPLE, Operator, Sender, Signer, read_sender
from config.sender_check import check_file, problems

GOOD = Sender(
    parent_authority="UBND TỈNH SƠN HÀ",
    authority="SỞ KHOA HỌC VÀ CÔNG NGHỆ",
    authority_name="Sở Khoa học và Công nghệ",
    short="SKHCN",
    place="Sơn Hà",
    symbol_letter="SKHCN-CĐS",
    symbol_notice="TB-SKHCN",
    signer=Signer(form="KT.", head="GIÁM ĐỐC", title="PHÓ GIÁM ĐỐC", name="Trần Văn Bình"),
    drafting_unit="CĐS",
    address="Số 12 đường Hùng Vương, phường Sơn Tây, tỉnh Sơn Hà",
    phone="0255 382 1234",
    email="skhcn@sonha.gov.vn",
    website="skhcn.sonha.gov.vn",
    contact_person="Phòng Chuyển đổi số",
)


def test_a_good_profile_has_no_problems() -> None:
    assert problems(GOOD) == []


def test_the_sample_is_not_a_profile_to_send_with() -> None:
    assert any("hồ sơ mẫu" in problem for problem in problems(read_sender(SAMPLE)))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"phone": " "}, "phone: còn trống"),
        ({"address": "Số 1\r\nBcc: a@b"}, "address: có ký tự điều khiển"),
        ({"place": "Sơn Hà\u202e"}, "place: có ký tự điều khiển hoặc ký tự ẩn"),
        ({"place": "So\u031bn Hà"}, "place: chữ có dấu viết rời"),
        ({"address": "Số 12  đường"}, "address: thừa dấu cách"),
        ({"authority": "Sở Khoa học và Công nghệ"}, "authority: tên cơ quan ở đầu văn bản viết in hoa"),
        ({"authority_name": "Sở Tài chính"}, "authority_name: “Sở Tài chính” không khớp"),
        ({"authority_name": ""}, "authority_name: điền tên"),
        ({"symbol_letter": "SKHCN CĐS"}, "symbol_letter: “SKHCN CĐS” không đúng dạng"),
        ({"symbol_letter": "STC-CĐS"}, "không có tên viết tắt “SKHCN”"),
        ({"symbol_letter": "CV-SKHCN"}, "symbol_letter: công văn không ghi tên loại"),
        ({"symbol_report": "SKHCN-BC"}, "symbol_report: ký hiệu của báo cáo"),
        ({"symbol_notice": "SKHCN-CĐS"}, "symbol_notice: ký hiệu của thông báo"),
        ({"email": "skhcn@sonha"}, "email: “skhcn@sonha” không đúng dạng"),
        ({"phone": "không có"}, "phone: “không có” không đúng dạng"),
        ({"website": "trang của sở"}, "website: “trang của sở”"),
        ({"contact_person": ""}, "contact_person: điền đầu mối"),
        ({"reply_days": 30}, "reply_days: hạn giải trình (30 ngày) dài hơn"),
        ({"deadline_days": 2, "reply_days": 1}, "deadline_days: 2 ngày làm việc là quá ngắn"),
        ({"duties": ("000-don-vi-thang",)}, "duties: “000-don-vi-thang” không có"),
        ({"calendar": "lao"}, "calendar: "),
        ({"signer": {"form": "KT.", "head": "GIÁM ĐỐC", "name": "Trần Văn Bình"}}, "signer.title: ký KT."),
        (
            {"signer": {"head": "GIÁM ĐỐC", "title": "PHÓ GIÁM ĐỐC", "name": "Trần Văn Bình"}},
            "signer.title: chỉ",
        ),
        ({"signer": {"head": "Giám đốc", "name": "Trần Văn Bình"}}, "signer.head: viết in hoa: “GIÁM ĐỐC”"),
        ({"signer": {"head": "GIÁM ĐỐC", "name": "TS. Trần Văn Bình"}}, "không ghi học hàm"),
        ({"signer": {"head": "GIÁM ĐỐC", "name": "TRẦN VĂN BÌNH"}}, "signer.name: họ tên viết chữ thường"),
    ],
)
def test_a_wrong_value_is_named(change: dict[str, Any], named: str) -> None:
    changed = Sender.model_validate({**GOOD.model_dump(), **change})
    assert [problem for problem in problems(changed) if named in problem]


def test_a_domain_run_by_two_is_named() -> None:
    both = (
        Operator(name="VNPT", hosts=("sonha.gov.vn",)),
        Operator(name="Viettel", hosts=("SonHa.gov.vn", "x y")),
    )
    found = problems(GOOD.model_copy(update={"operators": both}))
    assert len(found) == 2
    assert "cả VNPT và Viettel" in found[0] + found[1]


def test_an_operator_runs_the_names_under_its_domain_and_no_others() -> None:
    operator = Operator(name="VNPT", hosts=("sonha.gov.vn",))
    assert operator.runs("stc.sonha.gov.vn")
    assert operator.runs("sonha.gov.vn.")
    assert not operator.runs("xsonha.gov.vn")
    assert not operator.runs("sonha.gov.vn.example")


def test_a_file_that_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "so.yaml"
    path.write_text("authority: [", encoding="utf-8")
    assert len(check_file(path)) == 1
    assert "so.yaml" in check_file(path)[0]
