"""What the home page's markup says of the portal's technique: phone view, metadata, print, search, links.

Pure. What needs a browser, a resolver or several days (speed, axe, IPv6, dead links) is put in by others.
"""

import re

from crawler.facts import Page, TechnicalFacts
from crawler.read.html import Tree, parse

MAX_LINKS = 600
_UNREAD = ("needs_script", "undecodable", "challenge")
_DESCRIBES = re.compile(r"^(?:dc|dcterms|og|twitter|article|govdoc)[.:]|^(?:keywords|author|language)$")
_PRINTS = re.compile(
    rb"""media\s*=\s*["']?[^"'>]{0,40}\bprint\b|@media[^{]{0,80}\bprint\b"""
    rb"""|window\.print\s*\(|javascript:\s*print""",
    re.IGNORECASE,
)


def read_technical(page: Page, body: bytes, content_type: str | None = None) -> TechnicalFacts:
    """Read the home page; `page` is the same page as `read_page` gives it, `body` its bytes.

    Where the page is no HTML, or only a shell that a script fills, its fields stay None and the reason is
    named.
    """
    trouble = next((one for one in page.troubles if one in _UNREAD), None)
    tree = parse(body, content_type, page.url) if page.kind == "html" and trouble is None else None
    if tree is None:
        return TechnicalFacts(asked=("home",), troubles={"home": trouble or "unreadable"})
    meta = tree.meta
    return TechnicalFacts(
        asked=("home",),
        title=page.title or tree.title,
        viewport=meta.get("viewport", ""),
        description=_described(tree),
        metadata=tuple(sorted(name for name in meta if _DESCRIBES.match(name))),
        print_view=_PRINTS.search(body) is not None,
        feeds=tuple(address for address, _ in tree.feeds),
        search_form=any(form.purpose == "search" for form in page.forms),
        links=page.links[:MAX_LINKS],
    )


def _described(tree: Tree) -> str:
    names = ("description", "og:description", "dc.description", "dcterms.description")
    return next((tree.meta[name].strip() for name in names if tree.meta.get(name, "").strip()), "")
