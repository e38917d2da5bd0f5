"""Questions and answers: asked, answered, waiting."""

import pytest

from tests.crawler.read.pages import only, portal, read

FAQ = """<div class="faq-item">
<strong>Câu hỏi:</strong> {q}<div class="faq-meta">Người gửi: Đặng Xuân Cường | Ngày gửi: 0{n}/11/2026</div>
<div><strong>Trả lời:</strong> Ông (bà) nộp hồ sơ tại Trung tâm Phục vụ hành chính công. (Ngày trả
lời: 1{n}/11/2026)</div></div>"""
WAITING = """<div class="faq-item">
<strong>Câu hỏi:</strong> {q}<div class="faq-meta">Người gửi: Bùi Lan | Ngày gửi: 0{n}/11/2026</div>
<div class="wait">Câu hỏi đang chờ trả lời</div></div>"""
ACCORDION = """<div class="panel"><a data-toggle="collapse" href="#c{n}">{q}</a>
<div id="c{n}" class="collapse">
<p>Ngày hỏi: 0{n}/11/2026</p><p>Trả lời: Thời hạn giải quyết là bảy ngày làm việc.</p>
<p>Ngày trả lời: 1{n}/11/2026</p></div></div>"""
QUESTIONS = (
    "Thủ tục cấp lại giấy phép cần những giấy tờ gì và nộp ở đâu?",
    "Xin hỏi thời hạn giải quyết hồ sơ hiện nay là bao nhiêu ngày?",
)


def page(markup: str) -> str:
    return portal("".join(markup.format(n=n, q=q) for n, q in enumerate(QUESTIONS, 1)))


@pytest.mark.parametrize("markup", [FAQ, ACCORDION], ids=["pairs", "accordion"])
def test_an_answered_question_has_both_days(markup: str) -> None:
    listing = only(read(page(markup)))
    assert listing.kind == "questions"
    first = listing.items[0]
    assert first.title == QUESTIONS[0]
    assert first.answered is True
    assert first.asked is not None
    assert first.asked.day.isoformat() == "2026-11-01"
    assert first.published is not None
    assert first.published.day.isoformat() == "2026-11-11"


def test_a_waiting_question_is_unanswered_and_has_no_answers_day() -> None:
    listing = only(read(page(WAITING)))
    assert [(item.answered, item.published) for item in listing.items] == [(False, None), (False, None)]


def test_a_counter_of_comments_is_no_answer() -> None:
    main = "".join(
        f"<div class=tin><h3><a href='/t{n}'>Hội nghị sơ kết công tác năm thứ {n}</a></h3><ul><li>"
        f"1{n}/11/2026 09:26</li>"
        "<li>Phản hồi: 0</li></ul></div>"
        for n in (1, 2)
    )
    assert only(read(portal(main))).kind == "news"


def test_columns_say_who_asked_and_whether_it_was_answered() -> None:
    head = "<tr><th>STT</th><th>Câu hỏi</th><th>Người hỏi</th><th>Ngày gửi</th><th>Trạng thái</th></tr>"
    rows = (
        "<tr><td>1</td><td><a href='/h/1'>Xin hỏi về chế độ thai sản</a></td><td>An</td><td>"
        "01/10/2026</td><td>Đã trả lời</td></tr>"
        "<tr><td>2</td><td><a href='/h/2'>Xin hỏi về đất ở nông thôn</a></td><td>Bình</td><td>"
        "02/10/2026</td><td>Chưa trả lời</td></tr>"
    )
    listing = only(read(portal(f"<table>{head}{rows}</table>")))
    assert listing.kind == "questions"
    assert [item.answered for item in listing.items] == [True, False]
    assert listing.items[0].asked is not None
    assert listing.items[0].asked.day.isoformat() == "2026-10-01"


def test_the_page_of_one_question_is_that_question() -> None:
    main = (
        f"<h1>{QUESTIONS[0]}</h1><div>Lý Thu Oanh, ngày hỏi 02/11/2026</div>"
        "<div>Ông (bà) nộp hồ sơ tại Trung tâm Phục vụ hành chính công.</div><div>Ngày trả lời: "
        "09/11/2026</div>"
    )
    own = read(portal(main), url="https://sotest.tinh.gov.vn/hoi-dap/cap-lai-giay-phep-12.html").document
    assert own is not None
    assert own.answered is True
    assert own.asked is not None
    assert own.published is not None
    assert (own.asked.day.isoformat(), own.published.day.isoformat()) == ("2026-11-02", "2026-11-09")


def test_the_page_of_a_waiting_question_says_so() -> None:
    main = (
        f"<h1>{QUESTIONS[0]}</h1><p>Người gửi: Đặng Xuân Cường</p><p>Ngày gửi: 09/11/2026</p><p>Câu "
        f"hỏi đang chờ trả lời</p>"
    )
    own = read(portal(main), url="https://sotest.tinh.gov.vn/hoi-dap/cap-lai-giay-phep").document
    assert own is not None
    assert (own.answered, own.published) == (False, None)


def test_questions_without_links_are_told_by_their_marks() -> None:
    main = "".join(
        f"<details><summary>{question}</summary><p>Trả lời: Gồm giấy đề nghị và bản sao.</p></details>"
        for question in QUESTIONS
    )
    listing = only(read(portal(main)))
    assert listing.kind == "questions"
    assert [item.title for item in listing.items] == list(QUESTIONS)
