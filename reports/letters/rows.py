"""The appendix of a letter: its groups of deficiencies and the cells of each row, and its recommendations."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from config.sender import Sender
from reports import words
from reports.letters.wording import within
from reports.vietnamese import clean, day, listing, number, points, shorten
from scoring.deficiencies import BINDING, Deficiency, Shortfall, counted
from scoring.results import FindingResult, PortalResult, Results

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
HASH_SHOWN = 8
URLS_SHOWN = 3
LONGEST_URL = 160
WHO = {"body": "Cơ quan", "operator": "Đơn vị vận hành nền tảng"}


def groups(
    short: Shortfall, results: Results, portal: PortalResult, sender: Sender, to: str
) -> list[dict[str, Any]]:
    """The parts of the appendix in order, each with its numeral and rows; empty ones are left out.

    `to`: who the letter is addressed to. The limit with its day stands in a part's title, in a cell only how
    many days it has. Recommendations are the last part, with rows of their own.
    """
    due = limit(sender)
    mend_by = f", trong thời hạn {within(sender.deadline_days)}"
    kinds = (
        ("body", f"Nội dung thuộc trách nhiệm của {to}{mend_by}", short.by_body),
        ("operator", f"Nội dung do đơn vị vận hành nền tảng thực hiện{mend_by}", short.by_operator),
        ("waiting", "Nội dung đang trong thời hạn của thông báo trước", short.within_deadline),
        ("advice", "Khuyến nghị (không phải vi phạm)", short.recommendations),
    )
    present = [kind for kind in kinds if kind[2]]
    return [
        {
            "kind": kind,
            "numeral": numeral,
            "title": f"{numeral}. {title}",
            "rows": [
                _advice(one, results)
                if kind == "advice"
                else {**cells(one, results, portal), "due": day(one.due) if one.due else due}
                for one in found
            ],
        }
        for numeral, (kind, title, found) in zip(ROMAN, present, strict=False)
    ]


def limit(sender: Sender) -> str:
    """The time to mend, in a cell; the day it ends on stands elsewhere in the letter."""
    return f"{sender.deadline_days} ngày làm việc"


def cells(one: Deficiency, results: Results, portal: PortalResult) -> dict[str, str]:
    """The cells of one row, but the limit. A section that is not there has the points of all its axes."""
    finding = one.finding
    group = counted(finding, portal.findings)
    earned = None if finding.points is None else sum(part.points or 0 for part in group)
    return {
        "title": words.criterion_title(finding, results.rubric),
        "max": points(sum(part.max for part in group)),
        "points": points(earned),
        "seen": "\n".join(_seen(finding, portal)),
        "basis": basis(one),
        "fix": " ".join(_fix(one)),
    }


def _advice(one: Deficiency, results: Results) -> dict[str, str]:
    """The cells of one recommendation: what it is about, what to do, who does it, what it brings."""
    finding = one.finding
    told = [_sentence(finding.message), _sentence(finding.how_to_fix)]
    if finding.basis in BINDING:
        told.append(f"Căn cứ: {basis(one)}.")
    return {
        "title": words.criterion_title(finding, results.rubric),
        "text": " ".join(text for text in told if text),
        "who": WHO[finding.fixed_by],
        "gain": number(one.gain) if one.gain else "–",
    }


def _sentence(text: str | None) -> str:
    told = clean(text)
    return told if not told or told.endswith((".", "…", "!", "?")) else f"{told}."


def basis(one: Deficiency) -> str:
    """What a finding rests on: articles where they bind, else that it is a standard of our own."""
    finding = one.finding
    binding = finding.basis in BINDING and finding.legal_basis
    told = "; ".join(clean(text) for text in finding.legal_basis) if binding else words.BASES[finding.basis]
    return told[:1].upper() + told[1:]


def _fix(one: Deficiency) -> Iterable[str]:
    if one.finding.how_to_fix:
        yield clean(one.finding.how_to_fix)
    if one.gain:
        yield f"(+{number(one.gain)} điểm)"


def _seen(finding: FindingResult, portal: PortalResult) -> Iterable[str]:
    """What was seen, and in one line below where it can be seen again."""
    yield clean(finding.message)
    proofs = []
    section = portal.sections.get(finding.section or "")
    if section is not None and section.path:
        proofs.append("Đường đi: " + " › ".join(["Trang chủ", *(clean(step) for step in section.path)]))
    urls = list(dict.fromkeys(_address(url, portal.url) for url in finding.urls))
    if urls:
        more = f" và {len(urls) - URLS_SHOWN} địa chỉ khác" if len(urls) > URLS_SHOWN else ""
        proofs.append("Đã xem: " + ", ".join(urls[:URLS_SHOWN]) + more)
    hashes = [clean(text).removeprefix("sha256:")[:HASH_SHOWN] for text in finding.evidence[:URLS_SHOWN]]
    if hashes:
        proofs.append("Mã: " + ", ".join(hashes))
    if finding.pci:
        proofs.append(f"PCI: {listing([clean(pci) for pci in finding.pci])}")
    if proofs:
        yield "; ".join(proofs)


def _address(url: str, home: str) -> str:
    """A page of the portal without the portal's own address, so that it stands on a line of a cell."""
    whole, start = clean(url), clean(home)
    if whole.rstrip("/") == start.rstrip("/"):
        return "trang chủ"
    try:
        parts = urlsplit(start)
    except ValueError:
        return shorten(whole, LONGEST_URL)
    origin = f"{parts.scheme}://{parts.netloc}"
    inside = bool(parts.netloc) and whole.startswith(f"{origin}/")
    return shorten(whole.removeprefix(origin) if inside else whole, LONGEST_URL)
