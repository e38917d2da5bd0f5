"""The forms of a page: what each is for, and the fields that a postback must carry."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from lxml.html import HtmlElement

from crawler.facts import Fetch, Form, Purpose
from crawler.read.addresses import absolute
from crawler.read.text import fold, nfc

FormPurpose = Literal["search", "question", "login", "filter", "state", "other"]

_SEARCH = re.compile(
    r"search|tim\s?kiem|tu\s?khoa|keyword|noi dung tim|nhap tu|\btim\b|\bquery\b|timkiem|tukhoa|txttk"
)
_QUERY_NAMES = frozenset(("q", "s", "k", "key", "kw", "query", "keys", "words", "searchword"))
_QUESTION = re.compile(
    r"cau hoi|gui hoi|dat hoi|noi dung hoi|gop y|phan anh|kien nghi|lien he|y kien|question|feedback|"
    r"contact|hoi dap|message|noi dung|loi nhan"
)
_PERSON = re.compile(r"ho ten|ho va ten|fullname|full name|hoten|dien thoai|phone|e-?mail|dia chi|nguoi gui")
_PAGE = re.compile(r"(?:trang|page)?\s?(?:so )?(\d{1,4})(?:\s?(?:/|cua|of|tren)\s?\d{1,4})?(?: trang)?")
_SKIPPED = frozenset(("submit", "button", "image", "reset", "file"))
_TEXT = frozenset(("text", "search", "", "tel", "email", "textbox"))
_FIELD_LIMIT = 400
_OPTION_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class Option:
    """An entry of a drop-down whose value is an address: a menu in disguise."""

    url: str
    label: str
    heading: str


@dataclass(frozen=True, slots=True)
class Turning:
    """A drop-down of a list's pages: the values that it sends for page 1, 2, …, and the page chosen."""

    values: tuple[str, ...]
    chosen: int


@dataclass(slots=True)
class _Fields:
    pairs: list[tuple[str, str]]
    texts: list[tuple[str, str]]  # name, folded description
    areas: int = 0
    passwords: int = 0
    choices: int = 0


def read_forms(root: HtmlElement, base: str) -> tuple[Form, ...]:
    """Every form in document order; `action` is absolute, `fields` hold presets and hidden values."""
    forms: list[Form] = []
    for element in root.iter("form"):
        fields = _fields(element)
        purpose, query = _purpose(element, fields)
        method: Literal["GET", "POST"] = "POST" if (element.get("method") or "").lower() == "post" else "GET"
        action = absolute(base, element.get("action") or "") or base
        forms.append(Form(action, method, tuple(fields.pairs[:_FIELD_LIMIT]), purpose, query))
    return tuple(forms)


def postback(forms: tuple[Form, ...], target: str, argument: str, purpose: Purpose, url: str) -> Fetch | None:
    """The POST that `__doPostBack(target, argument)` makes, with the hidden fields of its form."""
    form = next((one for one in forms if any(name == "__VIEWSTATE" for name, _ in one.fields)), None)
    if form is None:
        form = next((one for one in forms if one.method == "POST"), None)
    if form is None:
        return None
    kept = [(name, value) for name, value in form.fields if name not in ("__EVENTTARGET", "__EVENTARGUMENT")]
    fields = (("__EVENTTARGET", target), ("__EVENTARGUMENT", argument), *kept)
    return Fetch(form.action, purpose, method="POST", form=fields, referer=url)


def read_options(root: HtmlElement, join: Callable[[str], str]) -> tuple[Option, ...]:
    """Drop-downs that lead somewhere ("Liên kết website"): options whose values are addresses."""
    found: list[Option] = []
    for select in root.iter("select"):
        heading = ""
        for option in islice(select.iter("option"), _OPTION_LIMIT):
            value = (option.get("value") or "").strip()
            label = nfc(option.text_content())
            if value.startswith(("http://", "https://", "/")) and label:
                url = join(value)
                if url:
                    found.append(Option(url, label, heading))
            elif label and not heading and value in ("", "0", "-1", "#"):
                heading = label.strip("-– .…")
        if len(found) > _OPTION_LIMIT:
            break
    return tuple(found)


def set_turning_apart(root: HtmlElement) -> dict[HtmlElement, Turning]:
    """The drop-downs whose options are pages 1, 2, …; each is left as an `<input>` without their text."""
    found: dict[HtmlElement, Turning] = {}
    for select in list(islice(root.iter("select"), _OPTION_LIMIT)):
        options = list(islice(select.iter("option"), _OPTION_LIMIT))
        labels = [nfc(option.text_content()) for option in options]
        if len(labels) < 2 or [printed_page(label) for label in labels] != list(range(1, len(labels) + 1)):
            continue
        values = [(one.get("value") or label).strip() for one, label in zip(options, labels, strict=True)]
        chosen = next((n for n, one in enumerate(options, 1) if one.get("selected") is not None), 1)
        found[select] = Turning(tuple(values), chosen)
        for child in list(select):
            select.remove(child)
        select.text = None
        select.tag = "input"
        select.set("type", "select")
    return found


def printed_page(label: str) -> int | None:
    """The number that a control prints which turns to a page: "3", "Trang 3", "3/12"."""
    found = _PAGE.fullmatch(fold(label).strip("[]() .|<>«»"))
    return int(found[1]) if found else None


def _fields(form: HtmlElement) -> _Fields:
    fields = _Fields([], [])
    for control in form.iter("input", "select", "textarea", "button"):
        name = control.get("name") or ""
        if control.tag == "textarea":
            fields.areas += 1
            fields.pairs.append((name, nfc(control.text or "")))
            continue
        if control.tag == "select":
            fields.choices += 1
            chosen = next((one for one in control.iter("option") if one.get("selected") is not None), None)
            fields.pairs.append((name, (chosen.get("value") or "") if chosen is not None else ""))
            continue
        kind = (control.get("type") or "").lower()
        if control.tag == "button" or kind in _SKIPPED:
            continue
        if kind == "password":
            fields.passwords += 1
        elif kind in _TEXT:
            fields.texts.append((name, _description(control)))
        elif kind in ("checkbox", "radio") and control.get("checked") is None:
            continue
        if name:
            fields.pairs.append((name, control.get("value") or ""))
    return fields


def _description(control: HtmlElement) -> str:
    said = (control.get(one) or "" for one in ("name", "id", "placeholder", "title", "aria-label", "value"))
    kind = "search " if control.get("type") == "search" else ""
    return fold(kind + " ".join(said))[:400]


def _purpose(form: HtmlElement, fields: _Fields) -> tuple[FormPurpose, str | None]:
    own = fold(" ".join(form.get(one) or "" for one in ("id", "class", "name", "role", "action")))[:600]
    query = _query_field(fields, own)
    persons = sum(bool(_PERSON.search(said)) for _, said in fields.texts)
    if fields.areas and (persons or _QUESTION.search(own)) and (persons or not query):
        return "question", None
    if fields.passwords:
        return "login", None
    if query is not None:
        return "search", query
    if fields.areas and any(_QUESTION.search(said) for _, said in fields.texts):
        return "question", None
    if any(name == "__VIEWSTATE" for name, _ in fields.pairs):
        return "state", None
    if fields.choices:
        return "filter", None
    return "other", None


def _query_field(fields: _Fields, own: str) -> str | None:
    for name, said in fields.texts:
        if name and (name.lower() in _QUERY_NAMES or _SEARCH.search(said)):
            return name
    if _SEARCH.search(own) and len(fields.texts) == 1 and fields.texts[0][0]:
        return fields.texts[0][0]
    return None
