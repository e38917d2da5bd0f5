"""The documents' files: small, real, and the same bytes every time, on every machine."""

import io
import re
import zipfile
import zlib
from functools import lru_cache
from xml.sax.saxutils import escape

from docx import Document
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject

from tests.replica.model import Entry
from tests.replica.reply import Reply

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_LONG_AGO = (2026, 1, 1, 0, 0, 0)
_LETTERS = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ"
_MARKED = sorted(set(_LETTERS + _LETTERS.upper() + "–…"))
_FREE = [*range(127, 256), *b"`^{}|~\\"]  # codes that no plain character needs
_CODES = dict(zip(_MARKED, _FREE, strict=False))
_BODY = "word/document.xml"
_WIDE = 70  # characters of a line


def file_body(entry: Entry, *, dated: bool) -> Reply:
    """The file of a document as its state says; `dated` prints the day of issue into it."""
    kind = _TYPES[entry.file_kind]
    if entry.file == "empty":
        return Reply(b"", content_type=kind)
    if entry.file == "html":
        return Reply(b"<html><body><h1>Welcome to nginx!</h1></body></html>", content_type=kind)
    lines = _lines(entry, dated)
    if entry.file == "encrypted":
        return Reply(_locked(pdf(lines), entry.id), content_type=kind)
    if entry.file == "scan":
        return Reply(_scan(entry.id), content_type=kind)
    return Reply(pdf(lines) if entry.file_kind == "pdf" else _docx(lines), content_type=kind)


def _lines(entry: Entry, dated: bool) -> tuple[str, ...]:
    day = entry.issued if dated else None
    place = (
        f"Trường Giang, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}" if day else "Trường Giang"
    )
    return ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", f"Số: {entry.number}", place,
            entry.doc_type.upper(), entry.title, *entry.body, entry.signer)  # fmt: skip


def pdf(lines: tuple[str, ...]) -> bytes:
    """A page of text in a standard font with Vietnamese letters put in by name: none is embedded."""
    shown = [part for line in lines for part in _wrapped(line)]
    text = b"\n".join(b"(" + _coded(line) + b") Tj T*" for line in shown)
    names = " ".join(f"{code} /uni{ord(char):04X}" for char, code in _CODES.items())
    pairs = "\n".join(f"<{code:02X}> <{ord(char):04X}>" for char, code in _codes())
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Viet def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{_chunks(pairs)}endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    return _assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            _stream(b"BT /F1 11 Tf 15 TL 60 780 Td\n" + text + b"\nET"),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /FirstChar 0 /LastChar 255 /Widths ["
            + b"600 " * 256
            + b"] /Encoding 6 0 R /ToUnicode 7 0 R >>",
            f"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [{names}] >>".encode(),
            _stream(to_unicode.encode()),
        ]
    )


def _codes() -> list[tuple[str, int]]:
    plain = [(chr(code), code) for code in range(32, 127) if code not in _CODES.values()]
    return [*plain, *_CODES.items()]


def _chunks(pairs: str) -> str:
    """A map of characters may name at most a hundred at once."""
    rows = pairs.split("\n")
    parts = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    return "".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n" for part in parts)


def _coded(line: str) -> bytes:
    found = bytes(_CODES.get(char, ord(char) if ord(char) < 127 else ord("?")) for char in _plain(line))
    return found.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _plain(line: str) -> str:
    return line.translate({ord("“"): '"', ord("”"): '"', ord("`"): "'"})


def _wrapped(line: str) -> list[str]:
    rows = [""]
    for word in line.split():
        if len(rows[-1]) + len(word) > _WIDE:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return rows


def _stream(data: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    head = b"<< /Length %d /Filter /FlateDecode %s>>" % (len(packed), more)
    return head + b"\nstream\n" + packed + b"\nendstream"


def _assembled(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


@lru_cache(maxsize=64)
def _scan(seed: int) -> bytes:
    """A page that is only the picture of one: rows of dark strokes, one bit a point."""
    wide, high = 620, 877
    rows = bytearray()
    for y in range(high):
        inked = 60 < y < 800 and y % 18 < 9
        rows += bytes(
            (0x5A if (x * 7 + y // 18 * 13 + seed) % 11 else 0xFF) if inked and 6 < x < 70 else 0xFF
            for x in range((wide + 7) // 8)
        )
    picture = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1 "
    )
    return _assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /XObject << /Im1 5 0 R >> >> >>",
            _stream(b"q 595 0 0 842 0 0 cm /Im1 Do Q"),
            _stream(bytes(rows), picture % (wide, high)),
        ]
    )


@lru_cache(maxsize=64)
def _locked(data: bytes, seed: int) -> bytes:
    """The same document behind a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    name = ByteStringObject(seed.to_bytes(16, "big"))
    writer._ID = ArrayObject((name, name))
    writer.encrypt("truong-giang", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    first = name.hex().encode()
    return re.sub(
        rb"/ID \[ <" + first + rb"> <[0-9a-f]{32}> \]", b"/ID [ <%s> <%s> ]" % (first, first), out.getvalue()
    )


def _docx(lines: tuple[str, ...]) -> bytes:
    """The same letter for Word: python-docx's own empty document with paragraphs put in."""
    empty = _empty_docx()
    text = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in empty.items():
            body = data.replace(b"<w:body>", b"<w:body>" + text.encode(), 1) if name == _BODY else data
            new.writestr(zipfile.ZipInfo(name, _LONG_AGO), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@lru_cache(maxsize=1)
def _empty_docx() -> dict[str, bytes]:
    written = io.BytesIO()
    Document().save(written)
    with zipfile.ZipFile(written) as old:
        names = sorted(old.namelist(), key=lambda name: name != "[Content_Types].xml")
        return {name: old.read(name) for name in names}
