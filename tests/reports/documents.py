"""Reading Word documents and their PDF back, for tests."""

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from audit.office import office, to_pdf


def paragraphs(content: bytes) -> list[str]:
    """The text of every paragraph of body and tables, in order; a line break is a line end."""
    document: Any = Document(io.BytesIO(content))
    return [_text(paragraph) for paragraph in document.element.body.iter(qn("w:p"))]


def text(content: bytes) -> str:
    """All of it, paragraph by paragraph."""
    return "\n".join(paragraphs(content))


def _text(paragraph: Any) -> str:
    signs = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    parts = paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
    return "".join(signs.get(part.tag) or part.text or "" for part in parts)


def pdf_of(content: bytes, folder: Path) -> Path:
    """The PDF that LibreOffice makes; skips the test where there is no LibreOffice."""
    if office() is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
    source = folder / "letter.docx"
    source.write_bytes(content)
    made = to_pdf([source])
    assert made, "LibreOffice made no PDF"
    return made[0]


def poppler(*command: str) -> str:
    """The output of a tool of poppler; skips the test where it is not installed."""
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    except FileNotFoundError:
        pytest.skip(f"{command[0]} is not installed: apt-get install poppler-utils")
    return done.stdout
