"""What only people know: marked fields (content controls) that an official fills in and the next report "
"keeps."""

import io
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reports.letters.blocks import body, control
from reports.letters.issued import UNREADABLE, NoticeError
from reports.vietnamese import clean

PREFIX = "congkhai:"
PLACEHOLDER = "[Người lập báo cáo điền: {what}]"
LONGEST = 20_000  # characters of one field


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its id, and what is asked for in it."""

    id: str
    what: str

    @property
    def placeholder(self) -> str:
        """What stands in it until somebody fills it in."""
        return PLACEHOLDER.format(what=self.what)


FIELDS = (
    Field(
        "khac",
        "nhiệm vụ đã thực hiện mà cổng thông tin điện tử không thể hiện (tập huấn, đối thoại, hạ tầng)",
    ),
    Field("chua-lam", "nhiệm vụ của kế hoạch chưa thực hiện ngoài các nội dung nêu trên"),
    Field("kho-khan", "khó khăn, vướng mắc"),
    Field("nguyen-nhan", "nguyên nhân của các hạn chế, chỉ tiêu thấp hoặc giảm"),
    Field("phuong-huong", "nhiệm vụ trọng tâm kỳ tới"),
    Field("kien-nghi", "đề xuất, kiến nghị"),
)


def add_field(document: DocumentType, field: Field) -> None:
    """Put a field into a template; its paragraphs come from `fields["<id>"]` when the template is filled "
    "in."""
    before = len(document.paragraphs)
    control(document, f'for one in fields["{field.id}"]')
    body(document, "{{ one }}")
    control(document, "endfor")
    holder, properties, content = (OxmlElement(f"w:{name}") for name in ("sdt", "sdtPr", "sdtContent"))
    for name, value in (("alias", field.what[:60]), ("tag", f"{PREFIX}{field.id}")):
        mark = OxmlElement(f"w:{name}")
        mark.set(qn("w:val"), value)
        properties.append(mark)
    holder.append(properties)
    holder.append(content)
    added = [paragraph._p for paragraph in document.paragraphs[before:]]
    added[0].addprevious(holder)
    for element in added:
        content.append(element)


def written(report: bytes | None) -> dict[str, list[str]]:
    """What officials wrote into the fields of an earlier report, paragraph by paragraph; only filled-in ones.

    Raises `NoticeError` where the file is no Word document.
    """
    if report is None:
        return {}
    try:
        document: Any = Document(io.BytesIO(report))
    except UNREADABLE as error:
        raise NoticeError("Báo cáo cũ không phải là văn bản Word (.docx) đọc được.") from error
    found: dict[str, list[str]] = {}
    placeholders = {field.id: field.placeholder for field in FIELDS}
    for holder in document.element.body.iter(qn("w:sdt")):
        tag = holder.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        name = (tag.get(qn("w:val")) or "").removeprefix(PREFIX) if tag is not None else ""
        if name not in placeholders:
            continue
        lines = [_text(paragraph) for paragraph in holder.iter(qn("w:p"))]
        kept = [text[:LONGEST] for text in lines if text and text != placeholders[name]]
        if kept:
            found[name] = kept
    return found


def values(report: bytes | None) -> dict[str, list[str]]:
    """The paragraphs of every field: what was written before, else what is asked for."""
    before = written(report)
    return {field.id: before.get(field.id) or [field.placeholder] for field in FIELDS}


def _text(paragraph: Any) -> str:
    """A paragraph's text; line breaks within it become spaces."""
    breaks = (qn("w:br"), qn("w:tab"), qn("w:cr"))
    parts = paragraph.iter(qn("w:t"), *breaks)
    return clean("".join(" " if part.tag in breaks else part.text or "" for part in parts))
