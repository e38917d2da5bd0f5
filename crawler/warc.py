"""Every answer of a visit to WARC, and back: what a portal is read again from."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.facts import Answer, from_json, to_json

_ANSWER = "application/vnd.congkhai.answer+json"
# The body is stored as read: unpacked, in one piece.
_OF_THE_WIRE = ("content-encoding", "transfer-encoding", "content-length")


class WarcWriter:
    """Writes one portal's answers. The file appears under its name when it is closed whole."""

    def __init__(self, path: Path) -> None:
        """Raises `OSError` where the file cannot be written."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._part = path.with_name(path.name + ".part")
        self._file = self._part.open("wb")
        self._writer: Any = WARCWriter(self._file, gzip=True)
        self._writer.write_record(
            self._writer.create_warcinfo_record(path.name, {"software": "congkhai", "format": "WARC/1.0"})
        )

    def write(self, answer: Answer) -> None:
        """Store `answer`: a record of what came, and one of what was asked and how it ended."""
        at = answer.at.strftime("%Y-%m-%dT%H:%M:%SZ")
        record = self._record(answer, at)
        told = self._writer.create_warc_record(
            answer.url,
            "metadata",
            payload=BytesIO(to_json(replace(answer, body=b""))),
            warc_content_type=_ANSWER,
            warc_headers_dict={
                "WARC-Date": at, "WARC-Concurrent-To": record.rec_headers.get_header("WARC-Record-ID"),
            },
        )  # fmt: skip
        self._writer.write_record(record)
        self._writer.write_record(told)

    def _record(self, answer: Answer, at: str) -> Any:
        digest = hashlib.sha256(answer.body).hexdigest()
        headers = {"WARC-Date": at, "WARC-Payload-Digest": f"sha256:{digest}"}
        if answer.status is None or answer.fetch.render:
            # What a browser made of a page is no response of a server.
            kind = answer.headers.get("content-type", "application/octet-stream")
            return self._writer.create_warc_record(
                answer.url, "resource", payload=BytesIO(answer.body), length=len(answer.body),
                warc_content_type=kind,
                warc_headers_dict=headers,
            )  # fmt: skip
        lines = [(_line(name), _line(value)) for name, value in answer.headers.items()]
        kept = [(name, value) for name, value in lines if name not in _OF_THE_WIRE]
        http = StatusAndHeaders(
            f"{answer.status} ", [*kept, ("content-length", str(len(answer.body)))], protocol="HTTP/1.1"
        )
        return self._writer.create_warc_record(
            answer.url,
            "response",
            payload=BytesIO(answer.body),
            length=len(answer.body),
            http_headers=http,
            warc_headers_dict=headers,
        )

    def close(self) -> None:
        """Finish the file and give it its name."""
        if not self._file.closed:
            self._file.close()
            self._part.replace(self._path)

    def discard(self) -> None:
        """Drop what was written: the visit was broken off."""
        self._file.close()
        self._part.unlink(missing_ok=True)

    def __enter__(self) -> "WarcWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None and not issubclass(kind, Exception):  # broken off, not failed
            self.discard()
        else:
            self.close()


def _line(text: str) -> str:
    return " ".join(text.split())


def read_answers(path: Path) -> dict[str, Answer]:
    """The answers in a file that `WarcWriter` wrote, by `Fetch.key`; of one key the last counts.

    Raises `OSError` where the file cannot be read and `ValueError` where it is not whole or not ours.
    """
    with path.open("rb") as file:
        try:
            return {answer.fetch.key: answer for answer in _answers(ArchiveIterator(file))}
        except (ArchiveLoadFailed, ValueError, EOFError, zlib.error) as error:
            raise ValueError(f"{path}: {error}") from None


def _answers(records: Any) -> Iterator[Answer]:
    body = b""
    first = next(iter(records), None)
    if first is None or first.rec_type != "warcinfo":
        raise ValueError("no archive of answers")
    for record in records:
        if record.rec_type in ("response", "resource"):
            body = record.content_stream().read()
        elif record.rec_type == "metadata" and record.content_type == _ANSWER:
            yield replace(from_json(Answer, record.content_stream().read()), body=body)
