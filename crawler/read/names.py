"""What ids and classes say: "snLeft", "menu-top", "chan-trang" name the parts of a page."""

import re
from dataclasses import dataclass
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HUMP = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_DIGITS = "0123456789"
_LONGEST = 300  # characters of id and classes that are looked at

_MENU = _words(
    "menu menus nav navi navbar navigation topnav mainnav mainmenu topmenu submenu megamenu quicklaunch "
    "offcanvas dropdown topmenubar sitemenu"
)
_SIDE = _words(
    "sidebar aside side left right cottrai cotphai colleft colright leftcol rightcol leftside rightside "
    "trai phai sidenav secondary widget-area rail benphai bentrai"
)
_CRUMB = ("crumb", "duongdan", "sitemappath", "pathway", "linkpath", "urhere")
_FOOT = _words("footer foot chantrang chan bottom copyright footerwrap ft")
_HEAD = _words("header banner topbar top head masthead dautrang")
_NOT_CHROME = _words(
    "article entry post content title text float pull align margin padding border arrow img image icon "
    "card panel block box section portlet news tin table list item caption module noidung pager paging "
    "date page"
)
_SHOWN_LATER = _words(
    "tab tabs pane tabpane collapse accordion panel answer toggle children dropdown submenu menu sub more "
    "faq traloi spoiler tabcontent tabbed"
)
_HIDDEN = _words("hidden hide invisible")
_SOME_WIDTHS = _words("block flex sm md lg xl")
_MAIN = _words("main content noidung center centre middle giua maincontent article primary")
_PAGES = _words("pager paging pagination page-numbers pagenavi paginator phantrang")
_CENTRE = _words("centre center middle giua maincontent contentmain noidungchinh")


@dataclass(frozen=True, slots=True)
class Name:
    """What the id and classes of one element say it is; any of them may be wrong."""

    words: frozenset[str] = frozenset()
    crumb: bool = False
    menu: bool = False
    side: bool = False
    foot: bool = False  # a footer's word, plain of others
    footer: bool = False  # "footer" in whole or part
    head: bool = False
    whole_head: bool = False  # a class or the id is no more than "header", "top", …
    main: bool = False
    centre: bool = False
    pages: bool = False  # turns pages
    hides: bool = False
    shown_later: bool = False  # by a press: tabs, menus, answers

    @property
    def of_the_page(self) -> bool:
        """Does it name a column, the main one or another?"""
        return self.main or self.side


NOTHING = Name()


@lru_cache(maxsize=20_000)
def words_of(name: str) -> frozenset[str]:
    """The words of ids and classes, humps and dashes split: "snLeft" -> {sn, left, snleft}."""
    words: set[str] = set()
    for part in name.replace("_", "-").split()[:40]:
        for piece in part.split("-"):
            words.add(piece.lower().rstrip(_DIGITS) or piece)
            if not piece.islower():
                words.update(one.lower() for one in _HUMP.findall(piece))
    return frozenset(words)


def name_of(identity: str | None, classes: str | None) -> Name:
    """Read an element's id and class."""
    if not identity and not classes:
        return NOTHING
    return _name(f"{identity or ''} {classes or ''}"[:_LONGEST])


@lru_cache(maxsize=20_000)
def _name(said: str) -> Name:
    words = words_of(said)
    plain = words.isdisjoint(_NOT_CHROME)
    footer = any("footer" in word for word in words)
    later = not words.isdisjoint(_SHOWN_LATER)
    return Name(
        words,
        crumb=any(part in word for word in words for part in _CRUMB),
        menu=not words.isdisjoint(_MENU) or any("menu" in word for word in words),
        side=not words.isdisjoint(_SIDE),
        foot=not words.isdisjoint(_FOOT) and (plain or "footer" in words),
        footer=footer,
        head=plain and not words.isdisjoint(_HEAD),
        whole_head=any(part.lower() in _HEAD for part in said.split()),
        main=not words.isdisjoint(_MAIN),
        centre=not words.isdisjoint(_CENTRE),
        pages=not words.isdisjoint(_PAGES),
        hides=(not later and _is_hiding(words)) or any(word.startswith("skip") for word in words),
        shown_later=later,
    )


def _is_hiding(words: frozenset[str]) -> bool:
    if not words.isdisjoint(_HIDDEN):
        return "xs" not in words and "sm" not in words
    return {"d", "none"} <= words and "display" not in words and words.isdisjoint(_SOME_WIDTHS)
