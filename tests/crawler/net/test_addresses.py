"""The address policy: private is closed, what is named is open, metadata stays closed."""

import pytest

from crawler.net.addresses import AddressPolicy, PrivateAddressError

ANY = "0.0.0.0"  # noqa: S104 - connecting there reaches this machine
PUBLIC = ["93.184.216.34", "203.162.0.1", "2001:4860:4860::8888", "64:ff9b::5db8:d822"]
PRIVATE = [
    "127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.1.1",
    "100.64.0.1", "100.127.255.254", ANY, "192.0.2.1", "198.18.0.1", "240.0.0.1", "255.255.255.255",
    "224.0.0.1", "239.255.255.250", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    "2001:db8::1",
]  # fmt: skip
METADATA = ["169.254.169.254", "169.254.170.2", "100.100.100.200", "fd00:ec2::254", "::ffff:169.254.169.254"]
NO_LITERALS = ["localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "", "so.gov.vn", "127.0.0.1:80"]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_address_is_open(address: str) -> None:
    assert AddressPolicy().allows(address)


@pytest.mark.parametrize("address", [*PRIVATE, *METADATA])
def test_private_address_is_closed(address: str) -> None:
    with pytest.raises(PrivateAddressError):
        AddressPolicy().check(address)


@pytest.mark.parametrize("address", NO_LITERALS)
def test_what_is_no_resolved_address_is_closed(address: str) -> None:
    assert not AddressPolicy(allow_private=True).allows(address)


@pytest.mark.parametrize("address", METADATA)
def test_metadata_stays_closed_whatever_is_opened(address: str) -> None:
    opened = AddressPolicy(allow_private=True, allow_nets=["169.254.0.0/16", "fd00::/8", "100.0.0.0/8"])
    assert not opened.allows(address)


def test_named_network_opens_itself_only() -> None:
    policy = AddressPolicy(allow_nets=["127.0.5.0/24", "fd12::/16"])
    assert policy.allows("127.0.5.9")
    assert policy.allows("::ffff:127.0.5.9")
    assert policy.allows("fd12::1")
    assert not policy.allows("127.0.6.1")
    assert not policy.allows("10.0.0.1")
    assert not policy.allows("fd13::1")


def test_opening_private_opens_no_multicast() -> None:
    policy = AddressPolicy(allow_private=True)
    assert policy.allows("127.0.0.1")
    assert policy.allows("100.64.0.1")
    assert not policy.allows("224.0.0.1")
    assert not policy.allows(ANY)


def test_wrong_network_is_an_error() -> None:
    with pytest.raises(ValueError, match="khong-phai-mang"):
        AddressPolicy(allow_nets=["khong-phai-mang"])
