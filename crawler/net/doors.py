"""The doors to the network: every connection is resolved, checked, and made to the address checked."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from scrapy.settings import BaseSettings
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution
from zope.interface import implementer

from crawler.net.addresses import AddressPolicy, PrivateAddressError
from crawler.net.names import DnsError, Names, read_hosts

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Reactor(Protocol):
    """What is used of Twisted's reactor."""

    connectTCP: Any  # noqa: N815 - Twisted's own name

    def installNameResolver(self, resolver: object) -> object: ...  # noqa: D102, N802


class HasSettings(Protocol):
    """Scrapy's crawler or process."""

    @property
    def settings(self) -> BaseSettings: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Doors:
    """Names and policy together: what a door needs."""

    names: Names
    policy: AddressPolicy

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> "Doors":
        """As `CONGKHAI_ALLOW_PRIVATE`, `CONGKHAI_ALLOW_NETS` and `CONGKHAI_HOSTS` say."""
        hosts = settings.get("CONGKHAI_HOSTS")
        return cls(
            Names(read_hosts(Path(hosts)) if hosts else None),
            AddressPolicy(
                allow_private=settings.getbool("CONGKHAI_ALLOW_PRIVATE"),
                allow_nets=settings.getlist("CONGKHAI_ALLOW_NETS"),
            ),
        )

    async def addresses(self, host: str) -> tuple[str, ...]:
        """The addresses of `host` that may be connected to; raises `DnsError`, `PrivateAddressError`."""
        found = await self.names.resolve(host)
        allowed = tuple(address for address in found if self.policy.allows(address))
        if not allowed:
            raise PrivateAddressError(f"{host}: address not allowed: {found[0]}")
        return allowed

    async def connect(self, host: str, port: int, timeout: float) -> Streams:
        """Open a TCP connection to an allowed address of `host`, in `timeout` seconds for all of them.

        Raises `DnsError`, `PrivateAddressError`, `TimeoutError` or another `OSError`.
        """
        async with asyncio.timeout(timeout):
            failure: OSError = DnsError(host)
            for address in await self.addresses(host):
                try:
                    return await asyncio.open_connection(address, port)
                except OSError as error:
                    failure = error
            raise failure


def guard_reactor(reactor: Reactor, policy: AddressPolicy) -> None:
    """Let `reactor.connectTCP`, which sees every resolved address, refuse what `policy` closes."""
    connect = reactor.connectTCP

    def guarded(host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        policy.check(host)
        return connect(host, port, *args, **kwargs)

    reactor.connectTCP = guarded


@implementer(IHostResolution)
class _Resolution:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing to stop: look-ups end by themselves."""


@implementer(IHostnameResolver)
class GuardedResolver:
    """Scrapy's `TWISTED_DNS_RESOLVER`: our names, and the guard on the reactor with them."""

    def __init__(self, reactor: Reactor, doors: Doors) -> None:
        self._reactor = reactor
        self._doors = doors

    @classmethod
    def from_crawler(cls, crawler: HasSettings, reactor: Reactor) -> "GuardedResolver":
        """Made by Scrapy when its reactor is set up."""
        return cls(reactor, Doors.from_settings(crawler.settings))

    def install_on_reactor(self) -> None:
        """Called by Scrapy before the reactor runs."""
        self._reactor.installNameResolver(self)
        guard_reactor(self._reactor, self._doors.policy)

    def resolveHostName(  # noqa: N802 - Twisted's own name
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type] | None = None,  # noqa: ARG002, N803
        transportSemantics: str = "TCP",  # noqa: ARG002, N803
    ) -> _Resolution:
        """Twisted's way to ask; what cannot be resolved completes without an address."""
        resolution = _Resolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)

        async def resolve() -> None:
            try:
                found = await self._doors.names.resolve(hostName)
            except DnsError:
                found = ()
            for address in found:
                kind = IPv6Address if ":" in address else IPv4Address
                resolutionReceiver.addressResolved(kind("TCP", address, portNumber))
            resolutionReceiver.resolutionComplete()

        task = asyncio.ensure_future(resolve())
        task.add_done_callback(lambda done: done.exception())
        return resolution
