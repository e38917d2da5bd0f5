"""Paragraphs, rules and tables of a Word document, in the type of Decree 30/2020/NĐ-CP."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document as DocumentType
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

BODY, HEAD, MOTTO, SMALL = 13.0, 12.0, 13.0, 11.0  # points
CENTER, JUSTIFY, LEFT_ALIGNED = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
    WD_ALIGN_PARAGRAPH.LEFT,
)


def write(
    paragraph: Paragraph, text: str, *, size: float = BODY, bold: bool = False, italic: bool = False
) -> Paragraph:
    """Add a run to a paragraph."""
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph


def line(
    holder: DocumentType | _Cell,
    text: str,
    *,
    size: float = BODY,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = CENTER,
    before: float = 0,
) -> Paragraph:
    """A paragraph of its own, `before` points below. In a cell the first takes the cell's empty one."""
    fresh = isinstance(holder, _Cell) and len(holder.paragraphs) == 1 and not holder.paragraphs[0].runs
    paragraph = holder.paragraphs[0] if fresh else holder.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    return write(paragraph, text, size=size, bold=bold, italic=italic)


def body(document: DocumentType, text: str, *, keep: bool = False) -> Paragraph:
    """A paragraph of the content: justified, first line in by 1,27 cm, 6 pt from the one before."""
    paragraph = line(document, text, align=JUSTIFY, before=6)
    paragraph.paragraph_format.first_line_indent = Mm(12.7)
    paragraph.paragraph_format.keep_with_next = keep
    return paragraph


def control(document: DocumentType, tag: str) -> None:
    """A paragraph that holds only a tag of the template and vanishes when it is filled in."""
    document.add_paragraph(f"{{%p {tag} %}}")


def rule(cell: _Cell, length: float, column: float) -> None:
    """A rule of `length` mm in the middle of a column of `column` mm."""
    paragraph = cell.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(2)
    space = Mm(max(0.0, (column - min(length, column)) / 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = space
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(4)
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def plain_table(document: DocumentType, rows: int, widths: Sequence[float]) -> Any:
    """A table without borders and without cell margins, columns of `widths` mm."""
    table: Any = document.add_table(rows=rows, cols=len(widths))
    _fix(table, widths)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        mark = OxmlElement(f"w:{side}")
        mark.set(qn("w:w"), "0")
        mark.set(qn("w:type"), "dxa")
        margins.append(mark)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
    return table


def _fix(table: Any, widths: Sequence[float]) -> None:
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def grid(document: DocumentType, headings: Sequence[str], widths: Sequence[float], size: float) -> Any:
    """A ruled table whose heading row is repeated on every page."""
    table: Any = document.add_table(rows=1, cols=len(widths))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, headings, strict=True):
        line(cell, text, size=size, bold=True)
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    _fix(table, widths)
    return table


def cant_split(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def add_row(
    table: Any,
    texts: Sequence[str],
    widths: Sequence[float],
    size: float,
    *,
    middle: Sequence[int] = (),
    lead: str = "",
) -> None:
    """Add a row of cells; those in `middle` are centred; `lead` is bold before the text of the second."""
    row = table.add_row()
    cant_split(row)
    for place, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
        cell.width = Mm(width)
        align = CENTER if place in middle else LEFT_ALIGNED
        if lead and place == 1:
            write(line(cell, lead, size=size, bold=True, align=align), text, size=size)
        else:
            line(cell, text, size=size, align=align)


def add_wide_row(table: Any, text: str, size: float, *, bold: bool = False) -> None:
    """Add a row of one cell over all columns: a group's heading, or a tag of the template."""
    cells = table.add_row().cells
    cell = cells[0].merge(cells[-1])
    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    line(cell, text, size=size, bold=bold, align=LEFT_ALIGNED).paragraph_format.keep_with_next = bold
