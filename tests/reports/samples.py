"""A run over an invented province, judged for real from hand-made facts, and what came before it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from checks.judge import judge
from config.calendar import load_calendar
from config.levels import Level
from config.registry import Portal, RejectedRow
from config.rubric import load_rubric, rubric_for
from config.sections import core_sections
from crawler.facts import PortalFacts, SectionFacts
from scoring.assemble import assemble, portal_result
from scoring.history import PastPortal, PastRun
from scoring.results import FindingResult, PortalResult, Results
from scoring.results import RejectedRow as RejectedResult
from tests.checks.samples import AS_OF, NOW, items, missing, portal, section, without

HOSTILE = (
    '=HYPERLINK("http://xau.example","bấm") <script>alert(1)</script> & {{7*7}} '
    "\u202egnp.exe\x07\r\nBcc: a@b " + "dài " * 75
)
Row = tuple[str, str, Level, PortalFacts]


def _stale(name: str, days: int, count: int = 12) -> SectionFacts:
    old = [
        replace(
            one,
            published=one.published and replace(one.published, day=one.published.day - timedelta(days=days)),
            issued=one.issued and replace(one.issued, day=one.issued.day - timedelta(days=days)),
        )
        for one in items(name, count)
    ]
    return section(name, items=tuple(old))


def _lost(status: Literal["blocked", "unreachable"], reason: str) -> PortalFacts:
    """A portal nothing could be read of."""
    nothing = without(portal(), core_sections(), "blocked" if status == "blocked" else reason)
    unseen = replace(nothing, status=status, status_reason=reason)
    if status == "blocked":
        return unseen
    return replace(unseen, https=None, certificate=None, https_redirect=None)


def _industry() -> PortalFacts:
    """Two sections missing, one old, no HTTPS."""
    empty = missing(
        "planning",
        "shell",
        "under_construction",
        url="https://sct.truonggiang.gov.vn/quy-hoach",
        path=("Thông tin công khai", "Quy hoạch"),
    )
    insecure: dict[str, bool | None] = {"https": False, "certificate": None, "https_redirect": None}
    return portal(empty, missing("investment_incentives"), _stale("directives", 400), **insecure)


BODIES: tuple[Row, ...] = (
    ("tinh", "Cổng thông tin điện tử tỉnh Trường Giang", "province", portal(_stale("planning", 300))),
    ("stc", "Sở Tài chính", "department", portal()),
    ("sct", "Sở Công Thương", "department", _industry()),
    (
        "sxd",
        "Sở Xây dựng",
        "department",
        portal(missing("qa", "shell", "unanswered"), _stale("legal_documents", 200), https_redirect=False),
    ),
    ("snv", "Sở Nội vụ", "department", without(portal(), ["planning"])),
    ("sgddt", "Sở Giáo dục và Đào tạo", "department", _lost("blocked", "robots")),
    (
        "phuong-trung-tam",
        "UBND phường Trung Tâm",
        "commune",
        portal(
            missing("legal_documents"),
            missing("directives"),
            missing("contact", "absent", "no_contact"),
        ),
    ),
    ("xa-an-binh", "UBND xã An Bình", "commune", _lost("unreachable", "dns")),
    ("xa-dai-lam", "UBND xã Đại Lâm", "commune", portal(missing("planning", "shell", "empty"))),
)


def registry(bodies: Sequence[Row] = BODIES) -> list[Portal]:
    """The registry rows of the bodies."""
    return [
        Portal(name, title, f"https://{name}.truonggiang.gov.vn/", level, address_to=None)
        for name, title, level, _ in bodies
    ]


def results(
    bodies: Sequence[Row] = BODIES,
    as_of: date = AS_OF,
    rubric: str | None = None,
) -> Results:
    """One run: every body judged, scored, ranked."""
    rules = load_rubric(rubric) if rubric else rubric_for(as_of)
    judged: list[PortalResult] = []
    for place, (_, title, level, seen) in zip(registry(bodies), bodies, strict=True):
        facts = replace(seen, id=place.id, name=title, url=place.url, level=level, as_of=as_of)
        found = judge(facts, rules, as_of, load_calendar())
        judged.append(portal_result(place, facts, found, rules, as_of=as_of))
    return assemble(
        run_id="2026-11-20-mau",
        as_of=as_of,
        rubric=rules,
        started=NOW,
        finished=NOW + timedelta(hours=1, minutes=12),
        portals=judged,
        rejected=[RejectedRow(7, "thiếu url: điền ô này")],
    )


def history(run: Results) -> list[PastRun]:
    """Four earlier months: most a little lower, one higher."""
    shifts = {"stc": 22.0, "sxd": 14.5, "sct": -18.0, "xa-dai-lam": 9.0}
    months = [date(2026, 7, 20), date(2026, 8, 20), date(2026, 9, 20), date(2026, 10, 20)]
    return [
        PastRun(
            run_id=f"{day:%Y-%m}",
            as_of=day,
            rubric=run.rubric,
            portals=[_past(one, shifts.get(one.id, 0.0) * (4 - nth) / 2) for one in run.portals],
        )
        for nth, day in enumerate(months)
    ]


def _past(one: PortalResult, shift: float) -> PastPortal:
    low, high = (min(100.0, max(0.0, value - shift)) for value in (one.score.low, one.score.high))
    failing = {item.criterion: item.outcome for item in one.findings if item.outcome in ("partial", "fail")}
    if shift > 0:
        failing |= {"qa.present": "fail", "planning.timely": "partial"}
    return PastPortal(
        id=one.id,
        value=None if one.score.value is None else low,
        low=low,
        high=high,
        coverage=one.score.coverage,
        rank=one.score.rank,
        website_quality=one.website_quality.estimate - shift / 3 if one.website_quality else None,
        failing=failing,
    )


def hostile(run: Results) -> Results:
    """The same run where everything a portal or a registry can write is an attack."""

    def finding(one: FindingResult) -> FindingResult:
        return one.model_copy(
            update={
                "message": f"{HOSTILE} {one.message}",
                "how_to_fix": one.how_to_fix and f"{HOSTILE} {one.how_to_fix}",
                "urls": ["javascript:alert(1)", 'https://a.example/"><script>', *one.urls],
                "evidence": ['sha256:"><img src=x onerror=alert(1)>'],
                "legal_basis": [*one.legal_basis, "=1+1"],
            }
        )

    def body(one: PortalResult) -> PortalResult:
        sections = {
            name: section.model_copy(
                update={"url": "javascript:alert(2)", "path": [HOSTILE, "=cmd|' /C calc'!A0"]}
            )
            for name, section in one.sections.items()
        }
        return one.model_copy(
            update={
                "name": f"{one.name} {HOSTILE}",
                "url": "javascript:alert(3)" if one.id == "stc" else one.url + "?q=<script>&x=\u202e",
                "sections": sections,
                "findings": [finding(item) for item in one.findings],
            }
        )

    return run.model_copy(
        update={
            "portals": [body(one) for one in run.portals],
            "rejected_rows": [RejectedResult(line=9, reason=HOSTILE)],
        }
    )
