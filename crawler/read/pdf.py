"""Does a PDF hold text or only pictures of pages, and which? Read apart, in limited time and memory."""

import atexit
import os
import re
import select
import subprocess
import sys
import threading
from pathlib import Path
from typing import Literal

from crawler.read.pdf_worker import FAILED, FIRST_PAGE, HEAD, KIND, LENGTH, SECONDS

PdfText = Literal["text", "scan", "encrypted", "unknown"]

LETTERS = 60  # fewer on the first pages is a stamp or a page number, not a text
_PATIENCE = SECONDS + 6  # seconds until the process that reads is given up and started anew


def inspect_pdf(body: bytes) -> PdfText:
    """Of a whole PDF: does it hold text, or only scanned pages; is it locked with a password?

    "unknown" where it is broken, too slow or too large to tell. Never raises.
    """
    if b"%PDF-" not in body[:1024]:
        return "unknown"
    locked = re.search(rb"/Encrypt\s*(?:\d+ \d+ R|<<)", body) is not None
    if not locked and b"/Font" not in body and b"/ObjStm" not in body:
        return "scan" if b"/Image" in body else "unknown"
    said = (_reader.ask(KIND, body) or b"")[:100].decode("ascii", "replace").split()
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
    return (_reader.ask(FIRST_PAGE, body) or b"").decode("utf-8", "replace")


class _Reader:
    """The process that reads PDFs, started when first asked and again when it was lost."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, operation: bytes, body: bytes) -> bytes | None:
        """What the process says; None where it cannot tell."""
        with self._lock:
            try:
                return self._ask(operation, body)
            except OSError:
                self.close()
                return None

    def _ask(self, operation: bytes, body: bytes) -> bytes | None:
        process = self._running()
        if process.stdin is None or process.stdout is None:
            return None
        process.stdin.write(HEAD.pack(operation, len(body)) + body)
        process.stdin.flush()
        if not select.select([process.stdout], [], [], _PATIENCE)[0]:
            self.close()
            return None
        head = process.stdout.read(LENGTH.size)
        if len(head) < LENGTH.size:
            self.close()
            return None
        (size,) = LENGTH.unpack(head)
        return None if size == FAILED else process.stdout.read(size)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            # This interpreter with a file of our own; the PDF comes on standard input.
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", str(Path(__file__).with_name("pdf_worker.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self._process

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def forget(self) -> None:
        """In a fork of this process: the pipes are the parent's."""
        self._process = None
        self._lock = threading.Lock()


_reader = _Reader()
atexit.register(_reader.close)
os.register_at_fork(after_in_child=_reader.forget)
