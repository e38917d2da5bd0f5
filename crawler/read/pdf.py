"""Does a PDF hold text or only pictures of pages, and which? Read in a child, in limited time and memory."""

import re
import subprocess
import sys
from typing import Literal

PdfText = Literal["text", "scan", "encrypted", "unknown"]

SECONDS = 8
MEMORY = 1_000_000_000  # bytes of address space
PAGES = 3  # looked at from the front
LETTERS = 60  # fewer on those pages is a stamp or a page number, not a text

_LIMITED = """
import resource, sys
seconds, memory, pages = map(int, sys.argv[1:4])
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
import io, logging
logging.disable(logging.CRITICAL)
from pypdf import PdfReader
"""
_TEXT_CHILD = (
    _LIMITED
    + """
reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()), strict=False)
if not reader.is_encrypted or reader.decrypt(""):
    sys.stdout.buffer.write((reader.pages[0].extract_text() or "")[:4000].encode())
"""
)
_CHILD = (
    _LIMITED
    + """
def inner(holder, key):
    value = holder.get(key)
    return {} if value is None else value.get_object()
try:
    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()), strict=False)
    locked = reader.is_encrypted and not reader.decrypt("")
except NotImplementedError:  # locked for the holders of some certificate
    locked = True
if locked:
    print("encrypted")
else:
    letters = images = 0
    for page in reader.pages[:pages]:
        letters += sum(map(str.isalpha, page.extract_text() or ""))
        drawn = inner(inner(page, "/Resources"), "/XObject")
        images += any(one.get_object().get("/Subtype") == "/Image" for one in drawn.values())
    print(letters, images)
"""
)


def inspect_pdf(body: bytes) -> PdfText:
    """Of a whole PDF: does it hold text, or only scanned pages; is it locked with a password?

    "unknown" where it is broken, too slow or too large to tell. Never raises.
    """
    if not body[:1024].lstrip().startswith(b"%PDF-") and b"%PDF-" not in body[:1024]:
        return "unknown"
    locked = re.search(rb"/Encrypt\s*(?:\d+ \d+ R|<<)", body) is not None
    if not locked and b"/Font" not in body and b"/ObjStm" not in body:
        return "scan" if b"/Image" in body else "unknown"
    said = (_run(_CHILD, body, PAGES) or b"")[:100].decode("ascii", "replace").split()
    if not said:
        return "unknown"
    if said[0] == "encrypted":
        return "encrypted"
    letters, images = int(said[0]), int(said[1])
    if letters >= LETTERS or (letters and not images):
        return "text"
    return "scan" if images else "unknown"


def first_page(body: bytes) -> str:
    """The text of the first page of a whole PDF, at most 4,000 letters; "" where there is none."""
    if b"%PDF-" not in body[:1024] or (b"/Font" not in body and b"/ObjStm" not in body):
        return ""
    return (_run(_TEXT_CHILD, body, 1) or b"").decode("utf-8", "replace")


def _run(program: str, body: bytes, pages: int) -> bytes | None:
    """What `program` writes about the PDF within the limits; None where it fails or takes too long."""
    limits = [str(SECONDS), str(MEMORY), str(pages)]
    try:
        # The program is this interpreter with a text of our own; the PDF comes on standard input.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-c", program, *limits],
            input=body,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS + 2,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return done.stdout if done.returncode == 0 else None
