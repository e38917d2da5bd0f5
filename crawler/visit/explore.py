"""Finding the sections: candidates best-first, each page judged for every section it may serve."""

import re
from dataclasses import replace

from crawler.facts import Attempt, Fetch, Link, Outcome, Page, Signal
from crawler.frontier import Candidate, canonical, is_page_address
from crawler.read.promises import Promise, promises
from crawler.read.sections import Verdict, judge_page
from crawler.read.text import fold
from crawler.visit.hosts import HostRule
from crawler.visit.state import Accepted, Found, FoundBy, Got, Lead, Lost, Steps, Trip

LEAST = 0.25  # a promise below it is not worth a request
SETTLED = 0.72  # an accepted page this sure settles its section
_STRONG = 0.8  # further pages of a settled section: only what names it plainly
_MORE_PAGES = 3  # and no more of them than this
_MANY, _ENOUGH = 12, 25  # pages looked at for one section: only strong promises, none at all
_NAMED = 0.5  # outside the menus, a promise below it names no section
_EXPLICIT = 0.6
_SHORT = 7  # words of a label outside the menus
_MENUS = ("menu", "submenu", "quick")
_NO_CLICKS = ("logo", "trang chu", "home", "menu", "truy cap noi dung", "skip to", "bo qua", "chuyen den")
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")  # a clock beside the menu
UNLABELLED = "(hình không có chữ)"
_SHELLS = 4  # pages looked at in vain before weaker promises are left alone
_BY_PLACE: dict[str, FoundBy] = {
    "menu": "menu", "submenu": "menu", "quick": "menu", "frame": "menu", "sitemap": "sitemap",
}  # fmt: skip


def explore(trip: Trip) -> Steps[None]:
    """Fetch candidates, best first, until every wanted section is settled or nothing promising is left."""
    while True:
        candidate = trip.frontier.pop(lambda one: _gain(trip, one), LEAST)
        if candidate is None:
            return
        lead = candidate.payload
        got = yield from trip.ask(lead.fetch)
        if got.outcome is Outcome.OK and got.page and "needs_script" in got.page.troubles:
            got = yield from _render(trip, lead, got)
        for section, promise in candidate.promise.items():
            if section in trip.found and promise >= LEAST and _needs(trip, section, promise) > 0:
                yield from consider(trip, section, got, lead, promise)
        if got.page is not None and got.outcome is Outcome.OK and lead.depth < 4:
            feed(trip, got.page, lead.path, depth=lead.depth + 1)


def _render(trip: Trip, lead: Lead, got: Got) -> Steps[Got]:
    if trip.render == "never" or got.fetch.render or got.fetch.method != "GET":
        return got
    again = yield from trip.ask(
        Fetch(lead.fetch.url, lead.fetch.purpose, render=True, referer=lead.fetch.referer)
    )
    return again


def feed(
    trip: Trip, page: Page, path: tuple[str, ...], *, depth: int, found_by: FoundBy | None = None
) -> None:
    """Put the promising links of `page` into the frontier; `path` is the labels pressed to reach it."""
    rule = trip.rule
    for link in page.links:
        found = [one for one in promises(link, trip.matcher, page.title) if one.section in trip.found]
        if not link.url and not link.postback:
            _note_dead_label(trip, page, link)
            continue
        if found:
            _push(trip, page, link, found, rule, path, depth, found_by)


def _push(
    trip: Trip,
    page: Page,
    link: Link,
    found: list[Promise],
    rule: HostRule,
    path: tuple[str, ...],
    depth: int,
    found_by: FoundBy | None,
) -> None:
    fetch = _fetch(page, link)
    if fetch is None:
        return
    best = found[0].score
    by_label = any(signal.name == "label" for signal in found[0].signals)
    allowed = rule.allows(fetch.url, best if by_label else 0.0, link.place)
    if not allowed:
        return
    way: FoundBy = found_by or _BY_PLACE.get(link.place, "content")
    sister = not rule.own(fetch.url)
    if sister:
        way = "sister"
        fetch = Fetch(fetch.url, "sister", fetch.method, fetch.form, referer=fetch.referer)
    factor = 0.92**depth
    lead = Lead(
        fetch,
        clicks(page, link, path),
        way,
        depth,
        {one.section: one.signals for one in found},
        explicit=by_label and best >= _EXPLICIT and _is_label(link),
    )
    key = canonical(fetch.url)
    if trip.home is not None and key == trip.home.key and fetch.method == "GET" and "#" not in fetch.url:
        _note_dead_label(trip, page, link)
        return
    if fetch.form:
        key += f"|{dict(fetch.form).get('__EVENTTARGET', '')}|{dict(fetch.form).get('__EVENTARGUMENT', '')}"
    trip.frontier.push(Candidate(key, {one.section: one.score * factor for one in found}, lead), fetch.url)


def clicks(page: Page, link: Link, path: tuple[str, ...]) -> tuple[str, ...]:
    """The labels pressed to follow `link`: those of the menus above it, then its own."""
    above = link.parents if link.place in _MENUS else ()
    names = {fold(one.label) for one in page.links if one.label and _leads_home(one.url)} | {fold(page.title)}
    names |= {fold(part).strip() for part in re.split(r"\||::| - ", page.title)} | set(_NO_CLICKS)
    starts = tuple(name for name in names if name)
    said = [
        label
        for label in above
        if label and label not in path and not _DAY.search(label) and not fold(label).startswith(starts)
    ]
    return (*path, *said, link.label or UNLABELLED)


def _leads_home(url: str) -> bool:
    return bool(url) and canonical(url).endswith("/") and "#" not in url


def _is_label(link: Link) -> bool:
    """Is the link one that a portal names its sections by, rather than a title in a text?"""
    if link.place in (*_MENUS, "frame"):
        return True
    return link.place in ("footer", "sidebar") and len(link.label.split()) <= _SHORT


def _fetch(page: Page, link: Link) -> Fetch | None:
    if link.postback is not None:
        state = next(
            (form for form in page.forms if any(name == "__VIEWSTATE" for name, _ in form.fields)), None
        )
        if state is None:
            return None
        hidden = [(name, value) for name, value in state.fields if not name.startswith("__EVENT")]
        target, argument = link.postback
        form = (("__EVENTTARGET", target), ("__EVENTARGUMENT", argument), *hidden)
        return Fetch(state.action or page.url, "section", "POST", form, referer=page.url)
    return Fetch(link.url, "section", referer=page.url) if is_page_address(link.url) else None


def _note_dead_label(trip: Trip, page: Page, link: Link) -> None:
    """A menu label that leads nowhere: a finding only if nothing else is found for its section.

    A label that only opens the menu below it is none.
    """
    opens = any(link.label in one.parents and one.url for one in page.links)
    if opens or link.place not in ("menu", "submenu", "quick"):
        return
    for match in trip.matcher.match(link.label)[:1]:
        if match.section in trip.found and match.weight >= 0.7:
            trip.dead_labels.setdefault(match.section, []).append((match.weight, (*link.parents, link.label)))


def consider(trip: Trip, section: str, got: Got, lead: Lead, promise: float) -> Steps[None]:
    """Judge one fetched page for one section, follow a hub into its parts, and note what came of it."""
    found = trip.found[section]
    verdict = judged(trip, section, got, lead, promise)
    if verdict.kind == "hub":
        yield from _open_hub(trip, section, got, lead, promise, verdict)
        return
    note(found, got, lead, promise, verdict)


def note(found: Found, got: Got, lead: Lead, promise: float, verdict: Verdict) -> None:
    """Record what came of one page for one section; a shell is one only where a label named the section."""
    story = got.page is not None and got.page.document is not None
    if verdict.kind == "shell" and not lead.explicit and (promise < _NAMED or story):
        verdict = replace(verdict, kind="other")
    attempt = _attempt(got, lead, found.section, verdict)
    found.attempts.append(attempt)
    if verdict.kind == "accepted":
        if not any(one.got.key == got.key for one in found.accepted):
            found.accepted.append(Accepted(got, verdict, lead.path, lead.found_by, promise))
            found.contact = verdict.contact or found.contact
    elif verdict.kind == "shell":
        found.shells.append((promise, attempt, verdict.confidence))
        found.contact = found.contact or verdict.contact
    elif verdict.kind == "unreadable" and not lead.guessed:
        lost = got.outcome if got.outcome is not Outcome.OK else Outcome.BLOCKED
        lost = Outcome.NO_BROWSER if verdict.reason == "needs_script" else lost
        found.lost.append(Lost(promise, lost, lead.found_by == "sister"))


def judged(trip: Trip, section: str, got: Got, lead: Lead, promise: float) -> Verdict:
    """The verdict on what came, also where nothing readable did."""
    if got.outcome is Outcome.NOT_FOUND:
        if lead.explicit:
            return Verdict("shell", "dead_target", 0.85, (Signal("target", -1, f"liên kết hỏng: {got.url}"),))
        return Verdict("other", "dead_target", 0.8)
    if got.outcome is not Outcome.OK or got.page is None:
        return Verdict("unreadable", got.outcome.value, 0.9)
    home = trip.home
    if home is not None and got.key == home.key and "#" not in lead.fetch.url and got.fetch.method == "GET":
        seen = Signal("target", -1, "liên kết dẫn về trang chủ")
        return Verdict("shell" if lead.explicit else "other", "dead_target", 0.7, (seen,))
    if got.page.kind == "file":
        return Verdict("other", "other_kind", 0.6)
    return judge_page(got.page, section, lead.path, trip.matcher, promise)


def _open_hub(
    trip: Trip, section: str, got: Got, lead: Lead, promise: float, verdict: Verdict
) -> Steps[None]:
    found = trip.found[section]
    rule = trip.rule
    hub = Accepted(got, verdict, lead.path, lead.found_by, promise)
    shells = 0
    for link in verdict.parts:
        if not is_page_address(link.url) or not rule.allows(link.url, 0.9, "menu") or shells >= _SHELLS:
            continue
        part = yield from trip.ask(Fetch(link.url, "section", referer=got.url))
        below = Lead(part.fetch, (*lead.path, link.label), lead.found_by, lead.depth + 1, lead.signals)
        score = max(
            [0.7 * promise, *(one.score for one in promises(link, trip.matcher) if one.section == section)]
        )
        seen = judged(trip, section, part, below, score)
        trip.frontier.take(canonical(link.url))
        if seen.kind == "accepted" and part.key != got.key:
            hub.parts.append(Accepted(part, seen, below.path, lead.found_by, score))
        elif seen.kind == "unreadable":
            found.lost.append(Lost(score, part.outcome, not rule.own(link.url)))
        else:
            shells += 1
    if hub.parts:
        sure = max(part.verdict.confidence for part in hub.parts)
        hub.verdict = Verdict("accepted", "found", sure, verdict.signals, parts=verdict.parts)
        found.accepted.append(hub)
        found.attempts.append(_attempt(got, lead, section, hub.verdict))
        return
    note(found, got, lead, promise, verdict.alone or verdict)


def _attempt(got: Got, lead: Lead, section: str, verdict: Verdict) -> Attempt:
    kind = "other" if verdict.kind == "hub" else verdict.kind
    signals = (*lead.signals.get(section, ()), *verdict.signals)
    return Attempt(
        got.url, lead.path, got.outcome, kind, verdict.reason, _once(signals), got.at, got.sha256
    )  # fmt: skip


def _once(signals: tuple[Signal, ...]) -> tuple[Signal, ...]:
    """Each signal once: link and page may tell the same."""
    return tuple({(signal.name, signal.seen): signal for signal in signals}.values())


def _gain(trip: Trip, candidate: Candidate[Lead]) -> float:
    gains = [
        promise * _needs(trip, section, promise)
        for section, promise in candidate.promise.items()
        if section in trip.found
    ]
    return max(gains, default=0.0) + 0.1 * (sum(gains) - max(gains, default=0.0))


def _needs(trip: Trip, section: str, promise: float) -> float:
    """How much a section still needs a page of this promise: 1 nothing found yet, 0 settled."""
    found = trip.found[section]
    best = found.best
    if best is None:
        tries = len(found.attempts)
        if tries >= _ENOUGH or (tries >= _MANY and promise < _STRONG):
            return 0.0
        return 1.0 if len(found.shells) < _SHELLS or promise >= _STRONG else 0.6
    if section == "contact" and best.verdict.reason != "directory":
        return 0.0
    if best.verdict.confidence < SETTLED:
        return 0.9 if promise >= best.promise - 0.2 else 0.5
    if promise >= _STRONG and promise >= best.promise - 0.1 and len(found.accepted) <= _MORE_PAGES:
        return 0.5
    return 0.0
