"""The real portals of the shared material on loopback, each under its own name, as static pages."""

import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.quality.mirror import REAL, Mirror, mirror

NETWORK = "127.43.0.0/24"
NAMES = tuple(sorted(path.name.removesuffix(".tar.xz") for path in REAL.glob("*.tar.xz")))
_ELSEWHERE = {".pdf": b"%PDF-1.4\n%%EOF\n", ".doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)}
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".pdf": "application/pdf",
}


@dataclass(frozen=True)
class Served:
    """Where the mirrors are: a hosts file and a registry."""

    hosts: Path
    registry: Path


@contextmanager
def mirrors(folder: Path) -> Iterator[Served]:
    """Serve all mirrors while the block runs."""
    hosts, rows = [], ["id,name,url,level"]
    with ExitStack() as stack:
        for nth, name in enumerate(NAMES, 1):
            address = f"127.43.0.{nth}"
            host = f"{name.split('.')[0].replace('_', '-')}.daknong.gov.vn"
            server = ThreadingHTTPServer((address, 0), _handler(mirror(name), host))
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
            hosts.append(f"{address} {host}")
            rows.append(f"{name.split('.')[0]},{host},http://{host}:{server.server_port}/,other")
        (folder / "hosts").write_text("\n".join(hosts) + "\n", "utf-8")
        (folder / "registry.csv").write_text("\n".join(rows) + "\n", "utf-8")
        yield Served(folder / "hosts", folder / "registry.csv")


def _handler(files: Mirror, host: str) -> type[BaseHTTPRequestHandler]:
    own = re.compile(rf"https?://(www\.)?{re.escape(host)}(?::\d+)?/".encode(), re.IGNORECASE)

    class Handler(BaseHTTPRequestHandler):
        """What the mirror has, on whatever port it is served; a file that only the original has is there,
        and empty of text.
        """

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path).strip("/")
            suffix = Path(path).suffix.lower()
            found = next(
                (one for one in (path, f"{path}/index.html".lstrip("/")) if one in files.files), None
            )
            if path.lower() == "pages/default.aspx":
                found = "index.html"
            if found is not None:
                suffix = Path(found).suffix.lower()
                body = files.files[found]
                self._reply(200, own.sub(b"/", body) if suffix == ".html" else body, suffix)
            elif path in files.absent and suffix in _ELSEWHERE:
                self._reply(200, _ELSEWHERE[suffix], suffix)
            else:
                self._reply(404, files.files.get("404/index.html", b""), ".html")

        do_HEAD = do_GET  # noqa: N815 - named by the protocol

        def _reply(self, status: int, body: bytes, suffix: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", _TYPES.get(suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nothing: the audit keeps its own record."""

    return Handler
