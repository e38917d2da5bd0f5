"""Where the replica listens: one loopback address per host, the ports, and the traps outside."""

from collections.abc import Iterable
from dataclasses import dataclass

NETWORK = "127.42.0.0/16"
TRAP = "127.99.0.1"
TRAP_HOST = "noibo.truonggiang.gov.vn"  # a public name with a private address
METADATA = "169.254.169.254"
_USUAL = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Ports:
    """The ports on which every address of the replica listens."""

    http: int = 80
    https: int = 443

    def origin(self, host: str, scheme: str = "http") -> str:
        """Scheme, host and, unless it is the scheme's own, the port."""
        port = self.https if scheme == "https" else self.http
        return f"{scheme}://{host}" + ("" if port == _USUAL[scheme] else f":{port}")


def addresses_of(hosts: Iterable[str]) -> dict[str, str]:
    """An address of the opened network for every host, in their order."""
    found: dict[str, str] = {}
    for host in hosts:
        if host not in found:
            found[host] = f"127.42.{1 + len(found) // 200}.{1 + len(found) % 200}"
    return found
