"""Markup so broken or so deep that libxml2 gives up: BeautifulSoup reads it, and it is written out flat."""

import re
from html import escape

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString
from bs4.exceptions import ParserRejectedMarkup

MAX_SOUP = 1_000_000  # characters; BeautifulSoup is some ten times slower than lxml
_SILENT = frozenset(("script", "style", "template", "noscript", "svg", "select", "textarea", "head"))
_KEPT = frozenset(("h1", "h2", "h3", "h4", "title"))
_INLINE = frozenset(
    ("a", "span", "b", "i", "u", "em", "strong", "font", "small", "sub", "sup", "img", "label")
)
_SCRIPTS = re.compile(r"<(script|style)\b.{0,200000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"<[^<>]{0,5000}>")
_LOST = 0.2  # a tree with less of the page's text than this has lost it
_ENOUGH = 1_500  # characters of text without tags that make a loss worth a second reading


def has_lost(text: str, kept: int) -> bool:
    """Has a tree with `kept` characters of text lost most of what `text` prints?"""
    if kept >= _ENOUGH * _LOST or len(text) < _ENOUGH:
        return False
    plain = _TAGS.sub(" ", _SCRIPTS.sub(" ", text[:MAX_SOUP]))
    return len(" ".join(plain.split())) >= max(_ENOUGH, kept / _LOST)


def flat_page(text: str) -> str | None:
    """`text` as a page without nesting: its headings, its links and, line by line, its text. Never raises."""
    try:
        soup = BeautifulSoup(text[:MAX_SOUP], "html.parser")
    except (ParserRejectedMarkup, AssertionError, RecursionError):
        return None
    written: list[str] = []
    done: set[int] = set()
    for node in soup.descendants:
        if isinstance(node, Tag):
            _write_tag(node, written, done)
        elif isinstance(node, NavigableString) and not isinstance(node, Comment) and id(node) not in done:
            written.append(escape(str(node)))
    return f"<html><body>{''.join(written)}</body></html>"


def _write_tag(tag: Tag, written: list[str], done: set[int]) -> None:
    if id(tag) in done:
        return
    if tag.name in _SILENT:
        done.update(map(id, tag.descendants))
    elif tag.name in _KEPT or (tag.name == "a" and tag.get("href")):
        href = tag.get("href")
        said = escape(" ".join(tag.get_text(" ").split())[:2000])
        attribute = f' href="{escape(str(href))}"' if href else ""
        if len(said) < _ENOUGH:
            done.update(map(id, tag.descendants))
            written.append(f"<{tag.name}{attribute}>{said}</{tag.name}>")
    elif tag.name not in _INLINE:
        written.append("<br>")
