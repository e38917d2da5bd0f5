"""Which of the links that a visit read lead nowhere: from what it asked for on its way, without one request
more. Whether a link is dead for good is told by other days.
"""

from collections.abc import Iterator
from dataclasses import replace

from crawler.facts import DeadLink, Outcome, PortalFacts
from crawler.frontier import canonical

_FOLLOWED = ("section", "list", "item", "file")  # what else is asked for is a guess of ours, not a link
_MOST = 200


def with_dead_links(facts: PortalFacts) -> PortalFacts:
    """`facts` with the links that answered 404 or 410, and how many answered at all.

    A refusal, a time limit or a fault of the server says nothing of a link.
    """
    technical = facts.technical
    if technical is None:
        return facts
    places = {canonical(link.url): link for link in reversed(list(_links(facts)))}
    answers = {
        key: seen.outcome is Outcome.NOT_FOUND
        for seen in facts.visited
        if seen.purpose in _FOLLOWED
        and seen.outcome in (Outcome.OK, Outcome.NOT_FOUND)
        and (key := canonical(seen.url)) in places
    }
    dead = tuple(places[key] for key, gone in answers.items() if gone)
    asked = tuple(dict.fromkeys((*technical.asked, "dead_links")))
    found = replace(technical, asked=asked, links_tried=len(answers), dead_links=dead[:_MOST])
    return replace(facts, technical=found)


def _links(facts: PortalFacts) -> Iterator[DeadLink]:
    """Every link that was read, with where it stands; the first places first."""
    home = facts.final_url or facts.url
    for link in (facts.technical.links or ()) if facts.technical else ():
        if link.url.startswith("http"):
            yield DeadLink(link.url, home, link.label)
    for section in facts.sections.values():
        for item in section.items:
            if item.url:
                yield DeadLink(item.url, section.url or home, item.title)
            for file in item.files:
                yield DeadLink(file.url, item.url or section.url or home, file.label)
