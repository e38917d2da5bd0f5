"""The letters after a round: who gets one, what it says, what it must not say."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from docx import Document

from config.sender import Operator, Sender, read_sender
from reports import words
from reports.dealings import Dealings
from reports.letters.issued import NoticeError
from reports.letters.round import FILES, Letter, letters
from reports.letters.templates import Kind, template
from reports.vietnamese import number
from scoring.results import PortalResult, Results
from tests.reports.documents import paragraphs, text
from tests.reports.samples import history, hostile, registry, results

AGENT = "CongKhai"


@pytest.fixture(scope="module")
def run() -> Results:
    return results()


@pytest.fixture(scope="module")
def sender() -> Sender:
    return read_sender()


@pytest.fixture(scope="module")
def drafts(run: Results, sender: Sender) -> list[Letter]:
    return letters(run, history(run), registry(), sender)


def one(drafts: list[Letter], kind: str, portal: str = "") -> Letter:
    found = [draft for draft in drafts if draft.kind == kind and (not portal or draft.portal == portal)]
    assert len(found) == 1
    return found[0]


def body(run: Results, portal: str) -> PortalResult:
    return next(found for found in run.portals if found.id == portal)


def test_who_falls_short_gets_a_notice_and_nobody_else(run: Results, drafts: list[Letter]) -> None:
    short = {found.id for found in run.portals if Dealings().shortfall(found, run.as_of).falls_short}
    assert {draft.portal for draft in drafts if draft.kind == "notice"} == short
    assert {"sct", "xa-dai-lam"} <= short
    assert not {"stc", "xa-an-binh", "sgddt"} & short


def test_who_refuses_gets_a_letter_that_asks_for_access(drafts: list[Letter]) -> None:
    letter = one(drafts, "access")
    assert letter.portal == "sgddt"
    told = text(letter.content)
    assert "robots.txt" in told
    assert f"“{AGENT}”" in told
    assert "không ghi nhận thiếu sót" in told


def test_who_cannot_be_reached_gets_no_letter(drafts: list[Letter]) -> None:
    assert not [draft for draft in drafts if draft.portal == "xa-an-binh"]


def test_a_notice_names_each_deficiency_with_its_seven_columns(run: Results, drafts: list[Letter]) -> None:
    letter, found = one(drafts, "notice", "sct"), body(run, "sct")
    told = text(letter.content)
    for finding in found.findings:
        if finding.criterion in letter.criteria:
            assert words.criterion_title(finding, run.rubric) in told
            assert finding.message in told
            assert finding.how_to_fix is not None
            assert finding.how_to_fix in told
            assert all(law in told for law in finding.legal_basis)
            assert all(url.removeprefix(found.url.rstrip("/")) in told for url in finding.urls[:3])
    heads = (
        "Tiêu chí",
        "Điểm tối đa",
        "Điểm đạt",
        "Hiện trạng, minh chứng",
        "Căn cứ",
        "Việc cần làm",
        "Thời hạn",
    )
    assert all(head in paragraphs(letter.content) for head in heads)
    assert "Đường đi: Trang chủ › Thông tin công khai › Quy hoạch" in told


def test_a_notice_tells_score_group_rank_and_movement(run: Results, drafts: list[Letter]) -> None:
    score = body(run, "sct").score
    told = text(one(drafts, "notice", "sct").content)
    assert f"{number(score.value)}/100 điểm" in told
    assert f"nhóm {score.group}, xếp thứ {score.rank} trong" in told
    assert "giảm" in told


def test_recommendations_stand_apart_and_have_no_limit(drafts: list[Letter]) -> None:
    lines = paragraphs(one(drafts, "notice", "sct").content)
    binding = next(nth for nth, line in enumerate(lines) if line.startswith("I. Nội dung thuộc trách nhiệm"))
    advice = next(nth for nth, line in enumerate(lines) if line.endswith("Khuyến nghị (không phải vi phạm)"))
    assert binding < advice
    assert any("ngày làm việc kể từ ngày ký" in line for line in lines[binding:advice])
    assert not any("ngày làm việc kể từ ngày ký" in line for line in lines[advice:])


def test_what_feeds_an_indicator_of_its_own_comes_first(run: Results, drafts: list[Letter]) -> None:
    codes = {found.criterion: found.pci for found in body(run, "phuong-trung-tam").findings}
    order = [codes[name] != ["3.16"] for name in one(drafts, "notice", "phuong-trung-tam").criteria]
    assert order == sorted(order, reverse=True)


def test_what_was_mended_is_said(drafts: list[Letter]) -> None:
    assert "So với kỳ trước, UBND xã Đại Lâm có" in text(one(drafts, "notice", "xa-dai-lam").content)


def test_what_the_operator_mends_is_apart_from_the_body(run: Results, sender: Sender) -> None:
    found = body(run, "sct")
    findings = [
        item.model_copy(update={"fixed_by": "operator"}) if item.criterion == "planning.present" else item
        for item in found.findings
    ]
    changed = [
        one if one.id != "sct" else one.model_copy(update={"findings": findings}) for one in run.portals
    ]
    drafts = letters(run.model_copy(update={"portals": changed}), [], registry(), sender)
    lines = paragraphs(one(drafts, "notice", "sct").content)
    limit = "trong thời hạn 20 ngày làm việc kể từ ngày ký (chậm nhất ngày …/…/……)"
    assert f"II. Nội dung do đơn vị vận hành nền tảng thực hiện, {limit}" in lines
    assert any(line.startswith("2. Phối hợp với đơn vị vận hành nền tảng") for line in lines)
    told = text(one(drafts, "operator").content)
    assert "1 cổng, trang: Sở Công Thương" in told
    assert "chậm nhất ngày …/…/……" in told


def test_the_operator_gets_one_letter_for_all_its_portals(drafts: list[Letter]) -> None:
    letter = one(drafts, "operator")
    told = text(letter.content)
    assert letter.portal == "truonggiang.gov.vn"
    assert "Sở Công Thương; Sở Xây dựng" in told


def test_a_named_operator_is_addressed_by_name(run: Results, sender: Sender) -> None:
    operator = Operator(name="VNPT Trường Giang", hosts=("truonggiang.gov.vn",))
    named = sender.model_copy(update={"operators": (operator,)})
    assert "Kính gửi: VNPT Trường Giang" in paragraphs(
        one(letters(run, [], registry(), named), "operator").content
    )


def test_a_deadline_that_runs_gives_no_new_notice(run: Results, sender: Sender) -> None:
    later = run.as_of + timedelta(days=3)
    criteria = {item.criterion: later for item in body(run, "xa-dai-lam").findings}
    drafts = letters(run, [], registry(), sender, Dealings(deadlines={"xa-dai-lam": criteria}))
    assert not [draft for draft in drafts if draft.portal == "xa-dai-lam"]
    told = text(one(drafts, "collective").content)
    assert "Đang trong thời hạn khắc phục của thông báo trước: UBND xã Đại Lâm." in told


def test_an_accepted_reply_gives_no_notice(run: Results, sender: Sender) -> None:
    criteria = {item.criterion for item in body(run, "xa-dai-lam").findings}
    drafts = letters(run, [], registry(), sender, Dealings(answered={"xa-dai-lam": criteria}))
    assert not [draft for draft in drafts if draft.portal == "xa-dai-lam"]


def test_the_collective_letter_names_who_falls_short_and_who_passed(
    drafts: list[Letter],
) -> None:
    told = text(one(drafts, "collective").content)
    short = [draft.to for draft in drafts if draft.kind == "notice"]
    assert f"Còn {len(short)} cơ quan chưa đáp ứng yêu cầu" in told
    lines = told.splitlines()
    passed = next(line for line in lines if line.startswith("Không có thiếu sót phải khắc phục"))
    assert "Sở Tài chính" in passed
    assert not [name for name in short if name in passed]
    assert any(line.startswith("UBND xã An Bình: không kết nối được") for line in lines)


def test_the_collective_letter_calls_the_estimate_an_estimate(drafts: list[Letter]) -> None:
    line = next(line for line in paragraphs(one(drafts, "collective").content) if "3.16" in line)
    assert "Ước lượng" in line
    assert "không phải điểm do VCCI công bố" in line


def test_no_letter_rests_on_a_rubric_out_of_force(sender: Sender) -> None:
    old = results(rubric="nd42-2022")
    with pytest.raises(NoticeError, match="không có hiệu lực"):
        letters(old, [], registry(), sender)


def test_no_letter_cites_a_law_that_is_not_in_force(drafts: list[Letter]) -> None:
    for draft in drafts:
        assert "42/2022" not in text(draft.content)
        assert "104/2016" not in text(draft.content)


def test_number_and_day_are_left_blank_and_the_draft_is_marked(drafts: list[Letter]) -> None:
    for draft in drafts:
        lines = paragraphs(draft.content)
        symbol = "TB-SKHCN" if draft.kind == "collective" else "SKHCN-CĐS"
        assert f"Số:     /{symbol}" in lines
        assert "Trường Giang, ngày … tháng … năm 2026" in lines


def test_the_address_of_the_registry_is_used(run: Results, sender: Sender) -> None:
    rows = [
        replace(row, address_to="Giám đốc Sở Công Thương") if row.id == "sct" else row for row in registry()
    ]
    lines = paragraphs(one(letters(run, [], rows, sender), "notice", "sct").content)
    assert "Kính gửi: Giám đốc Sở Công Thương" in lines


def test_a_postal_address_in_the_registry_is_no_addressee(run: Results, sender: Sender) -> None:
    rows = [replace(row, address_to="Số 66 đường Lê Lợi, phường Long Hải") for row in registry()]
    for draft in letters(run, [], rows, sender):
        told = text(draft.content)
        assert "Lê Lợi" not in draft.to
        assert "Lê Lợi" not in told


def test_the_threshold_of_the_sender_decides_on_partial_results(run: Results, sender: Sender) -> None:
    strict = sender.model_copy(update={"partial_threshold": 1.0})
    findings = [
        item.model_copy(update={"outcome": "partial", "points": item.max * 0.9})
        if item.criterion == "planning.present"
        else item
        for item in body(run, "stc").findings
    ]
    changed = [
        one if one.id != "stc" else one.model_copy(update={"findings": findings}) for one in run.portals
    ]
    changed_run = run.model_copy(update={"portals": changed})

    def noticed(by: Sender) -> set[str]:
        return {draft.portal for draft in letters(changed_run, [], registry(), by) if draft.kind == "notice"}

    assert "stc" in noticed(strict)
    assert "stc" not in noticed(sender)


def test_the_same_run_gives_the_same_bytes(run: Results, sender: Sender, drafts: list[Letter]) -> None:
    assert letters(run, history(run), registry(), sender) == drafts


def test_names_of_files_are_safe_and_apart(run: Results, sender: Sender) -> None:
    portals = [found.model_copy(update={"id": f"../{found.id}"}) for found in run.portals]
    made = letters(run.model_copy(update={"portals": portals}), [], [], sender)
    names = [draft.file for draft in made]
    assert len(names) == len(set(names))
    assert not [name for name in names if "/" in name or name.startswith(".")]


def test_hostile_text_is_kept_as_text(run: Results, sender: Sender) -> None:
    attacked = hostile(run)
    told = text(one(letters(attacked, [], registry(), sender), "notice", "sct").content)
    assert (
        '=HYPERLINK("http://xau.example","bấm") <script>alert(1)</script> & {{7*7}} gnp.exe Bcc: a@b' in told
    )
    for finding in body(run, "sct").findings:
        if finding.outcome == "fail" and finding.basis == "law":
            assert finding.message.split(":")[0] in told


def test_a_template_edited_by_a_province_is_filled_in(run: Results, sender: Sender) -> None:
    edited = template("access", "SỞ NỘI VỤ")
    drafts = letters(run, [], registry(), sender, templates={"access": edited})
    assert "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in paragraphs(one(drafts, "access").content)


def test_a_template_with_an_unknown_field_is_named(run: Results, sender: Sender) -> None:
    document = Document()
    document.add_paragraph("{{ ho_ten_nguoi_nhan }}")
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(NoticeError, match="ho_ten_nguoi_nhan"):
        letters(run, [], registry(), sender, templates={"notice": out.getvalue()})


def test_a_template_cannot_reach_into_the_program(run: Results, sender: Sender) -> None:
    document = Document()
    document.add_paragraph("{{ requests.__class__.__mro__ }}")
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(NoticeError):
        letters(run, [], registry(), sender, templates={"notice": out.getvalue()})


def test_as_of_is_the_day_of_the_run_everywhere(drafts: list[Letter], run: Results) -> None:
    assert run.as_of == date(2026, 11, 20)
    assert all(
        "ngày đối chiếu 20/11/2026" in text(draft.content) for draft in drafts if draft.kind != "access"
    )


def test_a_portal_under_its_own_name_stands_for_whoever_keeps_it(run: Results, sender: Sender) -> None:
    failed = {"outcome": "fail", "points": 0.0}
    findings = [
        item.model_copy(update=failed) if item.criterion == "planning.present" else item
        for item in body(run, "tinh").findings
    ]
    changed = [
        one.model_copy(update={"findings": findings}) if one.id == "tinh" else one for one in run.portals
    ]
    drafts = letters(run.model_copy(update={"portals": changed}), [], registry(), sender)
    lines = paragraphs(one(drafts, "notice", "tinh").content)
    assert "Kính gửi: Văn phòng UBND tỉnh Trường Giang" in lines
    assert any("thông tin trên Cổng thông tin điện tử tỉnh Trường Giang (https" in line for line in lines)


@pytest.mark.parametrize("kind", FILES)
def test_every_field_of_a_template_is_documented(kind: Kind) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "mau-van-ban.md").read_text(encoding="utf-8")
    documented = {name for cell in re.findall(r"`([^`]+)`", guide) for name in re.findall(r"\w+", cell)}
    with zipfile.ZipFile(io.BytesIO(template(kind, "SỞ"))) as archive:
        parts = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
        source = " ".join(archive.read(name).decode() for name in parts)
    used = set(re.findall(r"\{\{ (?:\w+\.)?(\w+) \}\}", source)) | set(
        re.findall(r" in (?:\w+\.)?(\w+) %\}", source)
    )
    assert used - {"index", "one"} <= documented
    assert f"`{FILES[kind]}.docx`" in guide
