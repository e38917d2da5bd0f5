"""Does a PDF hold text or only pictures of pages? Read in a child process with limits of time and memory."""

import re
import subprocess
import sys
from typing import Literal

PdfText = Literal["text", "scan", "encrypted", "unknown"]

SECONDS = 8
MEMORY = 1_000_000_000  # bytes of address space
PAGES = 3  # looked at from the front
LETTERS = 60  # fewer on those pages is a stamp or a page number, not a text

_CHILD = """
import resource, sys
seconds, memory, pages = map(int, sys.argv[1:4])
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
import io, logging
logging.disable(logging.CRITICAL)
from pypdf import PdfReader
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


def inspect_pdf(body: bytes) -> PdfText:
    """Of a whole PDF: does it hold text, or only scanned pages; is it locked with a password?

    "unknown" where it is broken, too slow or too large to tell. Never raises.
    """
    if not body[:1024].lstrip().startswith(b"%PDF-") and b"%PDF-" not in body[:1024]:
        return "unknown"
    locked = re.search(rb"/Encrypt\s*(?:\d+ \d+ R|<<)", body) is not None
    if not locked and b"/Font" not in body and b"/ObjStm" not in body:
        return "scan" if b"/Image" in body else "unknown"
    limits = [str(SECONDS), str(MEMORY), str(PAGES)]
    try:
        # The program is this interpreter with a text of our own; the PDF comes on standard input.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-c", _CHILD, *limits],
            input=body,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS + 2,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return "unknown"
    said = done.stdout[:100].decode("ascii", "replace").split()
    if done.returncode != 0 or not said:
        return "unknown"
    if said[0] == "encrypted":
        return "encrypted"
    letters, images = int(said[0]), int(said[1])
    if letters >= LETTERS or (letters and not images):
        return "text"
    return "scan" if images else "unknown"
