"""Pictures of the pages that a section was found on, and of the home page."""

from dataclasses import replace
from pathlib import PurePosixPath

from crawler.facts import PortalFacts, SectionFacts
from crawler.spiders.edge import Edge
from crawler.spiders.fetcher import Session
from crawler.spiders.options import CrawlOptions


async def with_pictures(
    facts: PortalFacts, edge: Edge, session: Session, options: CrawlOptions
) -> PortalFacts:
    """`facts` with a picture of the home page and of each section's page; one that fails is absent.

    A page is pictured once, however many sections it serves. Paths are relative to the output folder.
    """
    if facts.home is None or facts.final_url is None:
        return facts
    taken: dict[str, str | None] = {}

    async def picture(url: str, name: str) -> str | None:
        if url not in taken:
            path = PurePosixPath("pictures", options.as_of.isoformat(), f"{facts.id}-{name}.jpg")
            done = await edge.picture(url, options.out_dir / path, session)
            taken[url] = str(path) if done else None
        return taken[url]

    home = await picture(facts.final_url, "home")
    sections: dict[str, SectionFacts] = {}
    for name, section in facts.sections.items():
        wanted = not options.pictured or name in options.pictured
        shown = wanted and section.state in ("present", "shell") and section.url is not None
        seen = await picture(section.url, name) if shown and section.url else None
        sections[name] = replace(section, picture=seen)
    return replace(facts, sections=sections, home_picture=home)
