"""A whole round between the sender and a body: notice, answers, decision, re-check, next round."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from config.sender import read_sender
from reports.books import KEYS
from reports.dealings import Dealings, Reply
from reports.due import IssuedLetter, due_list
from reports.letters.issued import deadline, frozen
from reports.letters.round import Letter, letters
from reports.replies.form import ADDRESS, ANSWER, AUTHOR, DAY, GUIDE, HEAD_ROW, NOTE, reply_workbook
from reports.replies.reading import read_replies
from reports.site import build_site
from scoring.history import PastPortal, PastRun
from scoring.results import Results
from tests.checks.samples import missing, portal
from tests.reports.documents import text
from tests.reports.samples import BODIES, registry, results
from tests.reports.test_site import Page

BODY = "phuong-trung-tam"
FIRST, ISSUED, RECEIVED, SECOND = (
    date(2026, 11, 20),
    date(2026, 11, 23),
    date(2026, 12, 10),
    date(2026, 12, 28),
)
MENDED, EXPLAINED, OPEN = "legal_documents.present", "directives.present", "contact.present"


@pytest.fixture(scope="module")
def first() -> Results:
    return results()


@pytest.fixture(scope="module")
def second() -> Results:
    """The next round: one of the three sections was mended."""
    still = portal(missing("directives"), missing("contact", "absent", "no_contact"))
    bodies = tuple((*row[:3], still) if row[0] == BODY else row for row in BODIES)
    after = results(bodies)
    return after.model_copy(update={"as_of": SECOND, "run_id": "2026-12-28-mau"})


def past(run: Results) -> PastRun:
    return PastRun(
        run_id=run.run_id,
        as_of=run.as_of,
        rubric=run.rubric,
        portals=[
            PastPortal(
                id=one.id,
                value=one.score.value,
                low=one.score.low,
                high=one.score.high,
                coverage=one.score.coverage,
                rank=one.score.rank,
                failing={
                    item.criterion: item.outcome
                    for item in one.findings
                    if item.outcome in ("fail", "partial")
                },
            )
            for one in run.portals
        ],
    )


def notice(drafts: list[Letter]) -> Letter:
    return next(draft for draft in drafts if draft.kind == "notice" and draft.portal == BODY)


def answers(first: Results) -> tuple[Reply, ...]:
    """The body fills in its workbook and sends it back."""
    body = next(one for one in first.portals if one.id == BODY)
    blank = reply_workbook(body, first, Dealings().shortfall(body, first.as_of))
    book = openpyxl.load_workbook(io.BytesIO(blank))
    for line in range(1, 12):
        if book[GUIDE].cell(line, 1).value == AUTHOR:
            book[GUIDE].cell(line, 2).value = "Lê Văn Tám, Phó Chủ tịch UBND phường"
    told = {
        MENDED: ("đã khắc phục", date(2026, 12, 8), "https://phuong-trung-tam.truonggiang.gov.vn/vb", None),
        EXPLAINED: ("giải trình", None, None, "Phường không có thẩm quyền ban hành"),
    }
    for sheet in book.worksheets:
        if sheet.title in (GUIDE, KEYS):
            continue
        for line in range(HEAD_ROW + 2, sheet.max_row + 1):
            for column, value in zip(
                (ANSWER, DAY, ADDRESS, NOTE), told.get(str(sheet.cell(line, 1).value), ()), strict=False
            ):
                sheet.cell(line, column + 1).value = value
    out = io.BytesIO()
    book.save(out)
    found = read_replies(out.getvalue(), received=RECEIVED, asked={BODY: {MENDED, EXPLAINED, OPEN}})
    assert found.bad == ()
    assert found.unanswered == (OPEN,)
    return found.replies


def test_the_next_round_shows_what_was_answered_and_mended(
    first: Results, second: Results, tmp_path: Path
) -> None:
    sender = read_sender()
    draft = notice(letters(first, [], registry(), sender))
    assert set(draft.criteria) == {MENDED, EXPLAINED, OPEN}
    assert "Số: 31/SKHCN-CĐS" in text(frozen(draft.content, "31", ISSUED))
    due = deadline(ISSUED, draft.days)
    assert due < SECOND

    replies = [replace(one, accepted=one.answer == "explained") for one in answers(first)]
    dealings = Dealings(replies={BODY: replies}, deadlines={BODY: dict.fromkeys(draft.criteria, due)})

    issued = IssuedLetter(BODY, "UBND phường Trung Tâm", "31", ISSUED, due, frozenset(draft.criteria))
    left = due_list([issued], sender, dealings, first=due, last=due, settled={BODY: {MENDED}})
    assert [one.open_criteria for one in left] == [(OPEN,)]

    again = notice(letters(second, [past(first)], registry(), sender, dealings))
    assert again.criteria == (OPEN,)
    told = text(again.content)
    assert "So với kỳ trước, UBND phường Trung Tâm có" in told
    assert "có chuyên mục “Văn bản quy phạm pháp luật”" in told
    assert "tăng" in told

    build_site(second, [past(first)], registry(), tmp_path, dealings=dealings)
    page = Page((tmp_path / "co-quan" / f"{BODY}.html").read_text(encoding="utf-8")).text
    assert "Lê Văn Tám, Phó Chủ tịch UBND phường, ngày 10/12/2026" in page
    assert "Phường không có thẩm quyền ban hành" in page
    assert "được chấp nhận" in page
    board = Page((tmp_path / "index.html").read_text(encoding="utf-8")).text
    assert "UBND phường Trung Tâm : tăng" in board or "UBND phường Trung Tâm: tăng" in board


def test_before_the_deadline_there_is_no_second_notice(first: Results, second: Results) -> None:
    sender = read_sender()
    draft = notice(letters(first, [], registry(), sender))
    due = deadline(SECOND, draft.days)
    dealings = Dealings(deadlines={BODY: dict.fromkeys(draft.criteria, due)})
    drafts = letters(second, [past(first)], registry(), sender, dealings)
    assert not [one for one in drafts if one.portal == BODY]
