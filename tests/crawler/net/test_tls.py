"""Certificates judged from the chain shown, and looked at over a guarded connection."""

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from cryptography import x509

from crawler.net.addresses import AddressPolicy
from crawler.net.doors import Doors
from crawler.net.names import Names
from crawler.net.tls import Authorities, Certificates, judge_chain
from tests.crawler.badserver import BadServer, page

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def known(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Authorities:
    path: Path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return Authorities(path)


def chain(certificate: trustme.LeafCert) -> list[x509.Certificate]:
    return [x509.load_pem_x509_certificate(one.bytes()) for one in certificate.cert_chain_pems]


def problems(
    known: Authorities, certificate: trustme.LeafCert, host: str = "so.gov.vn", now: datetime = NOW
) -> tuple[str, ...]:
    return judge_chain(chain(certificate), host, now, known).problems


def test_good_certificate(authority: trustme.CA, known: Authorities) -> None:
    assert problems(known, authority.issue_cert("so.gov.vn")) == ()


def test_term_is_judged_apart_from_trust(authority: trustme.CA, known: Authorities) -> None:
    certificate = authority.issue_cert("so.gov.vn", not_before=NOW - 9 * DAY, not_after=NOW - DAY)
    assert problems(known, certificate) == ("expired",)
    assert problems(known, certificate, now=NOW - 2 * DAY) == ()
    assert problems(known, certificate, now=NOW - 10 * DAY) == ("not_yet_valid",)


def test_wildcard_stands_for_one_label(authority: trustme.CA, known: Authorities) -> None:
    certificate = authority.issue_cert("*.tinh.gov.vn")
    assert problems(known, certificate, "SO-A.tinh.gov.vn") == ()
    assert problems(known, certificate, "a.b.tinh.gov.vn") == ("wrong_name",)
    assert problems(known, certificate, "tinh.gov.vn") == ("wrong_name",)


def test_address_as_name(authority: trustme.CA, known: Authorities) -> None:
    certificate = authority.issue_cert("127.0.0.1")
    assert problems(known, certificate, "127.0.0.1") == ()
    assert problems(known, certificate, "127.0.0.2") == ("wrong_name",)


def test_every_problem_is_told(known: Authorities) -> None:
    stranger = trustme.CA().issue_cert("khac.vn", not_before=NOW - 9 * DAY, not_after=NOW - DAY)
    assert problems(known, stranger) == ("expired", "wrong_name", "untrusted")


def test_self_signed(known: Authorities) -> None:
    alone = x509.load_pem_x509_certificate(trustme.CA().cert_pem.bytes())
    assert "self_signed" in judge_chain([alone], "so.gov.vn", NOW, known).problems


def test_missing_intermediate_is_untrusted(authority: trustme.CA, known: Authorities) -> None:
    certificate = authority.create_child_ca().issue_cert("so.gov.vn")
    assert problems(known, certificate) == ()
    assert judge_chain(chain(certificate)[:1], "so.gov.vn", NOW, known).problems == ("untrusted",)


def look(known: Authorities, server: BadServer, host: str, port: int, *nets: str) -> object:
    names = Names({site.name: (site.address,) for site in server.sites})
    certificates = Certificates(Doors(names, AddressPolicy(allow_nets=nets)), known, timeout=1.0)
    return asyncio.run(certificates.of(host, port))


def test_look_goes_through_the_policy(authority: trustme.CA, known: Authorities) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("so-a.test").configure_cert(context)
    with BadServer() as server:
        site = server.site("so-a.test", {"/": page("")}, tls=context)
        mute = server.site("cam.test", {}, handshake=False)
        plain = server.site("tran.test", {})
        seen = look(known, server, "so-a.test", site.port, "127.0.7.0/24")
        assert getattr(seen, "problems", None) == ()
        assert look(known, server, "so-a.test", site.port) is None
        assert look(known, server, "cam.test", mute.port, "127.0.0.0/8") is None
        assert look(known, server, "tran.test", plain.port, "127.0.0.0/8") is None


def test_file_without_certificates_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    path.write_text("không có gì")
    with pytest.raises(ValueError):  # noqa: PT011 - the library's own words
        Authorities(path)
