"""The appendix of a letter: its groups of findings and the cells of each row."""

from collections.abc import Iterable
from typing import Any

from config.sender import Sender
from reports import words
from reports.letters.issued import BLANK_DEADLINE
from reports.vietnamese import clean, day, listing, number, points, shorten
from scoring.deficiencies import Deficiency, Shortfall
from scoring.results import PortalResult, Results

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
HASH_SHOWN = 16
URLS_SHOWN = 3
LONGEST_URL = 160


def groups(
    short: Shortfall, results: Results, portal: PortalResult, sender: Sender, to: str
) -> list[dict[str, Any]]:
    """The parts of the appendix in order, each with its numeral and rows; empty ones are left out.

    `to`: who the letter is addressed to.
    """
    mend_by = limit(sender)
    kinds = (
        ("body", f"Nội dung thuộc trách nhiệm của {to}", short.by_body, mend_by),
        ("operator", "Nội dung do đơn vị vận hành nền tảng thực hiện", short.by_operator, mend_by),
        ("waiting", "Nội dung đang trong thời hạn của thông báo trước", short.within_deadline, ""),
        ("advice", "Khuyến nghị (không phải vi phạm)", short.recommendations, "–"),
    )
    present = [kind for kind in kinds if kind[2]]
    return [
        {
            "kind": kind,
            "numeral": numeral,
            "title": f"{numeral}. {title}",
            "rows": [
                {**cells(one, results, portal), "due": day(one.due) if one.due else due} for one in found
            ],
        }
        for numeral, (kind, title, found, due) in zip(ROMAN, present, strict=False)
    ]


def limit(sender: Sender) -> str:
    """The time to mend, in a cell."""
    return f"{sender.deadline_days} ngày làm việc kể từ ngày ký {BLANK_DEADLINE}"


def cells(one: Deficiency, results: Results, portal: PortalResult) -> dict[str, str]:
    """The cells of one row, but the limit."""
    finding = one.finding
    return {
        "title": words.criterion_title(finding, results.rubric),
        "max": points(finding.max),
        "points": points(finding.points),
        "seen": "\n".join(_evidence(one, portal)),
        "basis": basis(one),
        "fix": "\n".join(_fix(one)),
    }


def basis(one: Deficiency) -> str:
    """What a finding rests on: articles where they bind, else that it is a standard of our own."""
    finding = one.finding
    binding = finding.basis in ("law", "plan") and finding.legal_basis
    told = "; ".join(clean(text) for text in finding.legal_basis) if binding else words.BASES[finding.basis]
    return told[:1].upper() + told[1:]


def _fix(one: Deficiency) -> Iterable[str]:
    if one.finding.how_to_fix:
        yield clean(one.finding.how_to_fix)
    if one.finding.fixed_by == "operator":
        yield "Thực hiện: đơn vị vận hành nền tảng."
    if one.gain:
        yield f"(Điểm tăng thêm: {number(one.gain)})"


def _evidence(one: Deficiency, portal: PortalResult) -> Iterable[str]:
    finding = one.finding
    yield clean(finding.message)
    section = portal.sections.get(finding.section or "")
    if section is not None and section.path:
        yield "Đường đi: " + " › ".join(["Trang chủ", *(clean(step) for step in section.path)])
    urls = [shorten(clean(url), LONGEST_URL) for url in finding.urls]
    if urls:
        more = f" và {len(urls) - URLS_SHOWN} địa chỉ khác" if len(urls) > URLS_SHOWN else ""
        yield "Đã xem: " + "; ".join(urls[:URLS_SHOWN]) + more
    hashes = [clean(text).removeprefix("sha256:")[:HASH_SHOWN] for text in finding.evidence[:URLS_SHOWN]]
    if hashes:
        yield "Mã bằng chứng: " + ", ".join(hashes)
    if finding.pci:
        yield f"Liên quan chỉ tiêu PCI: {listing([clean(pci) for pci in finding.pci])}"
