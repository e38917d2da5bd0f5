"""A real portal from its mirror: answers a visit from the files of an archive, without a network."""

import hashlib
import json
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from crawler.facts import Answer, Fetch, Outcome, PortalFacts
from crawler.visit import Budget, Visit

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real"
AT = datetime(2019, 8, 20, tzinfo=UTC)
AS_OF = date(2019, 8, 20)
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
}


@dataclass(frozen=True, slots=True)
class Row:
    """What a visit must know of a portal."""

    id: str
    name: str
    url: str
    level: str


class Mirror:
    """The files of one portal by their paths; those that only the original has are out of reach."""

    def __init__(self, archive: Path) -> None:
        self.files: dict[str, bytes] = {}
        with tarfile.open(archive) as tar:
            for member in tar:
                source = tar.extractfile(member) if member.isfile() else None
                if source is not None:
                    _, _, path = member.name.removeprefix("./").partition("/")
                    self.files[path] = source.read()
        self.absent = frozenset(json.loads(self.files.pop("_absent_files.json")))

    def answer(self, fetch: Fetch, host: str) -> Answer:
        """What the portal under `host` answers; other hosts cannot be reached from here."""
        parts = urlsplit(fetch.url)
        if parts.hostname != host:
            return Answer(fetch, Outcome.DNS, AT, fetch.url)
        path = unquote(parts.path).strip("/")
        if path in self.absent:
            return Answer(fetch, Outcome.TIMEOUT, AT, fetch.url)
        found = next((one for one in (path, f"{path}/index.html".lstrip("/")) if one in self.files), None)
        if path.lower() == "pages/default.aspx":
            found = "index.html"
        if found is None:
            return self._made(fetch, Outcome.NOT_FOUND, 404, "404/index.html")
        return self._made(fetch, Outcome.OK, 200, found)

    def _made(self, fetch: Fetch, outcome: Outcome, status: int, path: str) -> Answer:
        body = self.files.get(path, b"")[: fetch.first_bytes]
        kind = _TYPES.get(Path(path).suffix.lower(), "application/octet-stream")
        sha256 = hashlib.sha256(body).hexdigest()
        return Answer(fetch, outcome, AT, fetch.url, status, {"content-type": kind}, body, sha256=sha256)


@cache
def mirror(name: str) -> Mirror:
    """The mirror called `name`; unpacked once."""
    return Mirror(REAL / f"{name}.tar.xz")


def visit(name: str, row: Row, wanted: Sequence[str], budget: Budget | None = None) -> PortalFacts:
    """Visit the portal `row` on its mirror `name`."""
    files, host = mirror(name), urlsplit(row.url).hostname or ""
    under_way = Visit(row, as_of=AS_OF, wanted=wanted, budget=budget)
    while (fetch := under_way.next()) is not None:
        under_way.receive(files.answer(fetch, host))
    return under_way.facts()
