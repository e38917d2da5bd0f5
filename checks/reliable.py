"""Does what it offers hold: pages that answer, dates that can be?"""

from checks.case import Case, Verdict, percent, unseen, vn_date
from checks.parts import Part, combine, tolerant
from crawler.facts import Outcome as Answer
from crawler.facts import SectionFacts


def section_reliable(case: Case) -> Verdict:
    """Parts: pages of the section and of its entries answer (`live_share`), dates can be and are in order.

    Files that do not open count under `convenient`, not here.
    """
    verdict = unseen(case)
    if verdict is not None or case.section is None:
        return verdict or combine(case, [Part(1, 0, 1)], "unread")
    parts = [_live(case, case.section)]
    measures = case.measures
    if measures is not None and measures.read:
        undated = 1 - measures.dated / measures.read
        if measures.impossible:
            bad = measures.impossible / measures.read
            parts.append(
                Part(
                    2,
                    max(0.0, 1 - bad - undated),
                    min(undated, 1 - bad),
                    lack=f"{measures.impossible} mục ghi ngày không thể có (sau ngày {vn_date(case.as_of)} "
                    "hoặc đăng trước khi ban hành)",
                )
            )
        else:
            parts.append(Part(2, 1 - undated, undated))
    return combine(case, parts, "unread")


def _live(case: Case, section: SectionFacts) -> Part:
    """Pages of the section as they answered. What was lost on the way (timeout, refusal) is neither live
    nor dead.
    """
    own = {*section.pages, *(item.url for item in section.items if item.url)}
    answers = {
        seen.url: seen.outcome
        for seen in case.facts.visited
        if (seen.url in own or seen.final_url in own) and seen.purpose != "file"
    }
    for attempt in section.attempts:  # labels of the section that led nowhere
        if attempt.outcome is not Answer.OK:
            answers.setdefault(attempt.url, attempt.outcome)
    for page in section.pages:
        answers.setdefault(page, Answer.OK)
    asked = [outcome for outcome in answers.values() if outcome is not Answer.BUDGET]
    dead = sum(outcome is Answer.NOT_FOUND for outcome in asked)
    live = sum(outcome is Answer.OK for outcome in asked)
    share = percent(dead / max(1, len(asked)))
    lack = f"{share} số trang của chuyên mục đã mở báo không tìm thấy"
    return tolerant(3, live, dead, len(asked) - live - dead, case.number("live_share"), lack)
