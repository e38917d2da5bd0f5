"""What a document's file says on its first page: to learn the day of issue that no list prints."""

import io
import re
import zipfile
from datetime import date

from crawler.facts import PrintedDate
from crawler.read.documents import issued_date
from crawler.read.files import sniff
from crawler.read.pdf import first_page

_MOST = 4_000_000  # bytes of a DOCX's text that are unpacked
_LETTERS = 4000
_HEAD = 1500  # letters above the body of a document, where its own number and day stand
_BLOCK_ENDS = re.compile(rb"</w:p>|<w:br\s*/>|<w:tab\s*/>")
_TAGS = re.compile(rb"<[^>]*>")


def issued_in_file(body: bytes, name: str, as_of: date) -> PrintedDate | None:
    """The day of issue on the first page of a whole PDF or DOCX; None where none is told. Never raises."""
    kind = sniff(body, name)
    text = first_page(body) if kind == "pdf" else _docx_text(body) if kind == "docx" else ""
    return issued_date(text[:_HEAD], as_of) if text else None


def _docx_text(body: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            if packed.getinfo("word/document.xml").file_size > _MOST:
                return ""
            with packed.open("word/document.xml") as source:
                xml = source.read(_MOST)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return ""
    lines = _TAGS.sub(b"", _BLOCK_ENDS.sub(b"\n", xml))
    return lines.decode("utf-8", "replace").strip()[:_LETTERS]
