"""The process that reads PDFs: `crawler.read.pdf` starts it and asks; each PDF is read in a fork with limits.

It stays, so that pypdf is loaded once; what a hostile PDF does, it does to a fork of it. Asked on standard
input (an operation of one byte, the length, the PDF), it answers on standard output (the length, the answer;
`FAILED` in place of the length where there is none). It ends with its input.
"""

import io
import logging
import os
import resource
import select
import signal
import struct
import sys
from collections.abc import Callable
from typing import Any

from pypdf import PdfReader

SECONDS = 8
MEMORY = 1_000_000_000  # bytes of address space
PAGES = 3  # looked at from the front
TEXT = 4_000  # letters of the first page
FAILED = 0xFFFFFFFF
HEAD = struct.Struct(">cQ")
LENGTH = struct.Struct(">I")
KIND, FIRST_PAGE = b"k", b"t"


def _inner(holder: Any, key: str) -> Any:
    value = holder.get(key)
    return {} if value is None else value.get_object()


def kind(body: bytes) -> bytes:
    """b"encrypted", or the letters and the pictures on the first pages."""
    try:
        reader = PdfReader(io.BytesIO(body), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
    except NotImplementedError:  # locked for the holders of some certificate
        locked = True
    if locked:
        return b"encrypted"
    letters = images = 0
    for page in reader.pages[:PAGES]:
        letters += sum(map(str.isalpha, page.extract_text() or ""))
        drawn = _inner(_inner(page, "/Resources"), "/XObject")
        images += any(one.get_object().get("/Subtype") == "/Image" for one in drawn.values())
    return f"{letters} {images}".encode()


def first_page(body: bytes) -> bytes:
    """The text of the first page; empty where the file is locked."""
    reader = PdfReader(io.BytesIO(body), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return b""
    return (reader.pages[0].extract_text() or "")[:TEXT].encode()


READERS: dict[bytes, Callable[[bytes], bytes]] = {KIND: kind, FIRST_PAGE: first_page}


def _forked(reader: Callable[[bytes], bytes], body: bytes) -> bytes | None:
    """What `reader` says of the PDF, in a fork; None where it fails, or takes too long or too much."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(out)
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
            with os.fdopen(into, "wb") as pipe:
                pipe.write(reader(body))
            status = 0
        finally:
            os._exit(status)
    os.close(into)
    said = bytearray()
    try:
        while select.select([out], [], [], SECONDS + 2)[0]:
            piece = os.read(out, 65_536)
            if not piece:
                break
            said += piece
        else:
            os.kill(child, signal.SIGKILL)
    finally:
        os.close(out)
    _, status = os.waitpid(child, 0)
    return bytes(said) if status == 0 else None


def main() -> None:
    """Answer until the input ends."""
    logging.disable(logging.CRITICAL)
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while len(head := asked.read(HEAD.size)) == HEAD.size:
        operation, size = HEAD.unpack(head)
        said = _forked(READERS[operation], asked.read(size))
        answers.write(LENGTH.pack(FAILED if said is None else len(said)) + (said or b""))
        answers.flush()


if __name__ == "__main__":
    main()
