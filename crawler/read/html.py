"""HTML bytes -> one guarded tree: decoded, limited in size and depth, scripts out, forms kept."""

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from crawler.facts import Form, Trouble
from crawler.read.addresses import absolute
from crawler.read.flatten import MAX_SOUP, flat_page, has_lost
from crawler.read.forms import Option, Turning, read_forms, read_options, set_turning_apart
from crawler.read.text import decode, nfc

MAX_BYTES = 5_000_000  # a longer page is read so far
MAX_ELEMENTS = 60_000
_TOO_DEEP = "xcessive depth"  # libxml2 drops what is nested deeper than 254 and says so in its log only
_INLINE = re.compile(
    r"</?(?:font|span|b|i|u|em|strong|center|big|small|o:p|st1:\w+)(?:\s[^<>]{0,2000})?>", re.IGNORECASE
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
# lxml.html asks Python for the class of each element; here all are of one, which is told without asking.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement)
_BLOCKS = (
    "td", "th", "tr", "li", "p", "div", "br", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul",
    "ol", "dl", "section", "article", "header", "footer", "figure", "figcaption", "summary", "details",
    "caption", "legend", "label", "option", "address", "blockquote", "hr", "time",
)  # fmt: skip
_DROPPED = ("script", "style", "template", "noscript", "svg", "object", "canvas", "select", "textarea")


@dataclass(slots=True)
class Tree:
    """A parsed page. Scripts, styles, comments and form controls are out of `root`.

    Blocks are set apart by spaces, so that `text_content()` never joins two words that stand apart.
    """

    root: HtmlElement
    url: str  # the page's own address
    base: str  # what relative links are joined to: <base href>, else the page's address
    encoding: str = ""
    language: str = ""
    title: str = ""
    troubles: tuple[Trouble, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)  # name, property or http-equiv in lower case
    json_ld: tuple[str, ...] = ()
    scripts: str = ""  # the inline scripts, for telling shells and challenges
    script_count: int = 0
    noscript: str = ""
    forms: tuple[Form, ...] = ()
    options: tuple[Option, ...] = ()
    turning: dict[HtmlElement, Turning] = field(default_factory=dict)  # drop-downs of a list's pages
    objects: tuple[str, ...] = ()  # what <object> shows
    feeds: tuple[tuple[str, str], ...] = ()  # <link rel=alternate>: address, title

    def join(self, href: str) -> str:
        """`href` as an absolute http(s) address, or "" where it leads nowhere."""
        return absolute(self.base, href)


def parse(body: bytes, content_type: str | None, url: str) -> Tree | None:
    """Read HTML. Never raises on hostile bytes; None where there is no element at all.

    Too long or too deep pages are read as far as the limits allow and named `truncated`;
    bytes in no known encoding are named `undecodable`.
    """
    troubles: list[Trouble] = []
    if len(body) > MAX_BYTES:
        body = body[:MAX_BYTES]
        troubles.append("truncated")
    text, encoding = decode(body, _declared(content_type))
    if text.count("\ufffd") > max(20, len(text) // 50):
        troubles.append("undecodable")
    text = _CONTROL.sub(" ", text)
    root, truncated = _read_anew(text, *_root(text))
    if root is None:
        return None
    if truncated and "truncated" not in troubles:
        troubles.append("truncated")
    tree = Tree(root=root, url=url, base=url, encoding=encoding, troubles=tuple(troubles))
    _read_head(tree)
    tree.forms = read_forms(root, tree.base)
    tree.options = read_options(root, tree.join)
    tree.turning = set_turning_apart(root)
    _prune(tree)
    return tree


def _declared(content_type: str | None) -> str | None:
    found = _CHARSET.search(content_type or "")
    return found.group(1) if found else None


def _root(text: str) -> tuple[HtmlElement | None, bool]:
    root, deep = _parsed(text, huge=False)
    if root is None or not deep:
        return root, False
    # Word's pasted markup leaves hundreds of inline tags open: without them the page is flat again.
    return _parsed(_INLINE.sub("", text), huge=True)


def _read_anew(text: str, root: HtmlElement | None, truncated: bool) -> tuple[HtmlElement | None, bool]:
    """The page flattened, where the tree is too deep or has lost most of what the page prints."""
    kept = len(str(root.text_content())) if root is not None and not truncated else 0
    if root is not None and not truncated and not has_lost(text, kept):
        return root, truncated
    flat = flat_page(text)
    anew = _parsed(flat, huge=False)[0] if flat is not None else None
    if anew is None:
        return root, truncated
    return anew, truncated and len(text) > MAX_SOUP


def _parsed(text: str, *, huge: bool) -> tuple[HtmlElement | None, bool]:
    """The root element, and whether the page is nested deeper than the parser goes."""
    parser = HTMLParser(
        encoding="utf-8", huge_tree=huge, remove_comments=True, remove_pis=True, no_network=True
    )
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        root = document_fromstring(text.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError, AssertionError):
        return None, False
    deep = any(_TOO_DEEP in entry.message for entry in parser.error_log)
    return (root if isinstance(root, HtmlElement) else None), deep


def _read_head(tree: Tree) -> None:
    root = tree.root
    tree.language = (root.get("lang") or root.get("xml:lang") or "").strip()[:20]
    title = next(iter(root.iter("title")), None)
    if title is not None:
        tree.title = nfc(title.text_content())[:500]
    base = next((one.get("href") for one in root.iter("base") if one.get("href")), None)
    if base:
        tree.base = absolute(tree.url, base) or tree.url
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("http-equiv") or meta.get("itemprop")
        content = meta.get("content")
        if name and content:
            tree.meta.setdefault(name.strip().lower(), content[:2000])
    tree.feeds = tuple(
        (address, nfc(link.get("title") or ""))
        for link in root.iter("link")
        if "alternate" in (link.get("rel") or "").lower() and "rss" in (link.get("type") or "").lower()
        if (address := absolute(tree.base, link.get("href") or ""))
    )


def _prune(tree: Tree) -> None:
    root = tree.root
    json_ld: list[str] = []
    inline: list[str] = []
    for script in root.iter("script"):
        tree.script_count += 1
        if not script.text:
            continue
        if "ld+json" in (script.get("type") or ""):
            json_ld.append(script.text[:200_000])
        else:
            inline.append(script.text[:20_000])
    tree.json_ld = tuple(json_ld)
    tree.scripts = "\n".join(inline)[:100_000]
    tree.noscript = " ".join(nfc(one.text_content()) for one in root.iter("noscript"))[:2000]
    tree.objects = tuple(said for one in root.iter("object") if (said := one.get("data")))[:20]
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    for block in root.iter(*_BLOCKS):
        block.text = f" {block.text}" if block.text else " "
        block.tail = f" {block.tail}" if block.tail else " "


def text_of(element: HtmlElement) -> str:
    """The text of `element`, normalised, single spaces."""
    return nfc(str(element.text_content()))
