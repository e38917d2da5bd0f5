"""Other ways in for sections that no menu led to: site map, sitemap.xml, sister hosts, the site's search."""

from dataclasses import replace
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

from crawler.facts import Fetch, Form, Link, Outcome, Page, Signal
from crawler.frontier import Candidate, canonical, is_page_address
from crawler.read.sections import judge_page
from crawler.visit.explore import clicks, explore, feed, note
from crawler.visit.state import Lead, Steps, Trip

_MAX_SITEMAPS = 4
_SISTER_PROMISE = 0.6
_BLOCK_PROMISE = 0.6


def other_ways(trip: Trip) -> Steps[None]:
    """Try the ways one after another, as long as a wanted section has no page."""
    for way in (_site_map_page, _sitemap_xml, _sister_hosts, _search, _home_blocks):
        if not _missing(trip) or trip.pages_left() == 0:
            return
        yield from way(trip)
        yield from explore(trip)


def _missing(trip: Trip) -> list[str]:
    return [section for section, found in trip.found.items() if not found.accepted and section != "contact"]


def _root_links(trip: Trip) -> list[tuple[Page, Link, tuple[str, ...]]]:
    return [
        (got.page, link, path) for got, path in trip.roots if got.page is not None for link in got.page.links
    ]


def _site_map_page(trip: Trip) -> Steps[None]:
    for page, link, path in _root_links(trip):
        if link.url and is_page_address(link.url) and trip.matcher.is_sitemap(link.label):
            got = yield from trip.ask(Fetch(link.url, "sitemap", referer=page.url))
            if got.outcome is Outcome.OK and got.page is not None:
                feed(trip, got.page, (*path, link.label), depth=1, found_by="sitemap")
            return


def _sitemap_xml(trip: Trip) -> Steps[None]:
    if trip.home is None:
        return
    queue = [urljoin(trip.home.url, "/sitemap.xml")]
    for _ in range(_MAX_SITEMAPS):
        if not queue:
            return
        got = yield from trip.ask(Fetch(queue.pop(0), "sitemap"))
        if got.outcome is not Outcome.OK or got.page is None or got.page.kind != "xml":
            continue
        children = [
            link.url for link in got.page.links if urlsplit(link.url).path.endswith((".xml", ".xml.gz"))
        ]
        queue.extend(children[:_MAX_SITEMAPS])
        feed(trip, got.page, (), depth=1, found_by="sitemap")


def _sister_hosts(trip: Trip) -> Steps[None]:
    """Hosts of the same body that the home page links to, by what their names say."""
    rule = trip.rule
    for page, link, path in _root_links(trip):
        sections = [one for one in rule.sister_sections(link.url) if one in trip.found] if link.url else []
        if not sections or not is_page_address(link.url):
            continue
        seen = Signal("host", _SISTER_PROMISE, f"trang riêng {urlsplit(link.url).hostname}")
        lead = Lead(
            Fetch(link.url, "sister", referer=page.url),
            clicks(page, link, path), "sister", 0,
            dict.fromkeys(sections, (seen,)), guessed=True,
        )  # fmt: skip
        trip.frontier.push(
            Candidate(canonical(link.url), dict.fromkeys(sections, _SISTER_PROMISE), lead), link.url
        )
    yield from explore(trip)


def _search(trip: Trip) -> Steps[None]:
    """Ask the site's own search for the main phrase of each section that is still missing."""
    page = trip.home.page if trip.home else None
    form = (
        next((one for one in page.forms if one.purpose == "search" and one.query_field), None)
        if page
        else None
    )
    if page is None or form is None:
        return
    for section in _missing(trip):
        words = trip.matcher.vocabulary.sections[section]
        for phrase in words.ask or (words.phrases[0].say,):
            got = yield from trip.ask(query(form, phrase, page.url))
            if got.outcome is Outcome.OK and got.page is not None:
                feed(trip, got.page, (f"Tìm kiếm “{phrase}”",), depth=1, found_by="search")
            yield from explore(trip)
            if trip.found[section].accepted:
                break


def _home_blocks(trip: Trip) -> Steps[None]:
    """Lists on the home page under a heading that names the section: tabs and blocks without a page."""
    for section in _missing(trip):
        found = trip.found[section]
        if found.lost or any(attempt.reason == "other_kind" for _, attempt, _ in found.shells):
            continue  # its own page may only be out of reach today, or was read and holds something else
        for got, path in trip.roots:
            block = _block(trip, section, got.page) if got.page is not None else None
            if block is None:
                continue
            heading = block.listings[0].heading or ""
            verdict = judge_page(block, section, (*path, heading), trip.matcher)
            if verdict.kind == "accepted" and verdict.listings:
                lead = Lead(got.fetch, (*path, heading), "content", 0)
                note(trip.found[section], got, lead, _BLOCK_PROMISE, verdict)
                break
    yield from ()


def _block(trip: Trip, section: str, page: Page) -> Page | None:
    """The home page cut down to the lists whose heading names `section`."""
    own = tuple(
        one
        for one in page.listings
        if one.heading and one.items and trip.matcher.best(one.heading, 0.7) == section
    )
    if not own:
        return None
    main = tuple(replace(one, place="main") for one in own)
    return replace(page, listings=main, title="", headings=(), breadcrumb=(), links=(), text="", forms=())


def query(form: Form, phrase: str, referer: str) -> Fetch:
    """The request that asks a search `form` for `phrase`."""
    fields = [(name, phrase if name == form.query_field else value) for name, value in form.fields]
    if form.query_field not in dict(fields):
        fields.append((form.query_field or "q", phrase))
    action = form.action or referer
    if form.method == "POST":
        return Fetch(action, "search", "POST", tuple(fields), referer=referer)
    parts = urlsplit(action)
    return Fetch(urlunsplit(parts._replace(query=urlencode(fields), fragment="")), "search", referer=referer)
