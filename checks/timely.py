"""Is the section kept up: how old is its newest entry, and how long after issue are documents posted?"""

import re
from datetime import date, timedelta

from checks.case import Case, Verdict, not_measured, unseen, vn_date
from checks.findings import Outcome
from checks.measures import posting_lag
from crawler.facts import Item

_COUNCIL_OR_COMMITTEE = re.compile(r"UBND|HĐND")
_HIGHER = re.compile(
    r"/QH\d|-CP\b|-TTg|UBTVQH|CTN|/TT-|/TTLT|/NĐ|/VBHN|-B[A-ZĐ]{1,6}\b"
)  # central bodies' symbols


def section_timely(case: Case) -> Verdict:
    """Pass up to `fresh_days` since the newest entry, nothing after `stale_days`, in between in proportion.

    Old entries posted again under a new day make nothing newer.

    Where the days of issue and of posting are both printed, documents posted after the legal limit of
    `legal_days` working days (`legal_calendar_days`: calendar days) are overdue; more than `overdue_share` of
    at least `overdue_min` of them, issued in the last `overdue_within_days`, makes the verdict partial at
    best. The limit is tried only where a law that binds this body on this day sets it, on documents issued
    since that law is in force, and only on titles that hold one of `overdue_words` where there are any.
    """
    verdict = unseen(case)
    if verdict is not None:
        return verdict
    if case.measures is None or case.measures.kept_up is None:
        return not_measured(case, "no_dates")
    newest = case.measures.kept_up
    fresh, stale = case.number("fresh_days"), case.number("stale_days")
    age = (case.as_of - newest).days
    share = min(1.0, max(0.0, (stale - age) / (stale - fresh)))
    values = {"newest": vn_date(newest), "age": str(age), "fresh": f"{fresh:.0f}"}
    late, judged, worst = _overdue(case)
    values |= {"late": str(late), "judged": str(judged), "worst": worst}
    reason = "ok" if share >= 1 else "stale"
    if share > 0 and judged and judged >= case.number("overdue_min"):
        in_time = 1 - late / judged
        if in_time < 1 - case.number("overdue_share"):
            share, reason = min(share, in_time), "overdue"
            values["limit"] = _limit(case)[2]
            values["since"] = vn_date(_since(case))
    outcome = Outcome.PASS if share >= 1 else Outcome.PARTIAL if share > 0 else Outcome.FAIL
    return Verdict(outcome, share, reason, values, urls=case.where, evidence=case.proof)


def _overdue(case: Case) -> tuple[int, int, str]:
    """Documents posted too late, documents judged, and the worst of them in words.

    Only documents of the last year that the body itself issued (the limit binds who made the information,
    not who passes it on), in years whose holidays are known.
    """
    limit, in_working_days, _ = _limit(case)
    if case.section is None or limit is None:
        return 0, 0, ""
    since = _since(case)
    words = tuple(word.casefold() for word in case.criterion.parameters.get("overdue_words", ()))
    late: list[tuple[int, str]] = []
    judged = 0
    for item in case.section.items:
        if posting_lag(item, case.as_of) is None or item.issued is None or item.published is None:
            continue
        if (
            item.issued.day < since
            or not _own(item, case)
            or not case.calendar.covers(item.issued.day, item.published.day)
        ):
            continue
        if words and not any(word in item.title.casefold() for word in words):
            continue
        judged += 1
        calendar_days = (item.published.day - item.issued.day).days
        working_days = case.calendar.working_days(item.issued.day, item.published.day)
        days = working_days if in_working_days else calendar_days
        if days > limit:
            name = item.number or item.title[:80]
            late.append(
                (days, f"{name} ban hành {vn_date(item.issued.day)}, đăng {vn_date(item.published.day)}")
            )
    return len(late), judged, max(late)[1] if late else ""


def _since(case: Case) -> date:
    """The first day whose documents are judged: within the time looked back on, and under the law cited."""
    binding = [
        citation.source.valid_from
        for citation in case.criterion.overdue_basis
        if citation.binding(case.as_of) and case.facts.level in citation.levels
    ]
    return max([case.as_of - timedelta(days=case.number("overdue_within_days")), *binding])


def _limit(case: Case) -> tuple[float | None, bool, str]:
    """The legal limit, whether it counts working days, and in words; None where no binding law sets one."""
    parameters = case.criterion.parameters
    if case.criterion.standing(case.as_of, "overdue", case.facts.level).basis == "law":
        if "legal_days" in parameters:
            return case.number("legal_days"), True, f"{parameters['legal_days']} ngày làm việc"
        if "legal_calendar_days" in parameters:
            return case.number("legal_calendar_days"), False, f"{parameters['legal_calendar_days']} ngày"
    return None, True, ""


def _own(item: Item, case: Case) -> bool:
    """Did the body itself issue it? Told by the authority printed, else by the number; in doubt: no."""
    if item.authority:
        authority, name = item.authority.casefold(), case.facts.name.casefold()
        return authority in name or name in authority
    committee = item.number is not None and _COUNCIL_OR_COMMITTEE.search(item.number) is not None
    if case.facts.level == "province":
        return committee and item.number is not None and "UBND" in item.number
    local = item.number is not None and not _HIGHER.search(item.number)
    return case.facts.level == "department" and local and not committee
