"""Is the portal's name made by the rule (Decree 224/2026/NĐ-CP, Article 11 paragraph 4)?"""

import re
from urllib.parse import urlsplit

from checks.asked import host_of
from checks.case import Case, Verdict, not_measured
from checks.findings import Outcome
from checks.words import slug

_OWN_NAMES = {"hochiminh": "hochiminhcity"}  # named by the decree itself
_PROVINCE = re.compile(r"(?:tỉnh|thành phố|tp\.?)\s+(\S.*)$", re.IGNORECASE)
_COMMUNE = re.compile(r"(?:xã|phường|đặc khu|thị trấn)\s+(\S.*?)(?:\s*[,(–-].*)?$", re.IGNORECASE)
_KINDS = ("", "xa", "phuong", "dackhu", "thitran", "ubnd", "ubndxa", "ubndphuong")


def domain_name(case: Case) -> Verdict:
    """Pass where the name follows the rule for the body's level; partial under .gov.vn where the own part
    does not match the body's full name; fail outside .gov.vn.

    A part of the province's portal (an address below another body's name) has no name of its own to judge.
    """
    facts = case.facts
    if facts.status in ("blocked", "unreachable"):
        return not_measured(case, facts.status_reason or facts.status)
    url = facts.final_url or facts.url
    host = host_of(url)
    values = {"host": host[:120]}
    labels = host.removesuffix(".gov.vn").split(".")
    if not host.endswith(".gov.vn") or not labels[0]:
        return Verdict(Outcome.FAIL, 0.0, "not_gov", values, urls=(url,))
    if facts.level == "province":
        wanted = _wanted(_PROVINCE, facts.name)
        fits = len(labels) == 1 and wanted is not None and labels[0] == _OWN_NAMES.get(wanted, wanted)
    elif len(labels) == 1:
        if urlsplit(url).path.strip("/"):
            return Verdict(Outcome.PASS, 1.0, "component", values, urls=(url,))
        wanted, fits = "", False
    elif facts.level == "commune":
        wanted = _wanted(_COMMUNE, facts.name)
        fits = len(labels) == 2 and wanted is not None and _named(labels[0], wanted)
    else:
        wanted, fits = "", len(labels) == 2
    if wanted is None:
        return Verdict(Outcome.NEEDS_REVIEW, None, "doubtful", values, urls=(url,))
    if fits:
        return Verdict(Outcome.PASS, 1.0, "ok", values, urls=(url,))
    return Verdict(Outcome.PARTIAL, 0.5, "other_name", values, urls=(url,))


def _wanted(pattern: re.Pattern[str], name: str) -> str | None:
    found = pattern.search(name)
    return (slug(found.group(1)) or None) if found else None


def _named(label: str, wanted: str) -> bool:
    bare = label.replace("-", "")
    return any(bare == f"{kind}{wanted}" for kind in _KINDS)
