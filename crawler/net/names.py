"""Names to addresses: a hosts file first, then the system's resolver; short memory, bounded time."""

import asyncio
import socket
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address, ip_network
from pathlib import Path

_TIMEOUT = 10.0
_REMEMBER, _REMEMBER_FAILURE = 300.0, 30.0  # seconds
_MOST = 10_000  # names remembered
_THREADS = 16
_NO_RECORD = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
_LOOPBACK = "127.0.0.1"
_NAT64 = ip_network("64:ff9b::/96")


class DnsError(OSError):
    """A name that leads to no address."""


def read_hosts(path: Path) -> dict[str, tuple[str, ...]]:
    """Read a file in hosts format: name -> addresses, in the order of the file.

    Raises `OSError` where it cannot be read and `ValueError`, naming the line, where an address is none.
    """
    found: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        try:
            address = str(ip_address(words[0]))
        except ValueError:
            raise ValueError(f"{path}:{number}: {words[0]!r} is not an IP address") from None
        for name in words[1:]:
            key = _key(name)
            found[key] = (*found.get(key, ()), address)
    return found


def _key(name: str) -> str:
    host = name.lower().rstrip(".")
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


class Names:
    """The resolver that every door shares."""

    def __init__(self, hosts: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._hosts = dict(hosts or {})
        self._known: dict[str, tuple[float, tuple[str, ...]]] = {}
        self._threads = ThreadPoolExecutor(_THREADS, "names")

    async def resolve(self, host: str) -> tuple[str, ...]:
        """The addresses of `host` (IPv4 ones alone where there are any); raises `DnsError`."""
        key = _key(host)
        if key in self._hosts:
            return self._hosts[key]
        if key.rpartition(".")[2] == "localhost":  # RFC 6761 §6.3: whatever the machine's own tables say
            return (_LOOPBACK,)
        until, addresses = self._known.get(key, (0.0, ()))
        if until < time.monotonic():
            addresses = await self._look_up(key)
            if len(self._known) >= _MOST:
                self._known.clear()
            keep = _REMEMBER if addresses else _REMEMBER_FAILURE
            self._known[key] = (time.monotonic() + keep, addresses)
        if not addresses:
            raise DnsError(f"no address for {host!r}")
        return addresses

    async def ipv6(self, host: str) -> bool | None:
        """Has `host` a public IPv6 address in the DNS? None where the hosts file or the name itself answers.

        Raises `DnsError` where the DNS gives no answer.
        """
        key = _key(host)
        if key in self._hosts or _literal(key):
            return None
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(_TIMEOUT):
                return await loop.run_in_executor(self._threads, _ask_ipv6, key)
        except (OSError, UnicodeError) as error:  # TimeoutError is an OSError
            raise DnsError(f"no answer for {host!r}: {error}") from None

    async def _look_up(self, host: str) -> tuple[str, ...]:
        loop = asyncio.get_running_loop()
        try:
            return await asyncio.wait_for(loop.run_in_executor(self._threads, _ask_system, host), _TIMEOUT)
        except (OSError, UnicodeError, TimeoutError):
            return ()

    def close(self) -> None:
        """Let the threads go; look-ups under way are abandoned."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _ask_system(host: str) -> tuple[str, ...]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    by_family = {
        family: [str(where[0]) for kind, *_, where in found if kind == family]
        for family in (socket.AF_INET, socket.AF_INET6)
    }
    return tuple(dict.fromkeys(by_family[socket.AF_INET] or by_family[socket.AF_INET6]))


def _ask_ipv6(host: str) -> bool:
    try:
        found = socket.getaddrinfo(host, None, socket.AF_INET6, socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in _NO_RECORD:
            return False
        raise
    return any(_public(str(where[0])) for *_, where in found)


def _public(address: str) -> bool:
    """Is it one that others can reach, and not made up from an IPv4 one by a gateway of this network?"""
    literal = ip_address(address.partition("%")[0])
    return literal.is_global and literal not in _NAT64


def _literal(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
