"""Controls that turn a list's pages where no links do: drop-downs, buttons, a box for the page's number."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlencode, urlsplit, urlunsplit

from lxml.html import HtmlElement

from crawler.facts import Fetch, Form, Pager
from crawler.read.anchors import POSTBACK
from crawler.read.forms import postback, printed_page
from crawler.read.surface import OPEN, Surface
from crawler.read.text import fold, nfc

_MAX_PAGES = 60
_PAGE_NAME = re.compile(
    r"(?:.*[^a-z])?(?:[a-z]*page(?:_?(?:no|num(?:ber)?|index|id))?|[a-z]*trang|p|pg|pn|cur)", re.IGNORECASE
)
_CALENDAR = re.compile(r"thang|month|ngay|day|quy|tuan|week|size|limit", re.IGNORECASE)
_GOES = re.compile(r"location(?:\.href)?\s*=\s*|location\.(?:assign|replace)\s*\(\s*")
_TEXT = re.compile(r"[\"']([^\"']{1,1000})[\"']\s*\+\s*[^\"']{0,80}(?:value|text)\b")
_OWN_VALUE = re.compile(r"(?:this|\w+)(?:\.options\s*\[[^\]]{1,60}\])?\.value")
_SUBMITS = re.compile(r"submit\s*\(")
_OF_TOTAL = re.compile(r"(?:/|cua|of|tren)\s?(?:tong so )?(\d{1,4})\b")


def read_controls(page: Surface) -> Iterator[tuple[int, Pager]]:
    """Each control that turns pages: the number of its element, and the pages it leads to."""
    forms = dict(zip(page.tree.root.iter("form"), page.tree.forms, strict=False))
    buttons: dict[HtmlElement, list[tuple[int, HtmlElement]]] = {}
    for at, element in enumerate(page.zones.elements):
        if element.tag not in ("input", "button") or page.zones.zone[at] not in OPEN:
            continue
        around = next(element.iterancestors("form"), None)
        form = forms.get(around) if around is not None else None
        pager = None
        if element in page.tree.turning:
            pager = _drop_down(page, element, form)
        elif element.tag == "input" and (element.get("type") or "").lower() in ("text", "number", ""):
            pager = _box(page, element, form)
        elif around is not None and element.get("name") and printed_page(_label(element)):
            buttons.setdefault(around, []).append((at, element))
        if pager is not None:
            yield at, pager
    for around, pressed in buttons.items():
        form = forms.get(around)
        if form is not None and len(pressed) > 1:
            yield pressed[0][0], _pressed(page, form, [element for _, element in pressed])


def _drop_down(page: Surface, control: HtmlElement, form: Form | None) -> Pager | None:
    turning = page.tree.turning[control]
    name = control.get("name") or control.get("id") or ""
    script = control.get("onchange") or ""
    if _CALENDAR.search(name) or not (script or _PAGE_NAME.fullmatch(name)):
        return None
    following = turning.values[turning.chosen :][:_MAX_PAGES]
    steps = tuple(step for one in following if (step := _chosen(page, control, form, script, one)))
    return Pager(steps, turning.chosen, len(turning.values)) if len(steps) == len(following) else None


def _chosen(page: Surface, control: HtmlElement, form: Form | None, script: str, value: str) -> Fetch | None:
    """The request that choosing `value` makes."""
    called = POSTBACK.search(script)
    name = control.get("name") or ""
    if called:
        made = postback(page.tree.forms, called[1], called[2], "list", page.tree.url)
        return _with(made, name, value) if made else None
    goes = _GOES.search(script)
    if goes:
        built = _TEXT.match(script, goes.end())
        own = _OWN_VALUE.match(script, goes.end())
        address = built[1] + value if built else value if own else ""
        return _linked(page, page.tree.join(address))
    if form is not None and name and (not script or _SUBMITS.search(script)):
        return _submitted(page, form, name, value)
    return None


def _box(page: Surface, box: HtmlElement, form: Form | None) -> Pager | None:
    """A box that holds this page's number beside how many there are ("Trang [1] / 4")."""
    name, said = box.get("name") or "", (box.get("value") or "").strip()
    above = box.getparent()
    if form is None or above is None or not _PAGE_NAME.fullmatch(name) or not said.isdigit() or len(said) > 4:
        return None
    following = box.getnext()
    beside = nfc(box.tail or "") or (nfc(following.text_content()) if following is not None else "")
    total = _OF_TOTAL.match(fold(beside).strip())
    if total is None:
        return None
    here, last = int(said), int(total[1])
    steps = (_submitted(page, form, name, str(number)) for number in range(here + 1, last + 1))
    return Pager(tuple(islice((step for step in steps if step), _MAX_PAGES)), here, last)


def _pressed(page: Surface, form: Form, buttons: list[HtmlElement]) -> Pager:
    """Numbered buttons of one form; the one that cannot be pressed is this page's."""
    numbers = {printed_page(_label(one)) or 0: one for one in buttons}
    here = next((number for number, one in numbers.items() if one.get("disabled") is not None), None)
    steps = {
        number: _submitted(page, form, one.get("name") or "", one.get("value") or str(number))
        for number, one in sorted(numbers.items())
        if number > (here or 1)
    }
    return Pager(tuple(step for step in steps.values() if step)[:_MAX_PAGES], here, max(numbers))


def _submitted(page: Surface, form: Form, name: str, value: str) -> Fetch | None:
    made = Fetch(form.action, "list", form.method, form.fields, referer=page.tree.url)
    made = _with(made, name, value)
    if form.method == "POST":
        return made
    parts = urlsplit(form.action)
    address = urlunsplit(parts._replace(query=urlencode(made.form), fragment=""))
    return _linked(page, address)


def _with(made: Fetch, name: str, value: str) -> Fetch:
    """The request with one field set."""
    fields = tuple((known, value if known == name else said) for known, said in made.form)
    if name and name not in dict(fields):
        fields = (*fields, (name, value))
    return Fetch(made.url, made.purpose, made.method, fields, referer=made.referer)


def _linked(page: Surface, url: str) -> Fetch | None:
    if not url or urlsplit(url).hostname != urlsplit(page.tree.url).hostname:
        return None
    return Fetch(url, "list", referer=page.tree.url)


def _label(button: HtmlElement) -> str:
    return nfc(button.text_content()) or nfc(button.get("value") or "")

