"""XML and JSON: site maps, feeds, and the lists that programming interfaces give."""

import gzip
import json
import zlib
from datetime import date
from typing import Any

from lxml import etree

from crawler.facts import DateKind, Item, Link, Listing, Page, PrintedDate
from crawler.read.addresses import absolute
from crawler.read.charsets import decode
from crawler.read.dates import parse_date
from crawler.read.documents import doc_type, find_number
from crawler.read.text import nfc

MAX_XML = 20_000_000
_MAX_LINKS = 20_000
_MAX_ITEMS = 1_000
_MAX_JSON = 5_000_000
_TITLES = (
    "title",
    "tieude",
    "tieu_de",
    "ten",
    "name",
    "trichyeu",
    "trich_yeu",
    "subject",
    "tenvanban",
    "noidung",
    "question",
    "cauhoi",
)
_NUMBERS = ("sokyhieu", "so_ky_hieu", "sohieu", "sovanban", "number", "code", "kyhieu", "docnumber")
_ISSUED = ("ngaybanhanh", "ngay_ban_hanh", "issueddate", "issuedate", "ngayky", "issued")
_POSTED = (
    "publishdate",
    "publisheddate",
    "published_at",
    "publishedat",
    "ngaydang",
    "ngay_dang",
    "createddate",
    "created_at",
    "createdat",
    "created",
    "date",
    "ngaytao",
    "publish_date",
    "pubdate",
)
_LINKS = ("url", "link", "href", "alias", "slug", "path", "duongdan")


def unpacked(body: bytes) -> bytes:
    """`body` without its gzip, at most 20 MB; as it is where it is none or broken."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    engine = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        return engine.decompress(body, MAX_XML)
    except (zlib.error, gzip.BadGzipFile):
        return body


def read_xml(body: bytes, url: str, as_of: date) -> Page | None:
    """Links of a site map or feed, as a page; None where it is no XML that can be read.

    No entity is resolved, nothing is fetched, and only the first 20 MB are read.
    """
    body = body[:MAX_XML]
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body.lstrip(), parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    links: list[Link] = []
    items: list[Item] = []
    for node in root.iter():
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if name in ("url", "sitemap"):
            address = absolute(url, _child(node, "loc"))
            if address:
                links.append(Link(address, _child(node, "title"), "sitemap"))
        elif name in ("item", "entry"):
            item = _entry(node, url, as_of)
            if item is not None:
                items.append(item)
                links.append(Link(item.url or "", item.title, "item"))
        if len(links) >= _MAX_LINKS:
            break
    listings = (Listing("news", tuple(items[:_MAX_ITEMS])),) if items else ()
    title = _child(root, "title") or next(
        (_child(one, "title") for one in root if isinstance(one.tag, str)), ""
    )
    return Page(url, "xml", title=title, links=tuple(links), listings=listings, encoding="utf-8")


def _child(node: Any, name: str) -> str:
    for child in node:
        if isinstance(child.tag, str) and etree.QName(child).localname == name:
            said = "".join(child.itertext())[:4000]
            return nfc(said) or nfc(child.get("href") or "")
    return ""


def _entry(node: Any, url: str, as_of: date) -> Item | None:
    title, address = _child(node, "title"), absolute(url, _child(node, "link") or _child(node, "guid"))
    if not title or not address:
        return None
    said = next(
        (one for name in ("pubDate", "published", "updated", "date") if (one := _child(node, name))), ""
    )
    dated = parse_date(said, as_of, DateKind.PUBLISHED, source="listing") if said else None
    number = find_number(title)
    return Item(title[:500], address, number=number, doc_type=doc_type(title, number), published=dated)


def read_json(body: bytes, url: str, as_of: date) -> Page | None:
    """The longest list of objects with titles, as a listing; None where it is no JSON."""
    text, encoding = decode(body[:_MAX_JSON])
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    best = max(_lists(data), key=len, default=[])
    items = tuple(item for one in best[:_MAX_ITEMS] if (item := _object(one, url, as_of)) is not None)
    listings = (
        (
            Listing(
                "documents" if sum(one.number is not None for one in items) * 2 > len(items) else "news",
                items,
            ),
        )
        if items
        else ()
    )
    links = tuple(Link(one.url, one.title, "item") for one in items if one.url)
    return Page(url, "json", links=links, listings=listings, encoding=encoding)


def _lists(data: object) -> list[list[dict[str, Any]]]:
    found: list[list[dict[str, Any]]] = []
    waiting: list[tuple[object, int]] = [(data, 0)]
    while waiting and len(found) < 500:
        one, depth = waiting.pop()
        if depth > 12:
            continue
        if isinstance(one, list):
            objects = [each for each in one if isinstance(each, dict)]
            if objects:
                found.append(objects)
            waiting += [(each, depth + 1) for each in one[:200]]
        elif isinstance(one, dict):
            waiting += [(each, depth + 1) for each in list(one.values())[:200]]
    return found


def _object(data: dict[str, Any], url: str, as_of: date) -> Item | None:
    low = {str(key).lower(): value for key, value in data.items()}
    title = nfc(_text(low, _TITLES))
    if len(title) < 4:
        return None
    address = _text(low, _LINKS)
    said = _text(low, _NUMBERS)
    number = find_number(said) or find_number(title)
    return Item(
        title[:500],
        absolute(url, address) or None if "/" in address else None,
        number=number,
        doc_type=doc_type(title, number),
        issued=_day(low, _ISSUED, DateKind.ISSUED, as_of),
        published=_day(low, _POSTED, DateKind.PUBLISHED, as_of),
    )


def _text(data: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((value for name in names if isinstance(value := data.get(name), str) and value.strip()), "")


def _day(data: dict[str, Any], names: tuple[str, ...], kind: DateKind, as_of: date) -> PrintedDate | None:
    for name in names:
        value = data.get(name)
        if isinstance(value, str | int):
            dated = parse_date(str(value)[:60], as_of, kind, source="listing")
            if dated is not None:
                return dated
    return None
