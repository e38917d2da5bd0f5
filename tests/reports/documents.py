"""Reading Word documents and their PDF back, for tests."""

import io
import subprocess
from collections.abc import Mapping
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


def printed_pdfs(documents: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """The PDF of each document by LibreOffice, in one start of it; skips the test where there is none."""
    if office() is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
    sources = {name: folder / f"{name}.docx" for name in documents}
    for name, source in sources.items():
        source.write_bytes(documents[name])
    made = to_pdf(list(sources.values()))
    assert len(made) == len(documents), "LibreOffice did not make every PDF"
    return {name: source.with_suffix(".pdf") for name, source in sources.items()}


def poppler(*command: str) -> str:
    """The output of a tool of poppler; skips the test where it is not installed."""
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    except FileNotFoundError:
        pytest.skip(f"{command[0]} is not installed: apt-get install poppler-utils")
    return done.stdout


def grey(pdf: Path, page: int, dots_per_inch: int) -> list[bytes]:
    """The rows of a printed page, one byte a dot, 0 black."""
    try:
        command = ["pdftoppm", "-gray", "-r", str(dots_per_inch), "-f", str(page), "-l", str(page), str(pdf)]
        image = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    except FileNotFoundError:
        pytest.skip("pdftoppm is not installed: apt-get install poppler-utils")
    kind, width, height, _, dots = image.split(maxsplit=4)
    assert kind == b"P5"
    return [dots[row * int(width) : (row + 1) * int(width)] for row in range(int(height))]
