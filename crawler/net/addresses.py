"""Which addresses may be connected to: public ones, and what the caller opens by name."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

# Cloud metadata services: closed whatever the caller opens.
_METADATA = frozenset(
    ip_address(one)
    for one in (
        "169.254.169.254", "169.254.169.253", "169.254.170.2", "169.254.170.23", "100.100.100.200",
        "192.0.0.192", "168.63.129.16", "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254",
    )
)  # fmt: skip
_NAT64 = ip_network("64:ff9b::/96")
_COMPATIBLE = ip_network("::/96")


class PrivateAddressError(ConnectionError):
    """An address that may not be connected to; nothing was sent there."""


class AddressPolicy:
    """Decides on resolved addresses. Every door asks it at the moment of connecting."""

    def __init__(self, *, allow_private: bool = False, allow_nets: Iterable[str] = ()) -> None:
        """`allow_nets`: networks (CIDR) to open; raises `ValueError` where one is none."""
        self._allow_private = allow_private
        self._nets = tuple(ip_network(net, strict=False) for net in allow_nets)

    def allows(self, address: str) -> bool:
        """May `address` (an IP literal) be connected to? What is no literal may not."""
        try:
            literal = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        forms = (literal, *_embedded(literal))
        return not any(form in _METADATA for form in forms) and all(self._open(form) for form in forms)

    def check(self, address: str) -> None:
        """Raise `PrivateAddressError` unless `address` may be connected to."""
        if not self.allows(address):
            raise PrivateAddressError(f"address not allowed: {address}")

    def _open(self, address: Address) -> bool:
        if any(address in net for net in self._nets if net.version == address.version):
            return True
        if address.is_multicast or address.is_unspecified:
            return False
        if isinstance(address, IPv6Address) and _embedded(address):
            return True  # stands for the IPv4 address, which is judged by itself
        return address.is_global or (self._allow_private and not _broadcast(address))


def _broadcast(address: Address) -> bool:
    return address == IPv4Address("255.255.255.255")


def _embedded(address: Address) -> tuple[Address, ...]:
    """The IPv4 address that an IPv6 one stands for (mapped, compatible, 6to4, NAT64, Teredo)."""
    if isinstance(address, IPv4Address):
        return ()
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    return ()
