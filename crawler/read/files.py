"""Files that pages offer: which links lead to one, and what came when it was asked for, by content."""

import re
from dataclasses import replace
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.facts import Answer, FileFacts, Outcome
from crawler.read.pdf import inspect_pdf as inspect_pdf
from crawler.read.text import fold, nfc

FileKind = Literal[
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "rtf", "zip", "rar", "7z",
    "jpg", "png", "gif", "tiff", "html", "empty", "other",
]  # fmt: skip

_EXTENSIONS = (
    "pdf|docx?|docm|dotx?|xlsx?|xlsm|xlsb|pptx?|ppsx?|odt|ods|odp|rtf|zip|rar|7z|tiff?|csv|epub|dwg|kmz|kml"
)
_PATH_FILE = re.compile(rf"\.(?:{_EXTENSIONS})(?:$|[;/?!])", re.I)
_NAME_FILE = re.compile(rf"\.(?:{_EXTENSIONS})\W{{0,3}}$", re.I)
_HANDLER = re.compile(
    r"downloadfilepage|download(?:file|attachment|vanban|document)|getfile|file(?:download|handler)|viewfile"
    r"|/downloads?/[^/]*\d|attachments?/download|taive|tai-?file|tai-van-ban|/bitstream/|dinhkem",
    re.I,
)
_LIFERAY = re.compile(r"/documents/\d+/(?:\d+|[0-9a-f-]{36})/.+/[0-9a-f-]{36}", re.I)
_FILE_FIELDS = re.compile(r"(?:file|attach(?:ment)?|tep|dinhkem)_?(?:url|name|path|id)?|idfile|idtep", re.I)
_LABEL_FILE = re.compile(
    r"(?:tai ve|tai xuong|tai file|tai tep|tai van ban|download|tep dinh kem|file dinh kem|toan van)\W*"
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n", "png"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|title|meta|div|table|iframe|form|style)\b", re.I
)
_MIME: tuple[tuple[str, FileKind], ...] = (
    ("application/pdf", "pdf"),
    ("wordprocessingml", "docx"),
    ("spreadsheetml", "xlsx"),
    ("presentationml", "pptx"),
    ("application/msword", "doc"),
    ("application/vnd.ms-excel", "xls"),
    ("application/vnd.ms-powerpoint", "ppt"),
    ("opendocument.text", "odt"),
    ("opendocument.spreadsheet", "ods"),
    ("rtf", "rtf"),
    ("application/zip", "zip"),
    ("rar", "rar"),
    ("7z", "7z"),
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("text/html", "html"),
)
_PDF_LIMIT = 20_000_000
_LONGEST_PATH, _LONGEST_QUERY, _MOST_FIELDS = 2000, 4000, 60  # what of an address is looked at


def is_file_url(url: str, label: str = "") -> bool:
    """Does a link lead to a file and not to a page, as far as its address and label tell?

    By extension (also in a query or before Liferay's uuid), by download handlers, by `?download=1`.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme not in ("", "http", "https", "ftp"):
        return False
    path = unquote(parts.path[-_LONGEST_PATH:])
    if _PATH_FILE.search(path) or _LIFERAY.search(path) or _HANDLER.search(path):
        return True
    query = "&".join(parts.query[:_LONGEST_QUERY].split("&")[:_MOST_FIELDS])
    for name, value in parse_qsl(query, keep_blank_values=True):
        if _NAME_FILE.search(value) or (_FILE_FIELDS.fullmatch(name) and value):
            return True
        if name.lower() in ("download", "dl") and value not in ("0", "false", "no"):
            return True
    if "viewerjs" in path.lower() and parts.fragment:
        return True
    plain = fold(nfc(label[:200]))
    return bool(_NAME_FILE.search(plain)) or bool(_LABEL_FILE.fullmatch(plain) and re.search(r"\d", url))


def sniff(body: bytes, name: str = "") -> FileKind:
    """The kind of a file by its first bytes.

    `name` (an address, a label, a media type) decides only between kinds whose first bytes are alike, as
    those of old Word and Excel are.
    """
    if not body.strip(b"\x00\r\n\t "):
        return "empty"
    head = body[:4096].lstrip(b"\xef\xbb\xbf\r\n\t ")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(_OLE):
        return _ole(body, name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(body, name)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    plain = head.replace(b"\x00", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    return "html" if _HTML.search(plain[:2048]) else "other"


def _ole(body: bytes, name: str) -> FileKind:
    streams: tuple[tuple[str, FileKind], ...] = (
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("PowerPoint Document", "ppt"),
    )
    for stream, kind in streams:
        if stream.encode("utf-16-le") in body:
            return kind
    low = name.lower()
    if ".xls" in low or "excel" in low:
        return "xls"
    return "ppt" if ".pp" in low or "powerpoint" in low else "doc"


def _zip(body: bytes, name: str) -> FileKind:
    if b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in body[:200]:
        return "ods"
    if b"mimetypeapplication/vnd.oasis.opendocument" in body[:200]:
        return "odt"
    insides: tuple[tuple[bytes, FileKind], ...] = ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx"))
    for folder, kind in insides:
        if folder in body:
            return kind
    if b"[Content_Types].xml" in body or b"_rels/.rels" in body:
        low = name.lower()
        return "xlsx" if ".xls" in low or "spreadsheet" in low else "pptx" if ".ppt" in low else "docx"
    return "zip"


def file_facts(link: FileFacts, answer: Answer) -> FileFacts:
    """`link` with what its `answer` (a HEAD, a GET, or a GET of the first bytes) shows. Never raises.

    Of a HEAD the kind is only what the server says. Whether a PDF holds text is known only where the whole of
    it came; `sha256` too is kept only then.
    """
    if answer.outcome is not Outcome.OK:
        return replace(link, outcome=answer.outcome, kind=None, size=None, text=None, sha256=None)
    size = _size(answer)
    said = (answer.headers.get(header, "") for header in ("content-disposition", "content-type"))
    name = " ".join([answer.url, link.url, link.label, *said])
    if answer.fetch.method == "HEAD" or (not answer.body and size):
        kind: str | None = "empty" if size == 0 else _by_media_type(answer.headers.get("content-type", ""))
        return replace(link, outcome=answer.outcome, kind=kind, size=size)
    kind = sniff(answer.body, name)
    whole = size is not None and len(answer.body) >= size
    text = None
    if kind == "pdf":
        text = inspect_pdf(answer.body) if whole and len(answer.body) <= _PDF_LIMIT else _peek(answer.body)
    return replace(
        link, outcome=answer.outcome, kind=kind, size=size, text=text, sha256=answer.sha256 if whole else None
    )


def _peek(body: bytes) -> Literal["encrypted", "unknown"]:
    return "encrypted" if re.search(rb"/Encrypt\s*(?:\d+ \d+ R|<<)", body) else "unknown"


def _by_media_type(said: str) -> FileKind | None:
    return next((kind for mark, kind in _MIME if mark in said.lower()), None)


def _size(answer: Answer) -> int | None:
    """Of the whole file, in bytes; None where a part came and the whole is not said."""
    total = re.search(r"/(\d{1,15})\s*$", answer.headers.get("content-range", ""))
    if total:
        return int(total[1])
    length = answer.headers.get("content-length", "")
    encoded = answer.headers.get("content-encoding", "identity") not in ("", "identity")
    if length.isdigit() and len(length) < 16 and not encoded and answer.status != 206:
        return int(length)
    if answer.fetch.method == "HEAD" or answer.status == 206:
        return None
    limit = answer.fetch.first_bytes
    return len(answer.body) if limit is None or len(answer.body) < limit else None
