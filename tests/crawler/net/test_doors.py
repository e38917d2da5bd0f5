"""The door itself: what is connected to is what was judged, at the moment of connecting."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from crawler.net.addresses import AddressPolicy, PrivateAddressError
from crawler.net.doors import Doors, GuardedResolver, guard_reactor
from crawler.net.names import DnsError, Names
from tests.crawler.badserver import BadServer, page


class Reactor:
    """Stands for Twisted's: keeps what it was asked to connect to."""

    def __init__(self) -> None:
        self.connected: list[tuple[str, int]] = []
        self.resolver: Any = None
        self.connectTCP: Any = self._connect

    def _connect(self, host: str, port: int, factory: object, timeout: float = 30) -> str:  # noqa: ARG002
        self.connected.append((host, port))
        return "connector"

    def installNameResolver(self, resolver: object) -> object:  # noqa: N802
        self.resolver = resolver
        return resolver


class Receiver:
    """Takes what a resolver finds."""

    def __init__(self) -> None:
        self.addresses: list[tuple[str, int]] = []
        self.done = asyncio.Event()

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802
        assert resolution

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.addresses.append((address.host, address.port))

    def resolutionComplete(self) -> None:  # noqa: N802
        self.done.set()


def test_guard_lets_through_what_is_open_and_nothing_else() -> None:
    reactor = Reactor()
    guard_reactor(reactor, AddressPolicy(allow_nets=["127.0.7.0/24"]))
    assert reactor.connectTCP("127.0.7.1", 80, None, timeout=5) == "connector"
    for closed in ("127.0.0.1", "10.0.0.1", "::1", "169.254.169.254", "so.gov.vn", ""):
        with pytest.raises(PrivateAddressError):
            reactor.connectTCP(closed, 80, None)
    assert reactor.connected == [("127.0.7.1", 80)]


def test_scrapys_settings_install_names_and_guard(tmp_path: Path) -> None:
    hosts = tmp_path / "hosts"
    hosts.write_text("127.0.7.1 mo.test\n127.0.8.1 kin.test\nfd00::1 sau.test\n")

    class Crawler:
        settings = Settings({"CONGKHAI_HOSTS": str(hosts), "CONGKHAI_ALLOW_NETS": "127.0.7.0/24,10.0.0.0/8"})

    reactor = Reactor()
    GuardedResolver.from_crawler(Crawler(), reactor).install_on_reactor()

    async def ask(name: str) -> list[tuple[str, int]]:
        receiver = Receiver()
        reactor.resolver.resolveHostName(receiver, name, 8080)
        await asyncio.wait_for(receiver.done.wait(), 5)
        return receiver.addresses

    async def run() -> None:
        assert await ask("mo.test") == [("127.0.7.1", 8080)]
        assert await ask("sau.test") == [("fd00::1", 8080)]
        assert await ask("khong-co.invalid") == []

    asyncio.run(run())
    assert reactor.connectTCP("10.1.1.1", 1, None) == "connector"
    with pytest.raises(PrivateAddressError):
        reactor.connectTCP("127.0.8.1", 1, None)


def test_of_several_addresses_only_open_ones_are_tried() -> None:
    with BadServer() as server:
        trap = server.site("kin.test", {"/": page("")}, address="127.0.8.1")
        opened = server.site("mo.test", {"/": page("")}, address="127.0.7.1")
        names = Names({"hai.test": ("127.0.8.1", "127.0.7.9", "127.0.7.1"), "kin.test": ("127.0.8.1",)})
        doors = Doors(names, AddressPolicy(allow_nets=["127.0.7.0/24"]))

        async def run() -> None:
            assert await doors.addresses("hai.test") == ("127.0.7.9", "127.0.7.1")
            _, writer = await doors.connect("hai.test", opened.port, 5)
            assert writer.get_extra_info("peername")[0] == "127.0.7.1"
            writer.close()
            with pytest.raises(PrivateAddressError):
                await doors.connect("kin.test", trap.port, 5)
            with pytest.raises(DnsError):
                await doors.connect("khong-co.invalid", 80, 5)
            with pytest.raises(ConnectionRefusedError):
                await doors.connect("127.0.7.77", 1, 5)

        asyncio.run(run())
