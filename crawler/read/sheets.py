"""The data sheet of one document, question or project: labels with one value each, in any markup."""

from collections import Counter
from dataclasses import dataclass, field

from crawler.facts import PrintedDate
from crawler.read.files import is_file_url
from crawler.read.records import dated_as
from crawler.read.roles import (
    DATES,
    DOCUMENT_ROLES,
    PROJECT_ROLES,
    QUESTION_ROLES,
    Role,
    labelled,
    role_of,
)  # fmt: skip
from crawler.read.surface import Surface
from crawler.read.text import nfc

_LABEL = 45  # characters of the longest label
_MOST_PAIRS = 60
_ENOUGH = 3


@dataclass(slots=True)
class Sheet:
    """What is printed with a label on a page about one thing."""

    cells: dict[Role, str] = field(default_factory=dict)
    dates: list[PrintedDate] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Pair:
    label: str
    role: Role
    value: str
    lines: tuple[int, ...]


def read_sheet(page: Surface) -> Sheet | None:
    """The page's data sheet; its lines are marked as taken. None where it has none, or lists many things."""
    pairs = _pairs(page)
    counts = Counter(pair.role for pair in pairs)
    once = {role for role, count in counts.items() if count == 1}
    documentary = once & (DOCUMENT_ROLES | {"title"})
    asked = once & QUESTION_ROLES
    enough = len(documentary) >= _ENOUGH or len(asked) >= 2 or len(once & PROJECT_ROLES) >= _ENOUGH
    if not enough or counts["number"] > 1 or counts["asked"] > 1 or sum(counts.values()) > _MOST_PAIRS:
        return None
    sheet = Sheet()
    for pair in pairs:
        if pair.role not in sheet.cells:
            sheet.cells[pair.role] = pair.value[:1000]
            sheet.labels.append(pair.label)
            sheet.lines.update(pair.lines)
        if pair.role in DATES:
            dated = dated_as(pair.role, pair.value, page.as_of)
            sheet.dates += [dated] if dated is not None else []
    if _leads_on(page, sheet):
        return None
    for line in sheet.lines:
        page.take(line, line + 1)
    return sheet


def _pairs(page: Surface) -> list[_Pair]:
    found: list[_Pair] = []
    flow = page.flow
    line = 0
    while line < len(flow.lines):
        step = 1
        if flow.zone[line] == "main":
            pair = _pair(page, line)
            if pair is not None:
                found.append(pair)
                step = len(pair.lines)
        line += step
    return found


def _pair(page: Surface, line: int) -> _Pair | None:
    text = page.flow.lines[line]
    told = labelled(text)
    if told is not None:
        label, role, value = told
    else:
        label = _label_of(page, line)
        known = role_of(label) if label else None
        if known is None:
            return None
        role, value = known, text[len(label) :].strip(" :")
    if value:
        return _Pair(label.strip(" :"), role, value, (line,))
    below = line + 1
    if below >= len(page.flow.lines) or page.flow.zone[below] != "main" or _starts_pair(page, below):
        return None
    return _Pair(label.strip(" :"), role, page.flow.lines[below], (line, below))


def _starts_pair(page: Surface, line: int) -> bool:
    label = _label_of(page, line)
    return labelled(page.flow.lines[line]) is not None or bool(label and role_of(label))


def _label_of(page: Surface, line: int) -> str:
    """The text of the element that begins a line, where it is a label's length: <label>, <b>, <td>, …"""
    text = page.flow.lines[line]
    element = page.zones.elements[page.flow.at[line]]
    said = nfc(element.text or "")
    if not said or len(said) > _LABEL or not text.startswith(said):
        return text if len(text) <= _LABEL else ""
    if element.tag in ("p", "div", "li", "td") and len(text) > len(said) and len(element):
        return said
    whole = nfc(str(element.text_content()))
    return whole if len(whole) <= _LABEL and text.startswith(whole) else said


def _leads_on(page: Surface, sheet: Sheet) -> bool:
    """Does the sheet's title lead to a page of its own? Then it is an entry of a list."""
    for anchor in page.anchors:
        line = page.flow.first[anchor.at]
        if line in sheet.lines and anchor.url and len(anchor.label) >= 25 and anchor.zone == "main":
            here = anchor.url.split("#")[0].rstrip("/") == page.tree.url.split("#")[0].rstrip("/")
            if not here and not is_file_url(anchor.url, anchor.label):
                return True
    return False
