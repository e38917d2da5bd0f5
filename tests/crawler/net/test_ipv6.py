"""Has a name an IPv6 address? What the DNS says, and when it says nothing."""

import asyncio
import socket
from typing import Any

import pytest

from crawler.net.names import DnsError, Names

HOST = "so-a.gov.vn"


def ask(host: str = HOST, hosts: dict[str, tuple[str, ...]] | None = None) -> bool | None:
    names = Names(hosts)
    try:
        return asyncio.run(names.ipv6(host))
    finally:
        names.close()


def answers(patch: pytest.MonkeyPatch, answer: str | int) -> None:
    """The system's resolver has this address, or fails with this error."""

    def resolve(host: str, port: None, family: int, kind: int) -> list[tuple[Any, ...]]:
        assert (host, port, family, kind) == (HOST, None, socket.AF_INET6, socket.SOCK_STREAM)
        if isinstance(answer, int):
            raise socket.gaierror(answer, "planted")
        return [(family, kind, 6, "", (answer, 0, 0, 0))]

    patch.setattr(socket, "getaddrinfo", resolve)


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("2405:4800:101::5", True),
        ("64:ff9b::7b19:1", False),  # made up by a gateway of the network that asks
        ("fd00::5", False),
        ("::1", False),
        (socket.EAI_NONAME, False),
        (socket.EAI_NODATA, False),
    ],
)
def test_only_a_public_address_of_its_own_counts(
    monkeypatch: pytest.MonkeyPatch, answer: str | int, found: bool
) -> None:
    answers(monkeypatch, answer)
    assert ask() is found


@pytest.mark.parametrize("error", [socket.EAI_AGAIN, socket.EAI_FAIL])
def test_a_resolver_that_fails_says_nothing(monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    answers(monkeypatch, error)
    with pytest.raises(DnsError):
        ask()


@pytest.mark.parametrize("host", [HOST, "127.0.0.1", "[::1]", "::1"])
def test_what_the_dns_does_not_answer_is_not_asked_there(host: str) -> None:
    assert ask(host, {HOST: ("127.0.0.5",)}) is None
