"""The Word templates of the letters, made by code. A province may edit one and give it back instead."""

import io
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Literal

from docx.document import Document as DocumentType
from docx.shared import Mm, Pt

from reports.letters import frame
from reports.letters.blocks import (
    JUSTIFY,
    LEFT_ALIGNED,
    add_row,
    add_wide_row,
    body,
    control,
    grid,
    line,
    plain_table,
    rule,
)

Kind = Literal["notice", "collective", "access", "operator"]
Column = tuple[str, float, str]  # heading, width in mm, field of the row
NOTICE_COLUMNS: tuple[Column, ...] = (
    ("TT", 10, "loop.index"),
    ("Tiêu chí", 30, "row.title"),
    ("Điểm tối đa", 13, "row.max"),
    ("Điểm đạt", 13, "row.points"),
    ("Hiện trạng, minh chứng", 69, "row.seen"),
    ("Căn cứ", 43, "row.basis"),
    ("Việc cần làm", 58, "row.fix"),
    ("Thời hạn", 16, "row.due"),
)
ADVICE_COLUMNS: tuple[Column, ...] = (
    ("TT", 10, "loop.index"),
    ("Khuyến nghị", 192, "row.text"),
    ("Thực hiện", 30, "row.who"),
    ("Điểm tăng thêm", 20, "row.gain"),
)
RANK_COLUMNS: tuple[Column, ...] = (
    ("Hạng", 14, "row.rank"),
    ("Cơ quan", 62, "row.name"),
    ("Điểm", 16, "row.score"),
    ("Đo được", 18, "row.seen"),
    ("Nhóm", 15, "row.group"),
    ("So với kỳ trước", 40, "row.change"),
)
SHORT_COLUMNS: tuple[Column, ...] = (
    ("TT", 12, "loop.index"),
    ("Cơ quan", 48, "row.name"),
    ("Nội dung chưa đáp ứng", 105, "row.lacks"),
)
OPERATOR_COLUMNS: tuple[Column, ...] = (
    ("TT", 10, "loop.index"),
    ("Tiêu chí", 42, "row.title"),
    ("Cổng, trang", 64, "row.portals"),
    ("Căn cứ", 50, "row.basis"),
    ("Việc cần làm", 60, "row.fix"),
    ("Thời hạn", 26, "row.due"),
)
CELL = 11.0  # points, of tables
FINE = 10.0  # of the tables of an appendix that must stay short


def _finished(document: DocumentType) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _opening(authority: str, *, subject: bool) -> DocumentType:
    document = frame.new_document()
    frame.head(document, authority, subject=subject)
    if subject:
        line(document, "Kính gửi: {{ to }}", before=14).paragraph_format.space_after = Pt(4)
    return document


def _rows(
    document: DocumentType,
    columns: Sequence[Column],
    loop: str,
    middle: Sequence[int],
    size: float = CELL,
    lead: str = "",
) -> None:
    """A table with a row for each item of `loop`; what starts with "group" is repeated under its heading.

    `lead`: a field that stands in bold before the text of the second column.
    """
    widths = [width for _, width, _ in columns]
    table = grid(document, [heading for heading, _, _ in columns], widths, size)
    outer, _, inner = loop.rpartition(" / ")
    if outer:
        add_wide_row(table, f"{{%tr for group in {outer} %}}", size)
        add_wide_row(table, "{{ group.title }}", size, bold=True)
    add_wide_row(table, f"{{%tr for row in {inner} %}}", size)
    texts = [f"{{{{ {field} }}}}" for _, _, field in columns]
    add_row(table, texts, widths, size, middle=middle, lead=lead and f"{{{{ {lead} }}}}: ")
    add_wide_row(table, "{%tr endfor %}", size)
    if outer:
        add_wide_row(table, "{%tr endfor %}", size)


def _gap(document: DocumentType) -> None:
    document.add_paragraph().paragraph_format.line_spacing = Pt(6)


def _note(document: DocumentType, size: float = CELL) -> None:
    """The remark under the last table."""
    line(document, "{{ note }}", size=size, align=JUSTIFY, before=6)


def _requests(document: DocumentType, whom: str, *, contact: bool = True) -> None:
    body(document, f"{{{{ authority_name }}}} đề nghị {whom}:", keep=True)
    control(document, "for one in requests")
    body(document, "{{ loop.index }}. {{ one }}")
    control(document, "endfor")
    if contact:
        body(document, "{{ recheck }}")
        body(document, "{{ contact }}./.")
    else:
        body(document, "{{ recheck }}/.")


def notice_template(authority: str) -> bytes:
    """The công văn to one body that falls short."""
    document = _opening(authority, subject=True)
    body(document, "{{ opening }}")
    body(document, "{{ result }}")
    control(document, "for one in main_points")
    body(document, "- {{ one }}")
    control(document, "endfor")
    control(document, "if mended")
    body(document, "{{ mended }}")
    control(document, "endif")
    _requests(document, "{{ to }}", contact=False)
    frame.closing(document)
    frame.appendix(document, "NỘI DUNG CHƯA ĐÁP ỨNG YÊU CẦU VÀ VIỆC CẦN LÀM", landscape=True)
    line(document, "{{ name }} ({{ url }}), ngày đối chiếu {{ as_of }}", before=6)
    _gap(document)
    _rows(document, NOTICE_COLUMNS, "groups / group.rows", middle=(0, 2, 3, 7), size=FINE)
    control(document, "if advice")
    heading = line(document, "{{ advice_title }}", size=FINE, bold=True, align=LEFT_ALIGNED, before=8)
    heading.paragraph_format.keep_with_next = True
    _rows(document, ADVICE_COLUMNS, "advice", middle=(0, 3), size=FINE, lead="row.title")
    control(document, "endif")
    _note(document, FINE)
    return _finished(document)


def access_template(authority: str) -> bytes:
    """The công văn that asks a portal which refuses the auditor for access."""
    document = _opening(authority, subject=True)
    body(document, "{{ opening }}")
    body(document, "{{ result }}")
    _requests(document, "{{ to }}")
    frame.closing(document)
    return _finished(document)


def operator_template(authority: str) -> bytes:
    """The công văn to the operator of a shared platform."""
    document = _opening(authority, subject=True)
    body(document, "{{ opening }}")
    _requests(document, "{{ to }}")
    frame.closing(document)
    frame.appendix(document, "NỘI DUNG ĐỀ NGHỊ ĐƠN VỊ VẬN HÀNH NỀN TẢNG THỰC HIỆN", landscape=True)
    _gap(document)
    _rows(document, OPERATOR_COLUMNS, "rows", middle=(0, 5), size=FINE)
    return _finished(document)


def collective_template(authority: str) -> bytes:
    """The thông báo that names, after a round, who falls short and who does well."""
    document = _opening(authority, subject=False)
    line(document, "THÔNG BÁO", size=14, bold=True, before=16)
    line(document, "{{ subject }}", size=14, bold=True)
    holder = plain_table(document, 1, (165,)).rows[0].cells[0]
    rule(holder, 60, 165)
    holder.paragraphs[0]._p.getparent().remove(holder.paragraphs[0]._p)
    body(document, "{{ opening }}")
    control(document, "for part in parts")
    heading = line(document, "{{ loop.index }}. {{ part.title }}", bold=True, align=JUSTIFY, before=6)
    heading.paragraph_format.first_line_indent = Mm(12.7)
    heading.paragraph_format.keep_with_next = True
    control(document, "for one in part.lines")
    body(document, "{{ one }}")
    control(document, "endfor")
    control(document, "endfor")
    body(document, "{{ contact }}./.")
    frame.closing(document)
    frame.appendix(document, "BẢNG XẾP HẠNG", landscape=False, numeral="I")
    _gap(document)
    _rows(document, RANK_COLUMNS, "levels / group.rows", middle=(0, 2, 3, 4, 5))
    _note(document)
    control(document, "if short")
    frame.appendix_heading(document, "CƠ QUAN CHƯA ĐÁP ỨNG YÊU CẦU", numeral="II", new_page=True)
    _gap(document)
    _rows(document, SHORT_COLUMNS, "short", middle=(0,))
    control(document, "endif")
    return _finished(document)


_MAKERS: Mapping[Kind, Callable[[str], bytes]] = {
    "notice": notice_template,
    "collective": collective_template,
    "access": access_template,
    "operator": operator_template,
}


@cache
def template(kind: Kind, authority: str) -> bytes:
    """The Word template of a kind of letter; `authority` only measures the rule under its name.

    An edited one may take its place: it is filled with the same fields, whose names stand in it as `{{ … }}`.
    """
    return _MAKERS[kind](authority)
