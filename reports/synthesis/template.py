"""The Word template of the synthesis report, in the frame of Decree 30/2020/NĐ-CP (báo cáo)."""

import io
from functools import cache

from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reports.letters import frame
from reports.letters.blocks import (
    JUSTIFY,
    add_row,
    add_wide_row,
    body,
    control,
    grid,
    line,
    plain_table,
    rule,
)
from reports.synthesis.fields import FIELDS, add_field

CELL = 11.0
BAR = "7F7F7F"
BAR_MM = 60.0  # of 100
_LEVELS = (("Cấp, kỳ kiểm tra", 62.0), ("Số cổng", 18.0), ("Trung vị", 20.0), ("Biểu đồ (thang 100)", 65.0))
_SECTIONS = (
    ("Chuyên mục", 61.0),
    ("Đạt", 15.0),
    ("Một phần", 20.0),
    ("Không đạt", 20.0),
    ("Chưa đo", 18.0),
    ("Tuổi mục mới nhất", 31.0),
)
_INDICATORS = (
    ("Chỉ tiêu", 60.0),
    ("Kết quả công bố", 28.0),
    ("Mục tiêu", 20.0),
    ("Nhận xét theo số liệu", 30.0),
    ("Chuyên mục liên quan", 27.0),
)
_BODIES = (
    ("TT", 10.0),
    ("Cơ quan", 78.0),
    ("Số kỳ", 16.0),
    ("Điểm bình quân", 24.0),
    ("Kỳ đầu", 22.0),
    ("Kỳ cuối", 22.0),
    ("Hạng kỳ cuối", 20.0),
    ("Văn bản nhắc", 20.0),
    ("Đã khắc phục", 20.0),
    ("Còn thiếu sót", 20.0),
)


@cache
def synthesis_template(authority: str) -> bytes:
    """The template; `authority` only measures the rule under its name."""
    document = frame.new_document()
    frame.head(document, authority, subject=False)
    line(document, "BÁO CÁO", size=14, bold=True, before=16)
    line(document, "{{ subject }}", size=14, bold=True)
    holder = plain_table(document, 1, (165,)).rows[0].cells[0]
    rule(holder, 60, 165)
    holder.paragraphs[0]._p.getparent().remove(holder.paragraphs[0]._p)
    body(document, "{{ opening }}")
    fields = {field.id: field for field in FIELDS}
    _heading(document, "I. KẾT QUẢ THỰC HIỆN")
    _paragraphs(document, "done")
    _level_table(document)
    _caption(document, "Kết quả theo chuyên mục, kỳ kiểm tra ngày {{ as_of }}")
    _table(document, _SECTIONS, "sections", ("name", "passed", "partial", "failed", "unmeasured", "age"))
    add_field(document, fields["khac"])
    _heading(document, "II. NỘI DUNG CHƯA THỰC HIỆN, HẠN CHẾ")
    _paragraphs(document, "lacking")
    add_field(document, fields["chua-lam"])
    _heading(document, "III. CHỈ TIÊU THẤP HOẶC GIẢM")
    _paragraphs(document, "indicators_text")
    control(document, "if indicators")
    _table(document, _INDICATORS, "indicators", ("name", "value", "target", "remark", "sections"))
    control(document, "endif")
    _heading(document, "IV. KHÓ KHĂN, NGUYÊN NHÂN")
    add_field(document, fields["kho-khan"])
    add_field(document, fields["nguyen-nhan"])
    _heading(document, "V. NHIỆM VỤ KỲ TỚI VÀ ĐỀ XUẤT, KIẾN NGHỊ")
    _paragraphs(document, "next_steps")
    add_field(document, fields["phuong-huong"])
    add_field(document, fields["kien-nghi"])
    body(document, "{{ ending }}./.")
    frame.closing(document)
    frame.appendix(document, "KẾT QUẢ CỦA TỪNG CƠ QUAN TRONG KỲ", landscape=True)
    document.add_paragraph().paragraph_format.line_spacing = Pt(6)
    columns = ("name", "rounds", "mean", "first", "last", "rank", "letters", "mended", "left")
    _grouped(document, columns)
    line(document, "{{ note }}", size=CELL, align=JUSTIFY, before=6)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _heading(document: DocumentType, text: str) -> None:
    heading = line(document, text, bold=True, align=JUSTIFY, before=8)
    heading.paragraph_format.first_line_indent = Mm(12.7)
    heading.paragraph_format.keep_with_next = True


def _caption(document: DocumentType, text: str) -> None:
    line(document, text, italic=True, before=8).paragraph_format.keep_with_next = True


def _paragraphs(document: DocumentType, name: str) -> None:
    control(document, f"for one in {name}")
    body(document, "{{ one }}")
    control(document, "endfor")


def _table(
    document: DocumentType, columns: tuple[tuple[str, float], ...], name: str, fields: tuple[str, ...]
) -> None:
    widths = [width for _, width in columns]
    table = grid(document, [heading for heading, _ in columns], widths, CELL)
    add_wide_row(table, f"{{%tr for row in {name} %}}", CELL)
    middle = range(1, len(columns)) if name == "sections" else (1, 2)
    add_row(table, [f"{{{{ row.{field} }}}}" for field in fields], widths, CELL, middle=tuple(middle))
    add_wide_row(table, "{%tr endfor %}", CELL)


def _level_table(document: DocumentType) -> None:
    """Medians per level and round, each with a bar: a shaded line, cut short on its right."""
    _caption(document, "Điểm trung vị theo cấp qua các kỳ kiểm tra")
    widths = [width for _, width in _LEVELS]
    table = grid(document, [heading for heading, _ in _LEVELS], widths, CELL)
    add_wide_row(table, "{%tr for row in levels %}", CELL)
    cells = [f"{{{{ row.{name} }}}}" for name in ("name", "measured", "median")]
    add_row(table, [*cells, ""], widths, CELL, middle=(1, 2))
    properties = table.rows[-1].cells[-1].paragraphs[0]._p.get_or_add_pPr()
    shade, indent = OxmlElement("w:shd"), OxmlElement("w:ind")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", BAR)):
        shade.set(qn(f"w:{name}"), value)
    indent.set(qn("w:right"), "{{ row.rest }}")
    properties.insert_element_before(shade, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    properties.insert_element_before(indent, "w:jc", "w:rPr")
    add_wide_row(table, "{%tr endfor %}", CELL)


def _grouped(document: DocumentType, fields: tuple[str, ...]) -> None:
    widths = [width for _, width in _BODIES]
    table = grid(document, [heading for heading, _ in _BODIES], widths, CELL)
    add_wide_row(table, "{%tr for group in bodies %}", CELL)
    add_wide_row(table, "{{ group.title }}", CELL, bold=True)
    add_wide_row(table, "{%tr for row in group.rows %}", CELL)
    cells = ["{{ loop.index }}", *(f"{{{{ row.{field} }}}}" for field in fields)]
    add_row(table, cells, widths, CELL, middle=(0, *range(2, len(_BODIES))))
    add_wide_row(table, "{%tr endfor %}", CELL)
    add_wide_row(table, "{%tr endfor %}", CELL)
