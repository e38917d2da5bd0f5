"""The leaderboard as a workbook (XLSX): no cell is ever a formula or a link, whatever a portal is called."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time

import xlsxwriter

from reports import words
from reports.dealings import Dealings
from reports.files import fixed_zip, unique_names
from reports.first import of_all
from reports.overview import section_tallies
from reports.sheets import Cell, Sheets
from reports.vietnamese import day, number, points
from reports.views import Board, Body, board
from scoring.deficiencies import Deficiency
from scoring.history import PastRun
from scoring.movements import NOISE
from scoring.results import Results

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(results: Results, history: Sequence[PastRun] = (), *, dealings: Dealings | None = None) -> bytes:
    """The sheets of one run: ranking, sections one by one and counted, deficiencies, replies, the unmeasured.

    The same input gives the same bytes.
    """
    whole = board(results, history, unique_names([one.id for one in results.portals]), dealings or Dealings())
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties(
        {
            "title": f"Bảng xếp hạng công khai thông tin ngày {day(results.as_of)}",
            "created": datetime.combine(results.as_of, time(12), UTC),
        }
    )
    sheets = Sheets(book, results)
    _ranking(sheets, whole)
    _sections(sheets, whole)
    _tallies(sheets, whole)
    _deficiencies(sheets, whole)
    _first(sheets, whole)
    _replies(sheets, whole)
    _decisions(sheets, whole)
    _unmeasured(sheets, whole)
    _notes(sheets, whole)
    book.close()
    return fixed_zip(out.getvalue())


def _ranking(sheets: Sheets, whole: Board) -> None:
    columns = [
        ("Hạng", 7, "text"),
        ("Cơ quan", 44, "text"),
        ("Cấp", 18, "text"),
        ("Điểm", 9, "number"),
        ("Cận dưới", 9, "number"),
        ("Cận trên", 9, "number"),
        ("Tỷ lệ đo được", 10, "share"),
        ("Nhóm", 7, "text"),
        ("Thay đổi so với kỳ trước", 13, "number"),
        ("Mục mới nhất", 12, "day"),
        ("Số thiếu sót", 9, "text"),
        ("Ước lượng chất lượng website", 13, "number"),
        ("Địa chỉ cổng", 44, "text"),
    ]
    rows = [_ranking_row(body) for body in whole.bodies]
    title = f"BẢNG XẾP HẠNG CÔNG KHAI THÔNG TIN (ngày đối chiếu {day(whole.results.as_of)})"
    sheets.table("Bảng xếp hạng", title, columns, rows)


def _ranking_row(body: Body) -> list[Cell]:
    portal, score = body.portal, body.portal.score
    quality = portal.website_quality
    return [
        *(score.rank, portal.name, words.LEVEL_TITLES.get(portal.level, portal.level), score.value),
        *((score.low, score.high) if body.ranked else (None, None)),
        *(score.coverage, score.group, body.movement.change, body.newest),
        len(body.shortfall.by_body) + len(body.shortfall.by_operator),
        *(quality.estimate if quality else None, portal.url),
    ]


def _sections(sheets: Sheets, whole: Board) -> None:
    columns = [
        ("Cơ quan", 40, "text"),
        ("Chuyên mục", 36, "text"),
        ("Tình trạng", 12, "text"),
        ("Kết quả", 12, "outcome"),
        ("Số mục", 9, "text"),
        ("Mở được", 9, "text"),
        ("Mới nhất", 12, "day"),
        ("Nguồn của ngày", 24, "text"),
        ("Thêm trong 90 ngày", 10, "text"),
        ("Đường đi từ trang chủ", 40, "text"),
        ("Trang của chuyên mục", 50, "text"),
    ]
    rows: list[list[Cell]] = [
        [
            *(body.portal.name, words.section_name(name), words.STATES[section.state], section.outcome),
            *(section.documents, section.documents_open, section.newest),
            *(words.SOURCES.get(section.newest_source or ""), section.added_90d),
            *(" › ".join(section.path), section.url),
        ]
        for body in whole.bodies
        for name, section in body.portal.sections.items()
    ]
    sheets.table("Chuyên mục", "TÌNH TRẠNG TỪNG CHUYÊN MỤC", columns, rows)


def _tallies(sheets: Sheets, whole: Board) -> None:
    columns = [
        ("Chuyên mục", 44, "text"),
        ("Đạt", 10, "text"),
        ("Đạt một phần", 10, "text"),
        ("Không đạt", 10, "text"),
        ("Chưa đo được", 10, "text"),
        ("Tuổi mục mới nhất (ngày, trung vị)", 16, "text"),
    ]
    rows: list[list[Cell]] = [
        [
            *(words.section_name(one.id), one.passed, one.partial, one.failed, one.unmeasured),
            one.median_age,
        ]
        for one in section_tallies(whole)
    ]
    sheets.table("Theo chuyên mục", "TÌNH HÌNH THEO CHUYÊN MỤC", columns, rows)


def _replies(sheets: Sheets, whole: Board) -> None:
    columns = [
        ("Cơ quan", 34, "text"),
        ("Tiêu chí", 40, "text"),
        ("Trả lời", 16, "text"),
        ("Nội dung", 60, "text"),
        ("Người trả lời", 34, "text"),
        ("Ngày nhận", 12, "day"),
        ("Hẹn khắc phục", 12, "day"),
        ("Xem xét", 18, "text"),
        ("Hiệu lực đến", 12, "day"),
        ("Địa chỉ kèm theo", 44, "text"),
    ]
    rows: list[list[Cell]] = [
        [
            *(body.portal.name, words.criterion_name(one.criterion, whole.results.rubric)),
            *(words.ANSWERS[one.answer], one.text, one.author, one.received, one.promised),
            *(words.DECISIONS[one.accepted], one.expires, one.url),
        ]
        for body in whole.bodies
        for one in body.replies
    ]
    sheets.table("Ý kiến", "Ý KIẾN CỦA CƠ QUAN", columns, rows)


def _deficiencies(sheets: Sheets, whole: Board) -> None:
    columns = [
        ("Cơ quan", 34, "text"),
        ("Loại", 22, "text"),
        ("Tiêu chí", 34, "text"),
        ("Kết quả", 12, "outcome"),
        ("Điểm tối đa", 8, "number"),
        ("Điểm đạt", 8, "number"),
        ("Hiện trạng, minh chứng", 56, "text"),
        ("Căn cứ", 44, "text"),
        ("Việc cần làm", 50, "text"),
        ("Người khắc phục", 20, "text"),
        ("Điểm có thể tăng", 9, "number"),
        ("Hạn đang chạy", 12, "day"),
        ("Địa chỉ làm chứng", 50, "text"),
    ]
    rows = []
    for body in whole.bodies:
        short = body.shortfall
        kinds: list[tuple[str, tuple[Deficiency, ...]]] = [
            ("Thiếu sót", short.by_body + short.by_operator),
            ("Đang trong thời hạn", short.within_deadline),
            ("Khuyến nghị", short.recommendations),
        ]
        rows += [_deficiency(body, kind, one, whole.results.rubric) for kind, found in kinds for one in found]
    sheets.table("Thiếu sót", "THIẾU SÓT VÀ KHUYẾN NGHỊ", columns, rows)


def _deficiency(body: Body, kind: str, one: Deficiency, rubric: str) -> list[Cell]:
    finding = one.finding
    return [
        *(body.portal.name, kind, words.criterion_title(finding, rubric), finding.outcome, finding.max),
        *(finding.points, finding.message, "; ".join(finding.legal_basis) or words.BASES[finding.basis]),
        *(finding.how_to_fix, words.FIXERS[finding.fixed_by], one.gain, one.due, " ".join(finding.urls)),
    ]


def _decisions(sheets: Sheets, whole: Board) -> None:
    columns = [
        ("Cơ quan", 34, "text"),
        ("Tiêu chí", 40, "text"),
        ("Loại", 26, "text"),
        ("Máy đo", 12, "outcome"),
        ("Kết luận", 12, "outcome"),
        ("Lý do", 60, "text"),
        ("Người kết luận", 34, "text"),
        ("Ngày", 12, "day"),
        ("Điểm đo được", 9, "number"),
        ("Điểm tính cả kết luận", 9, "number"),
    ]
    rows: list[list[Cell]] = [
        [
            *(body.portal.name, words.criterion_name(one.finding.criterion, whole.results.rubric)),
            *(words.DECIDED[one.decision.kind], one.finding.outcome, one.decision.outcome),
            *(one.decision.reason, one.decision.person, one.decision.decided),
            *(body.heard.measured.value, body.heard.score.value),
        ]
        for body in whole.bodies
        if body.heard
        for one in body.heard.decided
    ]
    sheets.table("Kết luận", "KẾT LUẬN CỦA NGƯỜI CÓ THẨM QUYỀN (BÊN CẠNH KẾT QUẢ ĐO)", columns, rows)


def _first(sheets: Sheets, whole: Board) -> None:
    columns = [
        ("Tiêu chí", 60, "text"),
        ("Người khắc phục", 24, "text"),
        ("Số cơ quan", 9, "text"),
        ("Tổng điểm có thể tăng", 11, "number"),
        ("Ngày công (giả định)", 11, "number"),
        ("Điểm cho một ngày công", 11, "number"),
    ]
    rows: list[list[Cell]] = [
        [
            *(words.criterion_name(one.criterion, whole.results.rubric), words.FIXERS[one.fixed_by]),
            *(len(one.portals), one.gain, one.effort, one.worth),
        ]
        for one in of_all(whole)
    ]
    sheets.table("Nên làm trước", "VIỆC NÊN LÀM TRƯỚC: ĐIỂM TĂNG CHO MỘT NGÀY CÔNG", columns, rows)


def _unmeasured(sheets: Sheets, whole: Board) -> None:
    columns = [
        ("Cơ quan", 44, "text"),
        ("Địa chỉ cổng", 44, "text"),
        ("Tình trạng", 26, "text"),
        ("Lý do", 60, "text"),
        ("Tỷ lệ đo được", 10, "share"),
    ]
    rows: list[list[Cell]] = [
        [
            *(body.portal.name, body.portal.url, words.STATUSES[body.portal.status]),
            *(words.not_ranked(body.portal), body.portal.score.coverage),
        ]
        for body in whole.unmeasured
    ]
    rows += [
        [f"Dòng {row.line} của danh sách cổng", None, "Không dùng được", row.reason, None]
        for row in whole.results.rejected_rows
    ]
    sheets.table("Không đo được", "CƠ QUAN CHƯA ĐO ĐƯỢC (KHÔNG TÍNH LÀ ĐIỂM)", columns, rows)


def _notes(sheets: Sheets, whole: Board) -> None:
    results = whole.results
    quality = results.province.website_quality
    rows = [
        ("Bộ tiêu chí", words.rubric_note(results)),
        ("Mã lần kiểm tra", results.run_id),
        ("Cách tính", "Điểm = điểm đạt / điểm tối đa của các tiêu chí áp dụng × 100, thang 100."),
        (
            "Phần chưa đo được",
            "Cận dưới coi phần chưa đo được là không đạt, cận trên coi là đạt; điểm công bố là cận dưới.",
        ),
        (
            "Thứ hạng",
            "Xếp theo điểm công bố trong từng cấp; khi tỷ lệ đo được dưới mức tối thiểu thì không có điểm "
            "và không xếp hạng.",
        ),
        ("Nhóm", f"{words.group_note()}."),
        (
            "Thay đổi",
            "Chỉ gọi là tăng hoặc giảm khi cả khoảng điểm nằm ngoài khoảng của kỳ trước và chênh từ "
            f"{points(NOISE)} điểm.",
        ),
        ("Khuyến nghị", "Nội dung theo chuẩn nội bộ hoặc thực hành tốt, không phải vi phạm."),
    ]
    if quality:
        target = f"; mục tiêu của tỉnh {number(quality.target)}" if quality.target is not None else ""
        interval = f"khoảng {number(quality.low)}–{number(quality.high)}"
        rows.append(
            (
                words.ESTIMATE,
                f"{number(quality.estimate)} ({interval}), theo mô hình {quality.model}{target}. "
                "Đây là ước lượng, không phải điểm do VCCI chấm.",
            )
        )
    sheets.lines("Thuyết minh", "THUYẾT MINH", rows)
