"""A small, quick HTTP/1.1 server: keep-alive, HEAD, ranges, forms. It knows nothing of portals."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qsl

from tests.replica.reply import Reply

_LARGEST_BODY = 1_000_000
_IDLE = 30.0  # seconds a connection may wait for its next request
_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


@dataclass(frozen=True)
class Request:
    """One request; `address` is where it arrived, `host` what it asked for, without the port."""

    scheme: str
    address: str
    host: str
    method: str
    path: str
    form: dict[str, str]
    agent: str


Handler = Callable[[Request], Reply | None]  # None: never answer


async def serve_connection(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, scheme: str, handler: Handler
) -> None:
    """Answer the requests of one connection until the other side has enough of it."""
    try:
        while True:
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _IDLE)
            first, headers = _parse(head)
            method, path, version = ([*first.split(" "), "", ""])[:3]
            size = min(int(headers.get("content-length", "0") or "0"), _LARGEST_BODY)
            body = await reader.readexactly(size) if size else b""
            form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)) if body else {}
            address = str(writer.get_extra_info("sockname")[0])
            host = headers.get("host", address).partition(":")[0].lower()
            reply = handler(Request(scheme, address, host, method, path, form, headers.get("user-agent", "")))
            if reply is None:
                await reader.read()
                return
            keep = headers.get("connection", "").lower() != "close" and version == "HTTP/1.1"
            writer.write(_bytes(reply, method, headers.get("range", ""), keep))
            await writer.drain()
            if not keep:
                return
    except (
        TimeoutError,
        asyncio.IncompleteReadError,
        asyncio.LimitOverrunError,
        ConnectionError,
        ValueError,
    ):
        return
    finally:
        writer.close()


def _parse(head: bytes) -> tuple[str, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines if line)
    return first, {name.strip().lower(): value.strip() for name, _, value in pairs}


def _bytes(reply: Reply, method: str, wanted: str, keep: bool) -> bytes:
    status, body = reply.status, reply.body
    extra = list(reply.headers)
    part = _RANGE.match(wanted) if status == 200 and method == "GET" and body else None
    if part and (part[1] or part[2]):
        start = int(part[1]) if part[1] else max(0, len(body) - int(part[2]))
        end = min(int(part[2]), len(body) - 1) if part[1] and part[2] else len(body) - 1
        if start <= end:
            extra.append(("Content-Range", f"bytes {start}-{end}/{len(body)}"))
            status, body = 206, body[start : end + 1]
    lines = [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        f"Content-Type: {reply.content_type}",
        f"Content-Length: {len(body)}",
        f"Connection: {'keep-alive' if keep else 'close'}",
        *(f"{name}: {value}" for name, value in extra),
    ]
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return head if method == "HEAD" else head + body
