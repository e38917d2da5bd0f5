"""All that reading one answer gives."""

import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Literal

from crawler.facts import Answer, Contact, FileFacts, Listing, Page
from crawler.read.contacts import read_contact
from crawler.read.days import page_dates
from crawler.read.details import own_files, read_document
from crawler.read.feeds import read_json, read_xml, unpacked
from crawler.read.files import file_facts, sniff
from crawler.read.headlines import headline
from crawler.read.html import Tree, parse, text_of
from crawler.read.links import read_links
from crawler.read.listings import read_listings
from crawler.read.pagers import read_turners
from crawler.read.sheets import read_sheet
from crawler.read.surface import TRAIL, Surface
from crawler.read.text import fold
from crawler.read.troubles import read_troubles

MAX_TEXT = 20_000
_XML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?[^>]{0,200}\?>\s*|<!--.{0,500}?-->\s*|<!DOCTYPE[^>\[]{0,200}"
    rb"(?:\[[^\]]{0,5000}\])?>\s*)*<(?:\w+:)?(?:urlset|sitemapindex|rss|feed|RDF)\b",
    re.IGNORECASE | re.DOTALL,
)
_BINARY = ("application/octet", "image/", "audio/", "video/", "application/zip", "application/pdf")
_REACHED = re.compile(r"mailto:([\w.+-]{1,64}@[\w.-]{3,80})|tel:([+\d][\d .()-]{7,18})", re.IGNORECASE)
_HEAD_TAGS = ("h1", "h2", "h3", "h4")
_HEAD_MARKS = frozenset(["title", "tieude", "heading", "head", "caption", "tieudetin", "newstitle"])
_ASKS_CONTACT = re.compile(
    r"\d{6}|\d{2,5}[ .)-]{1,2}\d{3,4}[ .-]?\d{2,4}|@|\(at\)|dia chi|d/c|dien thoai|tru so|fax"
)


def read_page(answer: Answer, as_of: date) -> Page:
    """Read what came back for one request: HTML, XML, JSON, or a file. Never raises on hostile bytes.

    `as_of` is the day of the visit. Links, lists, contact data and days are as `crawler.facts` describes.
    """
    body = answer.body
    said = answer.headers.get("content-type", "").lower()
    if not body.strip(b"\x00\r\n\t "):
        return Page(answer.url, "empty")
    if body.startswith(b"\x1f\x8b"):
        body = unpacked(body)
    if _XML.match(body[:8000]):
        page = read_xml(body, answer.url, as_of)
        if page is not None:
            return page
    if "json" in said or ("html" not in said and body.lstrip()[:1] in (b"{", b"[")):
        page = read_json(body, answer.url, as_of)
        if page is not None:
            return page
    kind = sniff(body, answer.url)
    if kind not in ("html", "other") or (kind == "other" and _is_binary(said)):
        file = file_facts(FileFacts(answer.url, ""), answer)
        return Page(answer.url, "file", files=(file,))
    tree = parse(body, answer.headers.get("content-type"), answer.url)
    if tree is None:
        return Page(answer.url, "other")
    return _html(answer, tree, as_of)


def _is_binary(content_type: str) -> bool:
    return content_type.startswith(_BINARY)


def _html(answer: Answer, tree: Tree, as_of: date) -> Page:
    surface = Surface.of(tree, as_of)
    turners = read_turners(surface)
    sheet = read_sheet(surface)
    listings = read_listings(surface, turners, one=sheet is not None)
    pagers = frozenset(at for turner in turners for at in turner.anchors)
    links = read_links(tree, surface.zones, surface.anchors, surface.parents, pagers)
    headings = read_headings(surface)
    text = surface.flow.text("main", MAX_TEXT)
    everything = sum(map(len, surface.flow.lines))
    troubles = read_troubles(answer, tree, text, headings, listings, len(links), everything)
    head = headline(surface, headings)
    dates = page_dates(surface, head.text)
    files = own_files(surface, sheet)
    page = Page(
        url=answer.url, kind="html", title=tree.title, headings=headings, breadcrumb=_breadcrumb(surface),
        links=links, listings=listings, contacts=_contacts(surface, text), dates=dates, forms=tree.forms,
        files=files, text=text, text_hash=text_hash(text), troubles=troubles, encoding=tree.encoding,
        language=tree.language,
    )  # fmt: skip
    if troubles and troubles[0] not in ("truncated", "undecodable"):
        return page
    document = read_document(surface, head, sheet, dates, files, listings)
    return replace(page, document=document, listings=_beside(listings)) if document else page


def _beside(listings: tuple[Listing, ...]) -> tuple[Listing, ...]:
    """On the page of one story, lists of others stand beside it; what is no more than a link falls away."""
    return tuple(
        replace(one, place="sidebar") if one.place == "main" and one.kind in ("news", "links") else one
        for one in listings
        if len(one.items) > 1 or one.columns or one.place != "main"
    )


def text_hash(text: str) -> str:
    """SHA-256 of a text's words: the same for the same text however it is laid out."""
    return sha256(" ".join(fold(text).split()).encode()).hexdigest()


def read_headings(page: Surface) -> tuple[str, ...]:
    """The headings of the main part in document order: h1…h4, and short lines in elements named as titles."""
    found: dict[str, None] = {}
    for at, element in enumerate(page.zones.elements):
        if page.zones.hidden[at] or page.zones.zone[at] not in ("main", "crumb"):
            continue
        marked = element.tag in _HEAD_TAGS
        if not marked:
            marks = page.zones.marks.get(at)
            marked = marks is not None and not marks.isdisjoint(_HEAD_MARKS)
        if marked and 2 < page.zones.size[at] <= 300 and page.zones.crowd[at] <= 2:
            said = text_of(element)
            if len(said) > 2:
                found.setdefault(said[:300])
                if len(found) >= 40:
                    break
    return tuple(found)


def _breadcrumb(page: Surface) -> tuple[str, ...]:
    """The trail from the home page, outermost first."""
    found: list[str] = []
    for line, text in enumerate(page.flow.lines):
        if page.flow.zone[line] == "crumb":
            found += [part.strip() for part in re.split(r"\s*[>»›/|→]\s*", text) if part.strip()]
    if not found:
        trail = next((text for text in page.flow.lines[:80] if TRAIL.match(text)), "")
        found = [part.strip() for part in re.split(r"\s*[>»›/|→]\s*", trail) if part.strip()]
    return tuple(dict.fromkeys(found))[:10]


def _behind_links(page: Surface, place: Literal["main", "footer"], said: str) -> list[str]:
    """Mailboxes and telephones that links name and do not print ("Gửi thư", "Gọi ngay")."""
    lines: dict[str, None] = {}
    for at, element in enumerate(page.zones.elements):
        if element.tag != "a" or page.zones.zone[at] != place or page.zones.hidden[at]:
            continue
        found = _REACHED.match((element.get("href") or "").strip())
        value = (found[1] or found[2]) if found else ""
        if value and value.lower() not in said.lower() and fold(text_of(element)) not in fold(value):
            lines[f"Email: {value}" if "@" in value else f"Điện thoại: {value}"] = None
    return list(lines)[:20]


def _contacts(page: Surface, text: str) -> tuple[Contact, ...]:
    found: list[Contact] = []
    parts: tuple[tuple[Literal["main", "footer"], str], ...] = (
        ("main", text[:MAX_TEXT]), ("footer", page.flow.text("footer", MAX_TEXT)),
    )  # fmt: skip
    for place, printed in parts:
        said = "\n".join((printed, *_behind_links(page, place, printed)))
        if _ASKS_CONTACT.search(fold(said)):
            contact = read_contact(said, place)
            if contact is not None:
                found.append(contact)
    return tuple(found)
