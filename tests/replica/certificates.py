"""Certificates of a test authority: good ones, an expired one, and one for another name."""

import ssl
from datetime import UTC, datetime
from pathlib import Path

import trustme

from tests.replica.model import Plan
from tests.replica.plans import PLANS

_OTHER_NAME = "web01.maychudungchung.vn"
_EXPIRED = (datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))


def contexts(folder: Path) -> tuple[Path, dict[str, ssl.SSLContext]]:
    """The authority's certificate as a file in `folder`, and a server's context for every HTTPS host."""
    authority = trustme.CA(organization_name="Trường Giang Test CA")
    path = folder / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path, {plan.host: _context(authority, plan) for plan in PLANS if plan.certificate}


def _context(authority: trustme.CA, plan: Plan) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if plan.certificate == "expired":
        issued = authority.issue_cert(plan.host, not_before=_EXPIRED[0], not_after=_EXPIRED[1])
    else:
        issued = authority.issue_cert(plan.host if plan.certificate == "good" else _OTHER_NAME)
    issued.configure_cert(context)
    return context
