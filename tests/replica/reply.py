"""What the server answers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reply:
    """One answer."""

    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
