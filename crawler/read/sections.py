"""What a page is for one section, from several independent signals."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from crawler.facts import Contact, Link, Listing, Page, Signal
from crawler.read.content import ContentReader, Fit, plain_name
from crawler.read.files import is_file_url
from crawler.read.promises import LABELLED
from crawler.read.text import slug_words
from crawler.read.vocabulary import Matcher

Kind = Literal["accepted", "shell", "other", "unreadable", "hub"]

_KIND_NAMES = {
    "documents": "văn bản", "news": "tin, bài", "questions": "câu hỏi – trả lời", "projects": "dự án",
    "people": "người, đơn vị", "files": "tệp", "links": "liên kết", "other": "mục khác",
}  # fmt: skip
_DEAD = ("soft_404",)
_UNREADABLE = ("challenge", "login", "needs_script", "undecodable", "parked")
DOUBTFUL = 0.6  # below it a person must look
_DOUBTFUL_SHARE = 0.6  # of the share that a section's list must reach: with less, the few are strays
_PEOPLE = 2  # entries of a directory
_MENU_PROMISE = 0.6  # a label that promises so much does not lead to a single entry's page
_TITLES = 2  # lines that read like titles where no list could be made out
_STRAY = 0.25  # a list this small against the page's largest is no list of the page's own


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page is for one section. `hub`: its lists are on the pages it leads to (`parts`)."""

    kind: Kind
    reason: (
        str  # found | hub | doubtful | form_only | empty | under_construction | other_kind | dead_target | …
    )
    confidence: float
    signals: tuple[Signal, ...] = ()
    listings: tuple[Listing, ...] = ()  # those of the page that are the section's
    parts: tuple[Link, ...] = ()
    contact: Contact | None = None
    alone: "Verdict | None" = None  # of a hub: what the page is should none of its parts hold a list


def judge_page(
    page: Page, section: str, path: tuple[str, ...], matcher: Matcher, promise: float = 0.0
) -> Verdict:
    """What `page` is for `section`.

    `path` is the labels pressed from the home page, `promise` what the link that led here promised.
    A verdict under confidence 0.6 is the doubtful middle: its reason is "doubtful" or "form_only".
    """
    if section == "contact":
        return _judge_contact(page, path, matcher, promise)
    signals = _name_signals(page, section, path, matcher)
    named = max([promise, *(signal.weight for signal in signals)])
    if any(trouble in page.troubles for trouble in _DEAD):
        return Verdict(
            "shell", "dead_target", 0.8, (*signals, Signal("page", -1, "trang báo không tìm thấy"))
        )
    for trouble in page.troubles:
        if trouble in _UNREADABLE:
            return Verdict("unreadable", trouble, 0.9, signals)
        if trouble == "maintenance":
            return Verdict("unreadable", "maintenance", 0.9, signals)
    reader = _reader(matcher, section)
    fits = _own_fits(page, reader, _names(page, path))
    signals = (*signals, *(_fit_signal(fit) for fit in fits))
    good = [fit for fit in fits if fit.belonging and fit.share >= reader.content.share]
    entry = page.document is not None and promise < _MENU_PROMISE
    if good and entry and not _is_label_of(page, section, path, matcher):
        return Verdict("other", "single_item", 0.7, signals)
    if good and named >= 0.3:
        sure = max(fit.sure for fit in good)
        confidence = round(min(1.0, 0.3 + 0.3 * named + 0.4 * sure), 2)
        return Verdict(
            "accepted", "found", confidence, signals, tuple(fit.listing for fit in _joined(fits, good))
        )
    return _without_list(page, section, path, matcher, reader, fits, signals, named)


def _without_list(
    page: Page,
    section: str,
    path: tuple[str, ...],
    matcher: Matcher,
    reader: ContentReader,
    fits: list[Fit],
    signals: tuple[Signal, ...],
    named: float,
) -> Verdict:
    """The verdict on a page none of whose lists is clearly the section's."""
    alone = _alone(page, section, reader, fits, signals, named)
    parts = part_links(page, section, path, matcher)
    if len(parts) >= 2 or (parts and not any(fit.entries for fit in fits)):
        seen = Signal("parts", 0.5, "dẫn tới " + ", ".join(f"“{link.label}”" for link in parts[:5]))
        return Verdict("hub", "hub", round(0.4 + 0.4 * named, 2), (*signals, seen), parts=parts, alone=alone)
    return alone


def _alone(
    page: Page,
    section: str,
    reader: ContentReader,
    fits: list[Fit],
    signals: tuple[Signal, ...],
    named: float,
) -> Verdict:
    """The verdict on a page by its own content: prose, a few fitting entries, a form, or nothing."""
    prose = reader.prose(page)
    if prose >= 0.6 and named >= LABELLED and not _is_news_list(fits):
        seen = Signal("text", prose, "trang có phần nội dung viết về mục này")
        return Verdict(
            "accepted", "found", round(min(0.95, 0.35 + 0.3 * named + 0.3 * prose), 2), (*signals, seen)
        )
    some = [fit for fit in fits if fit.share >= _DOUBTFUL_SHARE * reader.content.share]
    if some and named >= LABELLED:
        return Verdict("accepted", "doubtful", 0.5, signals, tuple(fit.listing for fit in some))
    if section == "qa" and named >= LABELLED and any(form.purpose == "question" for form in page.forms):
        seen = Signal("form", 0.4, "có biểu mẫu gửi câu hỏi nhưng chưa thấy câu trả lời nào được đăng")
        return Verdict("accepted", "form_only", 0.55, (*signals, seen))
    if named < LABELLED:
        return Verdict("other", "other_kind", round(1 - named, 2), signals)
    if "under_construction" in page.troubles:
        return Verdict("shell", "under_construction", 0.9, signals)
    if any(fit.entries for fit in fits):
        tables = ("documents", "other") if "documents" in reader.content.kinds else ()
        unclear = [fit for fit in fits if fit.listing.kind in tables and fit.unclear]
        if unclear and named >= 0.8 and all(fit.unclear * 2 > fit.entries for fit in unclear):
            return Verdict("accepted", "doubtful", 0.5, signals, tuple(fit.listing for fit in unclear))
        return Verdict("shell", "other_kind", 0.8, signals)
    if named >= 0.8 and reader.titles(page) >= _TITLES:
        seen = Signal("text", 0.4, "có tên văn bản trong trang nhưng không nhận ra danh sách")
        return Verdict("accepted", "doubtful", 0.5, (*signals, seen))
    if len(page.text) > 1500 and page.document is not None:
        return Verdict("shell", "other_kind", 0.7, signals)
    return Verdict("shell", "empty", 0.85, (*signals, Signal("list", -0.8, "không có mục nào được đăng")))


def part_links(page: Page, section: str, path: tuple[str, ...], matcher: Matcher) -> tuple[Link, ...]:
    """The links of a hub that lead to the parts of its section: submenu entries and the page's own links."""
    label = path[-1] if path else ""
    label_words = matcher.words(label).folded
    entries = {item.url for listing in page.listings if listing.kind != "links" for item in listing.items}
    holds = matcher.vocabulary.sections[section].holds
    chosen: dict[str, Link] = {}
    for link in page.links:
        if not link.url or link.url.split("#")[0] == page.url or link.url in chosen or link.url in entries:
            continue
        if is_file_url(link.url, ""):
            continue
        below = bool(label) and any(matcher.words(parent).folded == label_words for parent in link.parents)
        if link.place in ("menu", "submenu", "sidebar") and not below:
            continue
        if link.place not in ("menu", "submenu", "sidebar", "content", "quick"):
            continue
        named = matcher.match(link.label)
        same = any(match.section == section and match.weight >= LABELLED for match in named)
        other = bool(named) and named[0].weight >= 0.7 and named[0].section not in (section, *holds)
        if (same or matcher.is_part(link.label) or (below and not other)) and not matcher.is_headline(
            link.label
        ):
            chosen[link.url] = link
    return tuple(chosen.values())[:12]


def _judge_contact(page: Page, path: tuple[str, ...], matcher: Matcher, promise: float) -> Verdict:
    """Contact data stand on the page when an address and a phone or an e-mail do."""
    signals = _name_signals(page, "contact", path, matcher)
    named = max([promise, *(signal.weight for signal in signals)])
    for trouble in page.troubles:
        if trouble in _DEAD:
            return Verdict("shell", "dead_target", 0.8, signals)
        if trouble in _UNREADABLE:
            return Verdict("unreadable", trouble, 0.9, signals)
    own = [contact for contact in page.contacts if contact.place == "main"]
    for contact in own:
        if contact_complete(contact):
            seen = Signal("fields", 1.0, "có địa chỉ, điện thoại hoặc thư điện tử của cơ quan")
            return Verdict(
                "accepted", "found", round(min(1.0, 0.6 + 0.4 * named), 2), (*signals, seen), contact=contact
            )
    people = sum(len(listing.items) for listing in page.listings if listing.kind == "people")
    if people >= _PEOPLE and named >= LABELLED:
        seen = Signal("list", 0.9, f"danh bạ {people} người, đơn vị")
        sure = round(0.3 + 0.4 * named, 2)
        return Verdict("accepted", "directory", sure, (*signals, seen), contact=own[0] if own else None)
    if own:
        seen = Signal("fields", 0.4, "chỉ có một phần thông tin liên hệ")
        return Verdict("shell", "incomplete", 0.7, (*signals, seen), contact=own[0])
    reason = "under_construction" if "under_construction" in page.troubles else "empty"
    return Verdict("shell" if named >= LABELLED else "other", reason, 0.8, signals)


def contact_complete(contact: Contact) -> bool:
    """An address, and a phone or an e-mail."""
    return bool(contact.address) and bool(contact.phones or contact.emails or contact.hotline)


def _name_signals(page: Page, section: str, path: tuple[str, ...], matcher: Matcher) -> tuple[Signal, ...]:
    """What the page calls itself: label pressed, title, headings, breadcrumb, address."""
    found: list[Signal] = []

    def look(name: str, texts: Iterable[str], factor: float, words: str) -> None:
        best = max(
            (
                (match.weight, text)
                for text in texts
                for match in matcher.match(text)
                if match.section == section
            ),
            default=None,
        )
        if best:
            found.append(Signal(name, round(best[0] * factor, 2), f"{words} “{best[1]}”"))

    look("label", path[-1:], 1.0, "nhãn")
    look("parent", path[:-1], 0.5, "nằm dưới")
    look(
        "title",
        [part for sep in ("|", " - ", "::") for part in page.title.split(sep)][:12],
        0.7,
        "tiêu đề trang",
    )
    look("heading", page.headings[:4], 0.8, "đề mục")
    look("breadcrumb", page.breadcrumb[-2:], 0.7, "đường dẫn")
    slug = next((one for one in matcher.match_slug(slug_words(page.url)) if one.section == section), None)
    if slug:
        found.append(Signal("url", round(0.5 * slug.weight, 2), f"địa chỉ {page.url}"))
    return tuple(found)


def _is_label_of(page: Page, section: str, path: tuple[str, ...], matcher: Matcher) -> bool:
    """Does the page bear the section's name, rather than that of one of its entries?"""
    title = page.document.title if page.document else ""
    return bool(path) and plain_name(title) == plain_name(path[-1]) and matcher.best(path[-1]) == section


def _names(page: Page, path: tuple[str, ...]) -> frozenset[str]:
    """What the page calls itself, as `plain_name`s."""
    headings = [listing.heading for listing in page.listings if listing.heading]
    return frozenset(map(plain_name, (*path[-1:], *re.split(r"\||::| - ", page.title), *headings))) - {""}


def _own_fits(page: Page, reader: ContentReader, names: frozenset[str]) -> list[Fit]:
    """The page's own lists against the section, best first; stray blocks and menus left out."""
    fits = [
        reader.fit(listing, names)
        for listing in page.listings
        if listing.place == "main"
        and listing.items
        and not (listing.kind == "links" and "links" not in reader.content.kinds)
    ]
    return sorted(fits, key=lambda fit: (-fit.sure, -fit.belonging))


def _joined(fits: list[Fit], good: list[Fit]) -> list[Fit]:
    """The good lists, and lists of the same kind beside them that hold some entries of the section, too."""
    kinds = {fit.listing.kind for fit in good}
    largest = max(fit.entries for fit in good)
    return good + [
        fit
        for fit in fits
        if fit not in good and fit.belonging and fit.listing.kind in kinds and fit.entries >= _STRAY * largest
    ]


def _is_news_list(fits: list[Fit]) -> bool:
    return any(fit.listing.kind == "news" and fit.entries >= 3 for fit in fits)


def _fit_signal(fit: Fit) -> Signal:
    kind = _KIND_NAMES.get(fit.listing.kind, fit.listing.kind)
    return Signal(
        "list", fit.sure if fit.belonging else -0.5,
        f"danh sách {fit.entries} {kind}, trong đó {fit.belonging} thuộc mục này",
    )  # fmt: skip


@lru_cache(maxsize=256)
def _reader(matcher: Matcher, section: str) -> ContentReader:
    return ContentReader(section, matcher)


def content_reader(matcher: Matcher, section: str) -> ContentReader:
    """The reader of a section's content; made once per matcher."""
    return _reader(matcher, section)
