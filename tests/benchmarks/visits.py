"""How many requests a visit needs to settle the sections that exist, beside one that goes breadth-first."""

import statistics
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from math import ceil
from urllib.parse import urlsplit

import lxml.html

from config.sections import core_sections
from crawler.facts import Fetch, Outcome, Page
from crawler.frontier import canonical, is_page_address, is_trap
from crawler.read.pages import read_page
from crawler.read.promises import promises
from crawler.read.sections import judge_page
from crawler.read.vocabulary import Matcher, default_matcher
from crawler.visit import Budget, Visit
from crawler.visit.explore import SETTLED
from tests.quality.mirror import Row
from tests.quality.province import NEEDS_SCRIPT, Web
from tests.replica.addresses import Ports
from tests.replica.content import as_of
from tests.replica.families import FAMILIES
from tests.replica.model import Plan
from tests.replica.site import build
from tests.replica.truth import truth

MONTH = "2026-11"
_STORIES = 240  # of each list of news: with them a portal has more than 400 pages
_SHARE = 0.95
_LIMIT = 600  # requests after which breadth-first is given up
_MATCHED = 60  # pages on which matching is timed


def run() -> list[str]:
    """One line per measurement."""
    settled: list[int] = []
    wide: list[int] = []
    pages: list[int] = []
    never: list[str] = []
    known = {portal["id"]: portal["sections"] for portal in truth(MONTH)["portals"]}
    for web, plan in _generated():
        family = web.province.families[plan.id]
        there = [one for one, told in known[plan.id].items() if told["state"] == "present"]
        own = _best_first(web, plan, there)
        other = _breadth_first(web, plan, there)
        if own is None:
            never.append(plan.id)
            continue
        settled.append(own)
        wide.append(other)
        pages.append(len(family.makers()))
    ratio = sum(wide) / sum(settled)
    return [
        f"visits: {len(settled)} generated portals of {min(pages)}–{max(pages)} pages; "
        f"not settled: {', '.join(never) or 'none'}",
        f"visits: median {statistics.median(settled):.0f} requests to settle 95 % of the core sections "
        f"that exist (most {max(settled)}); aim: at most 30",
        f"visits: breadth-first needs {statistics.median(wide):.0f} (median), {ratio:.1f} times as many in "
        f"all (given up after {_LIMIT} on {sum(one >= _LIMIT for one in wide)} portals); aim: at least 4",
        _matching(),
    ]


def _generated() -> Iterator[tuple[Web, Plan]]:
    """The open portals of the replica, their lists of news made long."""
    web = Web(MONTH)
    for plan in list(web.province.plans):
        if plan.fate != "open" or plan.sister or plan.prefix or plan.family in NEEDS_SCRIPT:
            continue
        parts = tuple(
            replace(part, count=_STORIES, gap=2) if part.kind == "stories" and part.count else part
            for part in plan.parts
        )
        long = replace(plan, parts=parts)
        web.province.families[plan.id] = FAMILIES[plan.family](build(long, MONTH), Ports())
        web.province._hosts[plan.host] = [web.province.families[plan.id]]
        yield web, long


def _url(plan: Plan) -> str:
    return f"{plan.scheme}://{plan.host}/"


def _best_first(web: Web, plan: Plan, there: list[str]) -> int | None:
    """Requests until the visit holds 95 % of the sections that are there; None where it never does."""
    visit = Visit(
        Row(plan.id, plan.name, _url(plan), plan.level),
        as_of=as_of(MONTH), wanted=core_sections(), budget=Budget(items=0), render="never",
    )  # fmt: skip
    asked = 0
    while (fetch := visit.next()) is not None:
        visit.receive(web.answer(fetch))
        if fetch.purpose in ("list", "item", "file"):
            continue
        asked += 1
        sections = visit.facts().sections
        if sum(sections[one].state == "present" for one in there) >= ceil(_SHARE * len(there)):
            return asked
    return None


def _breadth_first(web: Web, plan: Plan, there: list[str]) -> int:
    """Requests of a visit that takes all links in the order in which they stand; at most `_LIMIT`."""
    matcher = default_matcher()
    queue: deque[tuple[str, str, dict[str, float]]] = deque([(_url(plan), "", {})])
    seen = {canonical(_url(plan))}
    found: set[str] = set()
    asked = 0
    while queue and asked < _LIMIT:
        asked += 1
        url, label, hopes = queue.popleft()
        answer = web.answer(Fetch(url, "section"))
        if answer.outcome is not Outcome.OK:
            continue
        page = read_page(answer, as_of(MONTH))
        for section in there:
            verdict = judge_page(page, section, (label,) if label else (), matcher, hopes.get(section, 0.0))
            if verdict.kind == "accepted" and (verdict.confidence >= SETTLED or section == "contact"):
                found.add(section)
        if len(found) >= ceil(_SHARE * len(there)):
            return asked
        for link in page.links:
            key = canonical(link.url) if urlsplit(link.url).hostname == plan.host else ""
            if key and key not in seen and is_page_address(link.url) and not is_trap(link.url):
                seen.add(key)
                said = {one.section: one.score for one in promises(link, matcher)}
                queue.append((link.url, link.label, said))
    return asked


def _matching() -> str:
    """What matching costs on the pages of one portal, in the order of a visit; nothing remembered before."""
    web = Web(MONTH)
    plan = next(one for one in web.province.plans if one.level == "province")
    pages: list[Page] = []
    parsing: list[float] = []
    queue = deque([_url(plan)])
    seen = set(queue)
    while queue and len(pages) < _MATCHED:
        answer = web.answer(Fetch(queue.popleft(), "section"))
        if answer.outcome is not Outcome.OK:
            continue
        start = time.process_time()
        lxml.html.document_fromstring(answer.body)
        parsing.append(time.process_time() - start)
        page = read_page(answer, as_of(MONTH))
        pages.append(page)
        new = [link.url for link in page.links if urlsplit(link.url).hostname == plan.host]
        queue.extend(url for url in new if is_page_address(url) and url not in seen)
        seen.update(new)
    matcher = Matcher()
    times = []
    for page in pages:
        start = time.process_time()
        for link in page.links:
            promises(link, matcher, page.title)
        times.append(time.process_time() - start)
    links = sum(len(page.links) for page in pages) / len(pages)
    return (
        f"matching: {statistics.mean(times) * 1000:.2f} ms a page ({len(pages)} pages of {links:.0f} links; "
        f"the first {times[0] * 1000:.2f} ms), {sum(times) / sum(parsing):.2f} of what lxml takes to parse "
        "them; aim: at most 0.5 ms"
    )
