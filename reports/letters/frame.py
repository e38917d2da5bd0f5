"""The frame of a letter by Decree 30/2020/NĐ-CP, Appendix I: page, type, head, closing, appendix.

Makes Word templates (docxtpl): what differs from letter to letter stands in them as `{{ name }}`.
"""

from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from reports.letters.blocks import (
    BODY,
    CENTER,
    HEAD,
    LEFT_ALIGNED,
    MOTTO,
    SMALL,
    cant_split,
    line,
    plain_table,
    rule,
    write,
)
from reports.letters.issued import BLANK_DATE, BLANK_NUMBER, DRAFT
from reports.letters.metrics import width_mm

FONT = "Times New Roman"
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15  # mm
SHORT_EDGE, LONG_EDGE = 210, 297
LEFT_COLUMN, RIGHT_COLUMN = 74, 91  # of the head, in mm: the state's name in 12 pt must stand on one line
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
STATE_MOTTO = "Độc lập - Tự do - Hạnh phúc"


def new_document() -> DocumentType:
    """An empty A4 page with the margins and the type of the decree, page numbers from page 2 on."""
    document = Document()
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(BODY), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for place in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{place}"), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.get_or_add_rPr().append(language)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    section = document.sections[0]
    section.page_width, section.page_height = Mm(SHORT_EDGE), Mm(LONG_EDGE)
    _margins(section)
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    draft = section.first_page_header.paragraphs[0]
    draft.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    write(draft, DRAFT, size=BODY, bold=True)
    address = section.first_page_footer.paragraphs[0]
    address.alignment = CENTER
    write(address, "{{ address_line }}", size=SMALL)
    return document


def _margins(section: Any) -> None:
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(10)


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = CENTER
    for kind, text in (("begin", None), (None, " PAGE "), ("separate", None), (None, "2"), ("end", None)):
        run = paragraph.add_run()
        run.font.size = Pt(BODY)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        elif text == " PAGE ":
            mark = OxmlElement("w:instrText")
            mark.text = text
            mark.set(qn("xml:space"), "preserve")
        else:
            run.text = text or ""
            continue
        run._r.append(mark)


def head(document: DocumentType, authority: str, *, subject: bool) -> None:
    """The two columns at the top. `authority` only measures its rule; `subject`: with "V/v" (công văn)."""
    table = plain_table(document, 2, (LEFT_COLUMN, RIGHT_COLUMN))
    left, right = table.rows[0].cells
    line(left, "{{ parent_authority }}", size=HEAD)
    line(left, "{{ authority }}", size=HEAD, bold=True)
    rule(left, min(width_mm(authority, HEAD), LEFT_COLUMN) * 0.45, LEFT_COLUMN)
    line(right, STATE, size=HEAD, bold=True)
    line(right, STATE_MOTTO, size=MOTTO, bold=True)
    rule(right, width_mm(STATE_MOTTO, MOTTO), RIGHT_COLUMN)
    left, right = table.rows[1].cells
    line(left, f"Số:{BLANK_NUMBER}/{{{{ symbol }}}}", size=BODY, before=4)
    if subject:
        line(left, "V/v {{ subject }}", size=HEAD, before=6)
    line(right, f"{{{{ place }}}}, {BLANK_DATE} {{{{ year }}}}", italic=True, before=4)


def closing(document: DocumentType) -> None:
    """Receivers on the left, the signature block on the right; never alone on a page."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    gap = document.add_paragraph().paragraph_format
    gap.line_spacing, gap.keep_with_next = Pt(8), True
    table = plain_table(document, 1, (LEFT_COLUMN + 6, RIGHT_COLUMN - 6))
    cant_split(table.rows[0])
    left, right = table.rows[0].cells
    line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=LEFT_ALIGNED)
    line(left, "{%p for one in receivers %}", size=SMALL, align=LEFT_ALIGNED)
    line(left, "- {{ one }};", size=SMALL, align=LEFT_ALIGNED)
    line(left, "{%p endfor %}", size=SMALL, align=LEFT_ALIGNED)
    line(left, "- Lưu: VT, {{ drafting_unit }}.", size=SMALL, align=LEFT_ALIGNED)
    line(right, "{%p for one in signer_lines %}")
    line(right, "{{ one }}", bold=True)
    line(right, "{%p endfor %}")
    for _ in range(4):
        line(right, "")
    line(right, "{{ signer_name }}", bold=True)


def appendix(document: DocumentType, title: str, *, landscape: bool, numeral: str = "") -> float:
    """Begin an appendix on a new page; the width of its lines in mm comes back."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    edges = (LONG_EDGE, SHORT_EDGE) if landscape else (SHORT_EDGE, LONG_EDGE)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(edges[0]), Mm(edges[1])
    _margins(section)
    section.different_first_page_header_footer = False
    appendix_heading(document, title, numeral=numeral)
    return float(edges[0] - LEFT - RIGHT)


def appendix_heading(
    document: DocumentType, title: str, *, numeral: str = "", new_page: bool = False
) -> None:
    """The lines over an appendix: its numeral where there are several, its title, what it belongs to."""
    first = line(document, f"Phụ lục {numeral}".strip(), size=14, bold=True)
    first.paragraph_format.page_break_before = new_page
    line(document, title, size=13, bold=True)
    belongs = f"(Kèm theo {{{{ kind }}}} số{BLANK_NUMBER}/{{{{ symbol }}}} {BLANK_DATE} {{{{ year }}}}"
    line(document, f"{belongs} của {{{{ authority_name }}}})", italic=True)
