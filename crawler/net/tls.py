"""What a host's certificate is worth: looked at in a handshake of its own, so that reading may go on."""

import asyncio
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import certifi
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from OpenSSL import SSL, crypto

from crawler.facts import Certificate
from crawler.net.doors import Doors, Streams

_LEGACY_SERVER_CONNECT = 0x4  # old servers that cannot renegotiate safely are read all the same
_SECOND = timedelta(seconds=1)


class Authorities:
    """The authorities that count as known: the system's (else Mozilla's), and those in `ca_file`."""

    def __init__(self, ca_file: Path | None = None) -> None:
        """Raises `OSError` or `ValueError` where `ca_file` holds no certificate."""
        self._bundle = ssl.get_default_verify_paths().cafile or certifi.where()
        own = x509.load_pem_x509_certificates(ca_file.read_bytes()) if ca_file else ()
        self._own = [crypto.X509.from_cryptography(one) for one in own]

    def vouch(self, chain: Sequence[x509.Certificate], moment: datetime) -> bool:
        """Does `chain` lead to one of them, judged at `moment`?"""
        store = crypto.X509Store()  # a new one each time: its time can be set only once
        store.load_locations(self._bundle)
        for one in self._own:
            store.add_cert(one)
        store.set_time(moment.replace(tzinfo=None))
        leaf, *others = (crypto.X509.from_cryptography(one) for one in chain)
        try:
            crypto.X509StoreContext(store, leaf, others).verify_certificate()
        except crypto.X509StoreContextError:
            return False
        return True


def judge_chain(
    chain: Sequence[x509.Certificate], host: str, now: datetime, authorities: Authorities
) -> Certificate:
    """The facts of the certificate at the head of `chain`, as `host` showed it at `now`."""
    leaf = chain[0]
    begins, ends = leaf.not_valid_before_utc, leaf.not_valid_after_utc
    problems = []
    if now > ends:
        problems.append("expired")
    if now < begins:
        problems.append("not_yet_valid")
    if not _names(leaf, host):
        problems.append("wrong_name")
    within = min(max(now, begins + _SECOND), ends - _SECOND)
    if not authorities.vouch(chain, within):
        problems.append("self_signed" if leaf.issuer == leaf.subject else "untrusted")
    return Certificate(
        subject=leaf.subject.rfc4514_string()[:300],
        issuer=leaf.issuer.rfc4514_string()[:300],
        not_before=begins,
        not_after=ends,
        problems=tuple(problems),
    )


def _names(leaf: x509.Certificate, host: str) -> bool:
    try:
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    try:
        return ip_address(host) in names.get_values_for_type(x509.IPAddress)
    except ValueError:
        wanted = host.lower().rstrip(".")
    return any(_matches(name.lower(), wanted) for name in names.get_values_for_type(x509.DNSName))


def _matches(name: str, host: str) -> bool:
    if not name.startswith("*."):
        return name == host
    return host.partition(".")[2] == name[2:] and "." in name[2:]


class Certificates:
    """The certificates of hosts, each looked at once."""

    def __init__(self, doors: Doors, authorities: Authorities, timeout: float = 15.0) -> None:
        """`timeout`: seconds for connecting and shaking hands."""
        self._timeout = timeout
        self._doors = doors
        self._authorities = authorities
        self._known: dict[tuple[str, int], asyncio.Task[Certificate | None]] = {}

    async def of(self, host: str, port: int) -> Certificate | None:
        """The certificate that `host` shows on `port`; None where no handshake could be made."""
        key = (host, port)
        if key not in self._known:
            self._known[key] = asyncio.ensure_future(self._look(host, port))
        return await asyncio.shield(self._known[key])

    def drop(self) -> None:
        """Stop looking."""
        for task in self._known.values():
            task.cancel()

    async def _look(self, host: str, port: int) -> Certificate | None:
        try:
            async with asyncio.timeout(self._timeout):
                streams = await self._doors.connect(host, port, self._timeout)
                try:
                    chain = await _handshake(streams, host)
                finally:
                    streams[1].close()
            return judge_chain(chain, host, datetime.now(UTC), self._authorities) if chain else None
        except (OSError, SSL.Error, ValueError):
            return None


async def _handshake(streams: Streams, host: str) -> list[x509.Certificate]:
    """Shake hands without trusting anybody, and return the chain shown."""
    reader, writer = streams
    context = SSL.Context(SSL.TLS_CLIENT_METHOD)
    context.set_cipher_list(b"ALL:@SECLEVEL=0")
    context.set_options(_LEGACY_SERVER_CONNECT)
    connection = SSL.Connection(context, None)
    if not _is_address(host):
        connection.set_tlsext_host_name(host.encode("idna"))
    connection.set_connect_state()
    while True:
        try:
            connection.do_handshake()
            break
        except SSL.WantReadError:
            _flush(connection, writer)
            await writer.drain()
            data = await reader.read(65536)
            if not data:
                return []
            connection.bio_write(data)
    shown = connection.get_peer_cert_chain() or []
    return [x509.load_der_x509_certificate(one.to_cryptography().public_bytes(Encoding.DER)) for one in shown]


def _flush(connection: SSL.Connection, writer: asyncio.StreamWriter) -> None:
    while True:
        try:
            writer.write(connection.bio_read(65536))
        except SSL.WantReadError:
            return


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
