"""The browser's proxy: what is resolved is checked, and what was checked is connected to."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable

import pytest
import trustme

from crawler.facts import Outcome
from crawler.net.addresses import AddressPolicy
from crawler.net.doors import Doors
from crawler.net.names import Names
from crawler.net.proxy import Proxy
from tests.crawler import badserver as bad

Ask = Callable[[str], Awaitable[bytes]]


def through(
    server: bad.BadServer, talk: Callable[[Proxy, Ask], Awaitable[None]], names: Names | None = None
) -> None:
    """Run `talk` with a proxy that opens 127.0.7.0/24 only."""
    known = names or Names({site.name: (site.address,) for site in server.sites})

    async def run() -> None:
        proxy = Proxy(Doors(known, AddressPolicy(allow_nets=["127.0.7.0/24"])))
        port = int((await proxy.start()).rpartition(":")[2])

        async def ask(text: str) -> bytes:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(text.replace("\n", "\r\n").encode())
            data = await asyncio.wait_for(reader.read(), 5)
            writer.close()
            return data

        await talk(proxy, ask)
        await proxy.close()

    asyncio.run(run())


def test_plain_request_is_handed_on_without_what_is_the_proxys() -> None:
    with bad.BadServer() as server:
        site = server.site("so-a.test", {"/a": bad.page("chào", "Connection: keep-alive")})

        async def talk(proxy: Proxy, ask: Ask) -> None:
            said = await ask(
                f"GET {site.url}/a?b=1 HTTP/1.1\nHost: so-a.test\nProxy-Authorization: x\nX-A: 1\n\n"
            )
            head, _, body = said.partition(b"\r\n\r\n")
            assert body.decode() == "chào"
            assert b"Connection: close" in head
            assert b"keep-alive" not in head
            assert proxy.failure("so-a.test") is None

        through(server, talk)
        assert site.hits[0].target == "/a?b=1"
        assert site.hits[0].headers["x-a"] == "1"
        assert "proxy-authorization" not in site.hits[0].headers
        assert site.hits[0].headers["connection"] == "close"


def test_body_of_a_request_arrives() -> None:
    with bad.BadServer() as server:
        site = server.site("so-a.test", {"/": bad.page("được")})

        async def talk(_: Proxy, ask: Ask) -> None:
            said = await ask(f"POST {site.url}/ HTTP/1.1\nHost: so-a.test\nContent-Length: 3\n\nabc")
            assert said.decode().endswith("được")

        through(server, talk)
        assert site.hits[0].body == b"abc"


@pytest.mark.parametrize(
    "host", ["127.0.8.1", "localhost", "2130706433", "0x7f000801", "[::1]", "169.254.169.254", "so-kin.test"]
)
@pytest.mark.parametrize("method", ["GET", "CONNECT"])
def test_closed_address_is_never_connected_to(host: str, method: str) -> None:
    with bad.BadServer() as server:
        trap = server.site("so-kin.test", {"/": bad.page("bí mật")}, address="127.0.8.1")
        target = f"{host}:{trap.port}" if method == "CONNECT" else f"http://{host}:{trap.port}/"

        async def talk(proxy: Proxy, ask: Ask) -> None:
            assert await ask(f"{method} {target} HTTP/1.1\nHost: x\n\n") == b""
            assert proxy.failure(host.strip("[]")) is Outcome.PRIVATE_ADDRESS

        through(server, talk)
        assert trap.hits == []


def test_name_that_changes_its_answer_gains_nothing() -> None:
    class Rebinding(Names):
        """First the open network, then the closed one."""

        def __init__(self) -> None:
            super().__init__()
            self.answers = [("127.0.7.1",), ("127.0.8.1",)]

        async def resolve(self, host: str) -> tuple[str, ...]:  # noqa: ARG002
            return self.answers.pop(0)

    with bad.BadServer() as server:
        server.site("mo.test", {"/": bad.page("mở")}, address="127.0.7.1")
        trap = server.site("kin.test", {"/": bad.page("kín")}, address="127.0.8.1")
        port = server.sites[0].port

        async def talk(_: Proxy, ask: Ask) -> None:
            assert (await ask(f"GET http://doi.test:{port}/ HTTP/1.1\nHost: x\n\n")).decode().endswith("mở")
            assert await ask(f"GET http://doi.test:{trap.port}/ HTTP/1.1\nHost: x\n\n") == b""

        through(server, talk, Rebinding())
        assert trap.hits == []


def test_tunnel_carries_tls() -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("so-a.test").configure_cert(context)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    with bad.BadServer() as server:
        site = server.site("so-a.test", {"/": bad.page("kín đáo")}, tls=context)

        async def talk(proxy: Proxy, _: Ask) -> None:
            port = int((await proxy.start()).rpartition(":")[2])
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"CONNECT so-a.test:{site.port} HTTP/1.1\r\n\r\n".encode())
            assert b"200" in await reader.readuntil(b"\r\n\r\n")
            await writer.start_tls(trusting, server_hostname="so-a.test")
            writer.write(b"GET / HTTP/1.1\r\nHost: so-a.test\r\n\r\n")
            assert b"200" in await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
            writer.close()

        through(server, talk)
        assert site.asked == ["/"]


@pytest.mark.parametrize(
    "nonsense",
    [
        "\n\n",
        "GET / HTTP/1.1\n\n",
        "GET file:///etc/passwd HTTP/1.1\n\n",
        "CONNECT x:y HTTP/1.1\n\n",
        "GET\n\n",
    ],
)
def test_nonsense_is_dropped(nonsense: str) -> None:
    with bad.BadServer() as server:

        async def talk(_: Proxy, ask: Ask) -> None:
            assert await ask(nonsense) == b""

        through(server, talk)


def test_name_without_address_is_told() -> None:
    with bad.BadServer() as server:

        async def talk(proxy: Proxy, ask: Ask) -> None:
            assert await ask("CONNECT khong-co.invalid:443 HTTP/1.1\n\n") == b""
            assert proxy.failure("khong-co.invalid") is Outcome.DNS

        through(server, talk)
