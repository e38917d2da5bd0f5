"""The synthesis by quarter, half-year or year: generated text says only what the runs show."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from config.periods import Period
from config.sender import Sender
from reports.dealings import Dealings
from reports.due import IssuedLetter
from reports.files import unique_names
from reports.letters import wording
from reports.letters.fill import fill
from reports.synthesis import tables, text
from reports.synthesis.facts import gather
from reports.synthesis.fields import values
from reports.synthesis.template import synthesis_template
from reports.vietnamese import clean, day
from reports.views import board
from scoring.history import PastRun
from scoring.results import Results

_NOTE = (
    "Ghi chú: điểm bình quân, kỳ đầu, kỳ cuối tính trên các kỳ đo được theo cùng bộ tiêu chí với kỳ cuối; "
    "kỳ chưa đo được không tính là điểm. “Đã khắc phục” là số tiêu chí chưa đạt ở kỳ đầu và đạt ở kỳ cuối. "
    "Bảng dùng làm một căn cứ khi đánh giá, xếp loại; không thay cho việc đánh giá."
)


def synthesis(
    period: Period,
    results: Results,
    history: Sequence[PastRun],
    sender: Sender,
    dealings: Dealings | None = None,
    *,
    letters: Sequence[IssuedLetter] = (),
    until: date | None = None,
    filled_in: bytes | None = None,
    template: bytes | None = None,
) -> bytes:
    """The report on a period as a Word draft.

    `results`: the last round of the period; `history`: the rounds before it; `letters`: those issued;
    `until`: the last day it counts, where the report is due before the period ends (default: the period's
    last day). `filled_in`: an earlier report of the period, whose fields that people filled in are kept. The
    same input gives the same bytes. Raises `ValueError` where the round lies outside the period,
    `NoticeError` where the rubric is not in force or `filled_in` or `template` cannot be used.
    """
    wording.in_force(results)
    until = until or period.last
    if not period.first <= results.as_of <= until:
        raise ValueError(
            f"kỳ kiểm tra ngày {day(results.as_of)} không thuộc {period.title} (đến ngày {day(until)})"
        )
    known = replace(dealings or Dealings(), partial_threshold=sender.partial_threshold)
    whole = board(results, history, unique_names([one.id for one in results.portals]), known)
    facts = gather(period, until, whole, history, letters)
    symbol = clean(sender.symbol_report) or f"BC-{clean(sender.short)}"
    subject = f"Tình hình công khai thông tin trên cổng, trang thông tin điện tử {period.title}"
    fields = wording.sender_fields(sender, symbol, until) | {
        "kind": "Báo cáo",
        "subject": subject,
        "as_of": day(results.as_of),
        "opening": text.opening(facts, sender),
        "done": text.done(facts),
        "levels": tables.level_rows(facts),
        "sections": tables.section_rows(facts),
        "lacking": text.lacking(facts),
        "indicators_text": text.on_indicators(facts),
        "indicators": tables.indicator_rows(facts),
        "next_steps": text.next_steps(facts),
        "fields": values(filled_in),
        "ending": f"Trên đây là báo cáo {period.title} của {wording.authority_name(sender)}",
        "receivers": [clean(one) for one in sender.copies_to],
        "bodies": tables.body_rows(facts),
        "note": _NOTE,
    }
    source = template or synthesis_template(clean(sender.authority))
    return fill(source, fields, title=f"Báo cáo: {subject}", author=clean(sender.authority), created=until)
