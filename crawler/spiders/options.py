"""What a batch of visits is told, and what it tells while it runs."""

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

CONTACT = "contact: the authority running this audit"


def _contact() -> str:
    return os.environ.get("CONGKHAI_CONTACT") or CONTACT


def _ca_file() -> Path | None:
    named = os.environ.get("CONGKHAI_CA_FILE")
    return Path(named) if named else None


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """How a batch of portals is visited. Times in seconds."""

    as_of: date
    wanted: tuple[str, ...]  # section ids, of every portal that `wanted_by` does not name
    out_dir: Path
    wanted_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # section ids by portal id
    max_pages: int = 200  # per portal
    delay: float = 1.0  # from the end of one request to a host to the start of the next
    concurrency: int = 8  # portals in hand at once
    render: Literal["auto", "never", "always"] = "auto"
    allow_private: bool = False
    allow_nets: tuple[str, ...] = ()  # networks (CIDR) opened by name
    hosts: Path | None = None  # a hosts file
    contact: str = field(default_factory=_contact)  # printed in the user agent
    pictures: bool = True
    pictured: tuple[str, ...] = ()  # the sections whose pages are pictured; none named: all that are found
    warc: bool = True  # store every answer
    ca_file: Path | None = field(default_factory=_ca_file)  # authorities trusted besides the system's
    timeout: float = 30.0  # for one whole answer
    measured: frozenset[str] = frozenset()  # ids of the portals that the browser measures: speed, axe, width
    portal_seconds: float = 2700.0  # after so long nothing more is asked of a portal

    def wanted_of(self, portal_id: str) -> tuple[str, ...]:
        """The sections that this portal is looked through for."""
        return self.wanted_by.get(portal_id, self.wanted)

    @property
    def user_agent(self) -> str:
        """An honest name, with a contact."""
        try:
            number = version("congkhai")
        except PackageNotFoundError:
            number = "0"
        contact = "".join(sign for sign in self.contact if sign.isprintable() and sign not in "()")
        plain = unicodedata.normalize("NFKD", contact.replace("đ", "d").replace("Đ", "D"))
        return f"CongKhai/{number} (+{plain.encode('ascii', 'ignore').decode().strip() or CONTACT})"

    @property
    def warc_dir(self) -> Path:
        """Where the answers are stored."""
        return self.out_dir / "warc" / self.as_of.isoformat()


Stage = Literal["started", "visiting", "finished"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one portal is."""

    portal_id: str
    name: str
    requests: int
    stage: Stage
    status: str | None = None
    reason: str | None = None
