"""How long a question waits for its answer."""

from statistics import median

from checks.case import Case, Verdict, unseen
from checks.findings import Outcome
from checks.measures import EARLIEST_POSTED, possible
from checks.parts import Part, combine


def answer_time(case: Case) -> Verdict:
    """Pass where the median of working days from question to answer is at most `working_days`; nothing from
    three times as many. At least `least` questions must print both days.
    """
    verdict = unseen(case)
    if verdict is not None or case.section is None:
        return verdict or combine(case, [Part(1, 0, 1)], "unread")
    waits = []
    for item in case.section.items:
        asked, answered = item.asked, item.published
        if item.answered is not True or asked is None or answered is None:
            continue
        days = [one.day for one in (asked, answered) if possible(one, case.as_of, EARLIEST_POSTED)]
        if len(days) == 2 and days[0] <= days[1] and case.calendar.covers(*days):
            waits.append(case.calendar.working_days(*days))
    if len(waits) < case.number("least"):
        return combine(case, [Part(1, 0, 1)], "no_answer_days")
    wait, limit = float(median(waits)), case.number("working_days")
    share = min(1.0, max(0.0, (3 * limit - wait) / (2 * limit)))
    lack = f"trung vị {wait:g} ngày làm việc từ câu hỏi đến trả lời ({len(waits)} câu có in cả hai ngày)"
    found = combine(case, [Part(1, share, lack=lack)], "unread")
    return found if found.outcome is not Outcome.PASS else combine(case, [Part(1, 1)], "unread")
