"""What the links of the home page lead to: other portals, topics by name, ways for the reader."""

from urllib.parse import urlsplit

from checks.asked import host_of, leads_to, technical_of, untaken, verdict
from checks.case import Case, Verdict
from checks.parts import Part, combine
from checks.words import says
from crawler.facts import Link

_SHARES = ("sharer", "share?", "/share", "intent/tweet", "plugins/")  # buttons that pass a page on


def home_link(case: Case) -> Verdict:
    """Pass where a link of the home page has one of `labels`, leads to one of `hosts`, or has one of
    `paths` in its address; with `texts`, also where the home page's text says one of them.
    """
    links = technical_of(case).links
    missing = untaken(case, "home", taken=links is not None)
    if missing is not None:
        return missing
    said = case.criterion.parameters
    labels, hosts = tuple(said.get("labels", ())), tuple(said.get("hosts", ()))
    paths = tuple(said.get("paths", ()))
    found = any(
        says(link.label, labels)
        or (leads_to(link, hosts) and not any(part in link.url.lower() for part in _SHARES))
        or any(part in f"{_path(link.url)}/" for part in paths)
        for link in links or ()
    )
    home = case.facts.home
    found = found or (home is not None and says(home.text, said.get("texts", ())))
    return verdict(case, found, "absent_link")


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.lower()
    except ValueError:
        return ""


def site_map(case: Case) -> Verdict:
    """Parts: a site map for readers (by `labels`), and one for machines (sitemap.xml, where tried)."""
    facts = technical_of(case)
    missing = untaken(case, "home", taken=facts.links is not None)
    if missing is not None:
        return missing
    shown = any(says(link.label, case.names("labels")) for link in facts.links or ())
    parts = [Part(2, float(shown), lack="trang chủ không có liên kết đến sơ đồ trang")]
    if "sitemap_xml" in facts.asked:
        lost = facts.sitemap_xml is None
        parts.append(Part(1, float(bool(facts.sitemap_xml)), float(lost), "không có tệp sitemap.xml"))
    return combine(case, parts, "unread")


def quick_access(case: Case) -> Verdict:
    """One part per topic in `topics`: a link of the home page names it; whole from `least` topics."""
    links = technical_of(case).links
    missing = untaken(case, "home", taken=links is not None)
    if missing is not None:
        return missing
    topics: dict[str, list[str]] = case.criterion.parameters["topics"]
    labels = [link.label for link in links or ()]
    absent = [name for name, words in topics.items() if not any(says(label, words) for label in labels)]
    share = min(1.0, (len(topics) - len(absent)) / case.number("least"))
    return combine(case, [Part(1, share, lack=f"chưa có liên kết cho: {', '.join(absent)}")], "unread")


def component_portals(case: Case) -> Verdict:
    """Share of `least` further hosts below the province's own name that its home page leads to."""
    links = technical_of(case).links
    missing = untaken(case, "home", taken=links is not None)
    if missing is not None:
        return missing
    own = host_of(case.facts.final_url or case.facts.url)
    hosts = {host for link in links or () if (host := host_of(link.url)).endswith(f".{own}")}
    share = min(1.0, len(hosts) / case.number("least"))
    lack = f"trang chủ chỉ dẫn đến {len(hosts)} cổng, trang thành phần dưới tên miền {own[:80]}"
    return combine(case, [Part(1, share, lack=lack)], "unread")


def parent_portal(case: Case) -> Verdict:
    """Pass where the home page leads to the province's portal, or is a part of it."""
    links = technical_of(case).links
    missing = untaken(case, "home", taken=links is not None)
    if missing is not None:
        return missing
    own = host_of(case.facts.final_url or case.facts.url)
    labels = own.removesuffix(".gov.vn").split(".")
    if not own.endswith(".gov.vn") or len(labels) < 2:
        inside = own.endswith(".gov.vn")
        return verdict(case, inside, "absent_link")
    return verdict(case, any(_is(link, f"{labels[-1]}.gov.vn") for link in links or ()), "absent_link")


def _is(link: Link, host: str) -> bool:
    return host_of(link.url) == host
