"""Everything on a page that leads somewhere when pressed, with its label and its element."""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.read.html import Tree
from crawler.read.text import nfc
from crawler.read.zones import Zone, Zones

MAX_ANCHORS = 8_000
_LONGEST_BUTTON = 200
POSTBACK = re.compile(
    r"(?:_{1,2}doPostBack\s*\(|WebForm_PostBackOptions\s*\()"
    r"\s*\\?[\"']([^\"'\\]{1,300})\\?[\"']\s*,\s*\\?[\"']([^\"'\\]{0,300})\\?[\"']"
)  # the quotes escaped where the call stands in a text itself
_GOES = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\s*\("
    r"|window\.open\s*\(|RefreshPageTo\s*\(\s*event\s*,)\s*[\"']([^\"']{1,2000})[\"']"
)
_ESCAPED = re.compile(r"\\(?:u00|x)([0-7][0-9a-fA-F])")
_COUNT = re.compile(r"\s*[(\[]\s*\d[\d.,]*\s*[)\]]\s*$")
_ORNAMENT = re.compile(r"^[\s\W_]+(?=\w)|[\s>»›▶►→•|+]+$")
_QUOTES = "\"“'‘([{«"
_SHARING = re.compile(r"/sharer|twitter\.com/(?:share|intent)|plus\.google\.com/share|zalo\.me/share")


@dataclass(slots=True)
class Anchor:
    """A thing to press. `url` is "" where it leads nowhere; `fragment` names a part of the same page."""

    element: HtmlElement
    at: int
    url: str
    label: str
    zone: Zone
    pictured: bool = False  # the label is an image's
    postback: tuple[str, str] | None = None
    fragment: str = ""
    pressable: bool = False  # leads nowhere by itself, and a script answers


def clean_label(label: str) -> str:
    """A label without its count "(12)" and the ornaments around it."""
    label = _COUNT.sub("", label) or label  # "[2]" is no count: nothing is counted
    if label and not label[0].isalnum() and label[0] not in _QUOTES:
        label = _ORNAMENT.sub("", label)
    return label.rstrip(" >»›▶►→•|+")


def read_anchors(tree: Tree, zones: Zones) -> list[Anchor]:
    """Links, areas and pressable elements in document order; hidden ones only inside menus."""
    found: list[Anchor] = []
    for at, element in enumerate(zones.elements):
        tag = element.tag
        if tag in ("a", "area"):
            anchor = _anchor(tree, zones, at, element)
        elif element.get("onclick") and zones.crowd[at] == 0:
            anchor = _pressed(tree, zones, at, element)
        else:
            continue
        if anchor is not None:
            found.append(anchor)
            if len(found) >= MAX_ANCHORS:
                break
    return found


def _anchor(tree: Tree, zones: Zones, at: int, element: HtmlElement) -> Anchor | None:
    zone = zones.zone[at]
    if zone == "hidden" or (zones.hidden[at] and zone == "main"):
        return None
    href = (element.get("href") or "").strip()
    script = f"{href} {element.get('onclick') or ''}" if not href or href[0] in "#jJ" else ""
    postback = None
    url = tree.join(href)
    if not url and script:
        called = POSTBACK.search(script)
        postback = (called.group(1), called.group(2)) if called else None
        goes = _GOES.search(script)
        url = tree.join(_plain(goes.group(1))) if goes else tree.join(element.get("data-href") or "")
    if _SHARING.search(url):
        return None
    label, pictured = _label(element)
    fragment = href[1:] if len(href) > 1 and href[0] == "#" else ""
    pressable = not url and postback is None and not fragment and bool(script.strip())
    return Anchor(element, at, url, label, zone, pictured, postback, fragment, pressable)


def _pressed(tree: Tree, zones: Zones, at: int, element: HtmlElement) -> Anchor | None:
    goes = _GOES.search(element.get("onclick") or "")
    called = POSTBACK.search(element.get("onclick") or "")
    if not (goes or called) or zones.zone[at] == "hidden" or zones.size[at] > _LONGEST_BUTTON:
        return None
    url = tree.join(_plain(goes.group(1))) if goes else ""
    label, pictured = _label(element)
    if not label or len(label) > _LONGEST_BUTTON:
        return None
    postback = (called.group(1), called.group(2)) if called else None
    return Anchor(element, at, url, label, zones.zone[at], pictured, postback)


def _plain(address: str) -> str:
    """An address as a script writes it ("?a=1\\u0026b=2"), read."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), address)


def _label(element: HtmlElement) -> tuple[str, bool]:
    label = clean_label(nfc(str(element.text_content())))
    if any(map(str.isalnum, label)):
        return label[:1000], False
    for image in element.iter("img", "input"):
        said = nfc(image.get("alt") or image.get("title") or "")
        if any(map(str.isalnum, said)):
            return clean_label(said)[:300], True
    said = nfc(element.get("title") or element.get("aria-label") or element.get("alt") or "")
    return (clean_label(said) or label)[:300], False
