"""Two trials of the portal as a thing of technique: a sitemap for machines, and the site's own search."""

from dataclasses import replace
from urllib.parse import urlsplit

from crawler.facts import Fetch, Form, Item, Measurement, Outcome, Page, SearchTrial, TechnicalFacts
from crawler.read.pages import read_page
from crawler.read.text import fold
from crawler.visit.state import Steps, Trip
from crawler.visit.ways import query

_SITEMAP_BYTES = 100_000
_REQUESTS = 2  # what is left of the budget of pages must hold both trials
_MARKS = (b"<urlset", b"<sitemapindex")
_SHORTEST = 20  # characters of a title that is asked for: long enough to be nobody else's
_WORDS = 8  # asked for, from its end: lists put kind and number of a document before it
_TOLD = 40  # characters of its beginning: results may cut the rest off
_NOTHING = ("khong tim thay", "khong co ket qua", "0 ket qua", "khong co du lieu", "khong co ban ghi")


def try_technique(trip: Trip) -> Steps[None]:
    """Ask for sitemap.xml, and search for a title that stands on the portal; puts both into `trip.home`."""
    home = trip.home
    if home is None or home.technical is None or home.page is None:
        return
    facts = home.technical
    if not urlsplit(trip.portal.url).path.strip("/"):  # else the host is another's, its sitemap too
        facts = yield from _sitemap(trip, replace(facts, asked=(*facts.asked, "sitemap_xml")))
    item = _known(trip)
    form = next((one for one in home.page.forms if one.purpose == "search" and one.query_field), None)
    if form is not None and form.method == "POST":
        item = None  # the form of a whole page wants its script: its answer would say nothing of the search
    if item is not None and (form is not None or facts.search_form is False):
        facts = replace(facts, asked=(*facts.asked, "search"))
        if form is not None:
            facts = yield from _search(trip, facts, form, item)
    trip.home = replace(home, technical=facts)


def _sitemap(trip: Trip, facts: TechnicalFacts) -> Steps[TechnicalFacts]:
    parts = urlsplit(trip.home.url if trip.home else trip.portal.url)
    address = f"{parts.scheme}://{parts.netloc}/sitemap.xml"
    if trip.pages_left() < _REQUESTS:
        return _lost(facts, "sitemap_xml", Outcome.BUDGET.value)
    answer = yield from trip.ask_apart(Fetch(address, "sitemap", first_bytes=_SITEMAP_BYTES))
    if answer.outcome is Outcome.OK:
        found = any(mark in answer.body[:2000].lower() for mark in _MARKS)
        return replace(facts, sitemap_xml=found)
    if answer.outcome is Outcome.NOT_FOUND:
        return replace(facts, sitemap_xml=False)
    return _lost(facts, "sitemap_xml", answer.outcome.value)


def _search(trip: Trip, facts: TechnicalFacts, form: Form, item: Item) -> Steps[TechnicalFacts]:
    if trip.pages_left() < _REQUESTS:
        return _lost(facts, "search", Outcome.BUDGET.value)
    asked = " ".join(item.title.split()[-_WORDS:])
    fetch = trip.page_fetch(query(form, asked, trip.home.url if trip.home else trip.portal.url))
    answer = yield from trip.ask_apart(fetch)
    if answer.outcome is not Outcome.OK:
        return _lost(facts, "search", answer.outcome.value)
    page = read_page(answer, trip.as_of)
    results = sum(len(listing.items) for listing in page.listings if listing.place == "main")
    if _says(page, item, asked):
        return replace(facts, search=SearchTrial(asked, True, results or None, answer.url))
    silent = not results and not any(word in fold(page.text) for word in _NOTHING)
    if page.troubles or silent:
        return _lost(facts, "search", page.troubles[0] if page.troubles else "unreadable")
    return replace(facts, search=SearchTrial(asked, False, results, answer.url))


def _known(trip: Trip) -> Item | None:
    """An entry with a page of its own, of which a search can be expected to know."""
    opened = {seen.url for seen in trip.visited if seen.purpose == "item" and seen.outcome is Outcome.OK}
    entries = (item for found in trip.found.values() for item in found.items)
    return next((one for one in entries if one.url in opened and _whole(one.title)), None)


def _whole(title: str) -> bool:
    return len(title) >= _SHORTEST and not title.rstrip().endswith(("…", "..."))


def _says(page: Page, item: Item, asked: str) -> bool:
    """Does a result name the title? The words of the question above the results are no result."""
    told = (fold(asked), fold(item.title)[:_TOLD])
    titles = [one.title for listing in page.listings for one in listing.items]
    labels = [link.label for link in page.links]
    return any(part in fold(text) for text in (*titles, *labels) for part in told) or any(
        link.url == item.url for link in page.links
    )


def _lost(facts: TechnicalFacts, measurement: Measurement, reason: str) -> TechnicalFacts:
    return replace(facts, troubles={**facts.troubles, measurement: reason})
