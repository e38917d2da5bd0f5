"""Looking through a provincial portal for the bodies it links to, sans-IO like a visit."""

from collections.abc import Generator
from dataclasses import replace
from datetime import date

from crawler.facts import Answer, Fetch, Link, Outcome, Page
from crawler.frontier import canonical, is_page_address
from crawler.read.pages import read_page
from crawler.read.vocabulary import default_matcher
from crawler.read.words import plain_words
from crawler.visit.bodies import Proposal, host_of, propose

MAX_PAGES = 16


class Discovery:
    """`next` and `receive` take turns until `next` gives None; then `proposal` holds the rows."""

    def __init__(self, url: str, name: str, as_of: date, max_pages: int = MAX_PAGES) -> None:
        self._url, self._name, self._as_of, self._most = url, name, as_of, max_pages
        self._pages: list[Page] = []
        self.failure: Answer | None = None  # the answer in place of a home page that could not be read
        self._steps = self._walk()
        self._waiting: Fetch | None = next(self._steps)

    def next(self) -> Fetch | None:
        """What to fetch now; None once everything was looked at."""
        return self._waiting

    def receive(self, answer: Answer) -> None:
        """Take the answer to what `next` asked for; raises `ValueError` where nothing was asked for."""
        if self._waiting is None:
            raise ValueError("no fetch is waiting for an answer")
        try:
            self._waiting = self._steps.send(answer)
        except StopIteration:
            self._waiting = None

    @property
    def reached(self) -> bool:
        """Could the portal's home page be read?"""
        return bool(self._pages)

    @property
    def pages(self) -> tuple[str, ...]:
        """The addresses of the pages read so far."""
        return tuple(page.url for page in self._pages)

    def proposal(self) -> Proposal:
        """The rows that the pages read so far propose."""
        name = self._name or (_once(self._pages[0].title) if self._pages else "")
        return propose(self._pages, self._home(), name or self._url)

    def _home(self) -> str:
        """The address given, or the one on another host that it leads to."""
        led = self._pages[0].url if self._pages else self._url
        return self._url if host_of(led) == host_of(self._url) else led

    def _walk(self) -> Generator[Fetch, Answer, None]:
        queue = [Fetch(self._url, "home")]
        seen = {canonical(self._url)}
        asked = 0
        while queue and asked < self._most:
            fetch = queue.pop(0)
            asked += 1
            page = self._read((yield fetch))
            if page is not None and "needs_script" in page.troubles and not fetch.render:
                page = self._read((yield replace(fetch, render=True))) or page
            if page is None:
                continue
            self._pages.append(page)
            for link in page.links:
                if _lists_bodies(link) and is_page_address(link.url) and canonical(link.url) not in seen:
                    seen.add(canonical(link.url))
                    queue.append(Fetch(link.url, "sitemap", referer=page.url))

    def _read(self, answer: Answer) -> Page | None:
        if answer.outcome is Outcome.OK:
            return read_page(answer, self._as_of)
        if not self._pages and self.failure is None:
            self.failure = answer
        return None


def _once(title: str) -> str:
    """A title without what it says twice."""
    return " - ".join(dict.fromkeys(part.strip() for part in title.split(" - ") if part.strip()))


def _lists_bodies(link: Link) -> bool:
    """Does the link lead to a site map or to a list of bodies?"""
    matcher = default_matcher()
    lists = {" ".join(plain_words(text)) for text in matcher.vocabulary.general.body_lists}
    return matcher.is_sitemap(link.label) or " ".join(plain_words(link.label)) in lists
