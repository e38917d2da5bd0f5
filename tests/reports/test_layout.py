"""The letters against Decree 30/2020/NĐ-CP, Appendix I: in the Word document, and on the printed page."""

import io
import re
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from lxml import etree

from config.periods import Period
from config.sender import read_sender
from reports.letters.metrics import width_mm
from reports.letters.round import Letter, letters
from reports.synthesis.report import synthesis
from tests.reports.documents import grey, paragraphs, poppler, printed_pdfs
from tests.reports.samples import history, registry, results

MM_PER_POINT = 25.4 / 72
TWIPS_PER_MM = 1440 / 25.4
MOTTO = "Độc lập - Tự do - Hạnh phúc"
KINDS = ("notice", "access", "operator", "collective")


@pytest.fixture(scope="module")
def drafts() -> dict[str, Letter]:
    run = results()
    made = letters(run, history(run), registry(), read_sender())
    return {draft.kind: draft for draft in reversed(made)}


def word(draft: Letter) -> Any:
    return Document(io.BytesIO(draft.content))


def find(document: Any, wanted: str) -> Any:
    """The first paragraph of body or tables with that text; its runs carry size and look."""
    for element in document.element.body.iter(qn("w:p")):
        if "".join(part.text or "" for part in element.iter(qn("w:t"))) == wanted:
            return element
    pytest.fail(f"no paragraph “{wanted}”")


def look(element: Any) -> tuple[float, bool, bool]:
    """Size in points, bold, italic of a paragraph's first run."""
    run = element.find(qn("w:r"))
    size = run.find(f"{qn('w:rPr')}/{qn('w:sz')}")

    def on(name: str) -> bool:
        mark = run.find(f"{qn('w:rPr')}/{qn(name)}")
        return mark is not None and mark.get(qn("w:val")) not in ("0", "false")

    return int(size.get(qn("w:val"))) / 2, on("w:b"), on("w:i")


@pytest.mark.parametrize("kind", KINDS)
def test_paper_and_margins(drafts: dict[str, Letter], kind: str) -> None:
    for section in word(drafts[kind]).sections:
        edges = sorted((section.page_width.mm, section.page_height.mm))
        assert edges == pytest.approx([210, 297], abs=0.1)
        assert 20 <= round(section.top_margin.mm, 1) <= 25
        assert 20 <= round(section.bottom_margin.mm, 1) <= 25
        assert 30 <= round(section.left_margin.mm, 1) <= 35
        assert 15 <= round(section.right_margin.mm, 1) <= 20
    first = word(drafts[kind]).sections[0]
    assert first.page_width < first.page_height


@pytest.mark.parametrize("kind", KINDS)
def test_one_typeface_in_black(drafts: dict[str, Letter], kind: str) -> None:
    document = word(drafts[kind])
    assert document.styles["Normal"].font.name == "Times New Roman"
    parts = [rel.target_part for rel in document.part.rels.values() if not rel.is_external]
    used = [
        font.get(qn(f"w:{place}"))
        for element in (document.element, *(part.element for part in parts if "header" in part.partname))
        for font in element.iter(qn("w:rFonts"))
        for place in ("ascii", "hAnsi")
    ]
    assert {name for name in used if name} <= {"Times New Roman"}
    colours = {mark.get(qn("w:val")) for mark in document.element.iter(qn("w:color"))}
    assert colours <= {"000000", "auto"}


def test_sizes_and_looks_of_the_head(drafts: dict[str, Letter]) -> None:
    document = word(drafts["notice"])
    assert look(find(document, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))[0] in (12, 13)
    assert look(find(document, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))[1:] == (True, False)
    assert look(find(document, MOTTO)) in ((13, True, False), (14, True, False))
    assert look(find(document, "UBND TỈNH TRƯỜNG GIANG"))[1:] == (False, False)
    assert look(find(document, "SỞ KHOA HỌC VÀ CÔNG NGHỆ"))[1:] == (True, False)
    assert look(find(document, "Số:     /SKHCN-CĐS")) == (13, False, False)
    assert look(find(document, "Trường Giang, ngày … tháng … năm 2026"))[2] is True


def test_the_subject_stands_under_the_number_six_points_below(drafts: dict[str, Letter]) -> None:
    document = word(drafts["notice"])
    subject = next(line for line in paragraphs(drafts["notice"].content) if line.startswith("V/v "))
    element = find(document, subject)
    assert look(element)[0] in (12, 13)
    assert element.find(f"{qn('w:pPr')}/{qn('w:spacing')}").get(qn("w:before")) == "120"
    assert element.find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val")) == "center"


def test_a_notice_to_many_has_its_kind_and_title_in_the_middle(drafts: dict[str, Letter]) -> None:
    document = word(drafts["collective"])
    size, bold, _ = look(find(document, "THÔNG BÁO"))
    assert size in (13, 14)
    assert bold
    assert find(document, "THÔNG BÁO").find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val")) == "center"


def test_the_rule_under_the_motto_is_as_long_as_the_motto_and_the_other_a_third_to_a_half(
    drafts: dict[str, Letter],
) -> None:
    table = word(drafts["notice"]).tables[0]
    left, right = table.rows[0].cells
    authority = width_mm("SỞ KHOA HỌC VÀ CÔNG NGHỆ", 12)
    assert rule_length(right) == pytest.approx(width_mm(MOTTO, 13), abs=1)
    assert authority / 3 <= rule_length(left) <= authority / 2


def rule_length(cell: Any) -> float:
    """The length in mm of the rule in a cell: its width but for the indents on both sides."""
    ruled = next(cell._tc.iter(qn("w:pBdr"))).getparent().getparent()
    indent = ruled.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    both = sum(int(indent.get(qn(f"w:{side}"))) for side in ("left", "right"))
    return float(cell.width.mm) - both / TWIPS_PER_MM


@pytest.mark.parametrize("kind", KINDS)
def test_content_is_justified_indented_and_spaced(drafts: dict[str, Letter], kind: str) -> None:
    found = [p for p in word(drafts[kind]).paragraphs if p.text.startswith("Thực hiện ")]
    assert found
    for paragraph in found:
        layout = paragraph.paragraph_format
        assert paragraph.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
        assert layout.first_line_indent.mm in (pytest.approx(10, abs=0.1), pytest.approx(12.7, abs=0.1))
        assert layout.space_before.pt >= 6
        assert paragraph.runs[0].font.size.pt in (13, 14)


@pytest.mark.parametrize("kind", KINDS)
def test_receivers_and_signature(drafts: dict[str, Letter], kind: str) -> None:
    document = word(drafts[kind])
    assert look(find(document, "Nơi nhận:")) == (12, True, True)
    assert look(find(document, "- Lưu: VT, CĐS.")) == (11, False, False)
    for line in ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Mẫu"):
        size, bold, italic = look(find(document, line))
        assert size in (13, 14)
        assert (bold, italic) == (True, False)
    lines = paragraphs(drafts[kind].content)
    others = lines[lines.index("Nơi nhận:") + 1 : lines.index("- Lưu: VT, CĐS.")]
    assert others
    assert all(line.startswith("- ") and line.endswith(";") for line in others)


def test_page_numbers_stand_in_the_top_margin_from_page_two(drafts: dict[str, Letter]) -> None:
    section = word(drafts["notice"]).sections[0]
    assert section.different_first_page_header_footer
    number = section.header.paragraphs[0]
    assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" in etree.tostring(number._p, encoding="unicode")
    assert "PAGE" not in etree.tostring(section.first_page_header._element, encoding="unicode")


def test_the_appendix_says_what_it_belongs_to(drafts: dict[str, Letter]) -> None:
    document = word(drafts["notice"])
    assert look(find(document, "Phụ lục")) == (14, True, False)
    lines = paragraphs(drafts["notice"].content)
    belongs = next(line for line in lines if line.startswith("(Kèm theo Công văn số"))
    assert look(find(document, belongs)) == (13, False, True)


PARTS = re.compile(r"word/(document|header|footer|styles)")
ORDERS = {
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr
        shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi
        adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection
        textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
    "rPr": """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
        snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText
        vertAlign rtl cs em lang eastAsianLayout specVanish oMath""",
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc
        tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription""",
    "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign
        hideMark""",
    "sdtPr": "rPr alias tag id lock placeholder temporary showingPlcHdr",
}


def test_elements_stand_in_the_order_that_word_demands(drafts: dict[str, Letter]) -> None:
    run = results()
    report = synthesis(Period("year", 2026), run, history(run), read_sender())
    for content in (*(draft.content for draft in drafts.values()), report):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in filter(PARTS.match, archive.namelist()):
                tree = etree.fromstring(archive.read(part))
                for name, order in ORDERS.items():
                    for element in tree.iter(qn(f"w:{name}")):
                        places = [order.split().index(etree.QName(child).localname) for child in element]
                        assert places == sorted(places), f"{part}: {etree.tostring(element)[:400]!r}"


# The printed page.


@pytest.fixture(scope="module")
def printed(drafts: dict[str, Letter], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    contents = {kind: draft.content for kind, draft in drafts.items()}
    return printed_pdfs(contents, tmp_path_factory.mktemp("pdf"))


def boxes(pdf: Path, page: int) -> list[tuple[str, float, float, float, float]]:
    """The words of a page with their edges in mm: left, top, right, bottom."""
    out = poppler("pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(pdf), "-")
    pattern = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    found = []
    for left, top, right, bottom, word in re.findall(pattern, out):
        edges = [float(value) * MM_PER_POINT for value in (left, top, right, bottom)]
        found.append((word, edges[0], edges[1], edges[2], edges[3]))
    return found


def test_the_letter_itself_is_one_page(printed: dict[str, Path]) -> None:
    for kind in ("notice", "access", "operator"):
        assert any(word == "nhận:" for word, *_ in boxes(printed[kind], 1))


def test_printed_words_stay_within_the_margins(printed: dict[str, Path]) -> None:
    for pdf in printed.values():
        found = boxes(pdf, 1)
        assert min(left for _, left, *_ in found) >= 29.5
        assert max(right for _, _, _, right, _ in found) <= 210 - 14.5


def test_the_head_is_printed_in_two_columns_on_single_lines(printed: dict[str, Path]) -> None:
    found = boxes(printed["notice"], 1)
    state = {"CỘNG", "HÒA", "XÃ", "HỘI", "CHỦ", "NGHĨA", "VIỆT", "NAM"}
    state_line = [box for box in found if box[0] in state][:8]
    assert len({round(top) for _, _, top, _, _ in state_line}) == 1
    assert min(left for _, left, *_ in state_line) >= 210 / 2 - 10
    signed = next(box for box in found if box[0] == "Nguyễn")
    receivers = next(box for box in found if box[0] == "Nơi")
    assert receivers[1] == pytest.approx(30, abs=1)
    assert signed[1] > 210 / 2


def test_the_rules_are_printed_under_motto_and_authority(printed: dict[str, Path]) -> None:
    dots = 200
    rows = grey(printed["notice"], 1, dots)
    mm = 25.4 / dots
    band = rows[round(25 / mm) : round(45 / mm)]
    middle = len(band[0]) // 2
    left = max(longest(row[:middle]) for row in band) * mm
    right = max(longest(row[middle:]) for row in band) * mm
    authority = width_mm("SỞ KHOA HỌC VÀ CÔNG NGHỆ", 12)
    assert authority / 3 - 1 <= left <= authority / 2 + 1
    assert right == pytest.approx(width_mm(MOTTO, 13), abs=2)


def longest(row: bytes) -> int:
    """The longest row of dark dots."""
    return max(len(run) for run in bytes(dot < 160 for dot in row).split(b"\0"))


def test_the_page_number_is_printed_in_the_middle_of_the_top_margin(printed: dict[str, Path]) -> None:
    words = boxes(printed["notice"], 2)
    number = next(box for box in words if box[0] == "2" and box[4] < 20)
    assert (number[1] + number[3]) / 2 == pytest.approx((297 + 30 - 15) / 2, abs=2)
    assert not [box for box in boxes(printed["notice"], 1) if box[0] == "1" and box[4] < 20]


def test_all_letters_are_printed_with_their_accents(
    drafts: dict[str, Letter], printed: dict[str, Path]
) -> None:
    text = unicodedata.normalize("NFC", poppler("pdftotext", "-layout", str(printed["notice"]), "-"))
    words = set(re.findall(r"\w+", text))
    wanted = re.findall(r"[^\W\d_]+", "\n".join(paragraphs(drafts["notice"].content)))
    accented = {word for word in wanted if not word.isascii()}
    assert len(accented) > 100
    assert accented <= words


def test_one_family_of_fonts_is_printed(printed: dict[str, Path]) -> None:
    for pdf in printed.values():
        lines = poppler("pdffonts", str(pdf)).splitlines()[2:]
        families = {line.split()[0].partition("+")[2].partition("-")[0] for line in lines}
        assert len(families) == 1


def test_the_pdf_is_tagged_for_screen_readers(printed: dict[str, Path]) -> None:
    for pdf in printed.values():
        assert re.search(r"Tagged:\s+yes", poppler("pdfinfo", str(pdf)))
