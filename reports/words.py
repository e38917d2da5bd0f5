"""The words of the results in Vietnamese: levels, states, outcomes, criteria, reasons, the rubric."""

from config.levels import LEVEL_NAMES, LEVELS
from config.pages import AXES, BASES, FIXERS
from config.rubric import Criterion, Rubric, RubricError, load_rubric
from config.sections import load_sections
from config.wording import load_phrases
from reports.dealings import Answer
from reports.vietnamese import clean, day
from scoring.results import FindingResult, PortalResult, Results
from scoring.score import GROUPS

STATES = {"present": "Có", "shell": "Trống", "absent": "Không có", "unknown": "Chưa đo"}
OUTCOMES = {
    "pass": "Đạt",
    "partial": "Đạt một phần",
    "fail": "Không đạt",
    "not_applicable": "Không áp dụng",
    "not_measured": "Chưa đo được",
    "needs_review": "Cần người xem lại",
}
SHORT_OUTCOMES = OUTCOMES | {"partial": "Một phần", "not_measured": "Chưa đo", "needs_review": "Xem lại"}
SYMBOLS = {
    "pass": "●",
    "partial": "◐",
    "fail": "○",
    "not_applicable": "–",
    "not_measured": "?",
    "needs_review": "!",
}
STATUSES = {
    "measured": "Đã đo",
    "unreachable": "Không kết nối được",
    "blocked": "Từ chối công cụ kiểm tra",
    "incomplete": "Đo chưa đủ",
}
SOURCES = {
    "listing": "ngày in trên danh sách",
    "page": "ngày in trên trang của mục",
    "document": "ngày ban hành văn bản",
    "first_seen": "ngày công cụ thấy lần đầu",
}
FOUND_BY = {
    "menu": "menu",
    "sitemap": "sơ đồ trang",
    "search": "ô tìm kiếm",
    "content": "liên kết trong nội dung",
    "sister": "trang chuyên đề của cùng cơ quan",
}
ANSWERS: dict[Answer, str] = {
    "mended": "đã khắc phục",
    "mending": "đang khắc phục",
    "explained": "giải trình",
    "disputed": "không đồng ý",
}
DECISIONS = {None: "chờ xem xét", True: "được chấp nhận", False: "không được chấp nhận"}
DECIDED = {
    "reply": "Giải trình được chấp nhận",
    "override": "Quyết định của cơ quan kiểm tra",
    "review": "Người xem lại",
}
LEVEL_TITLES = {
    "province": "Cổng thông tin điện tử cấp tỉnh",
    "department": "Sở, ban, ngành",
    "district": "Cấp huyện",
    "commune": "Xã, phường, đặc khu",
    "other": "Cơ quan, đơn vị khác",
}
ESTIMATE = "Ước lượng chất lượng website (tham chiếu chỉ tiêu 3.16 của PCI)"

__all__ = ["AXES", "BASES", "FIXERS", "LEVELS", "LEVEL_NAMES"]


def section_name(section: str) -> str:
    """The Vietnamese name of a section; the id itself where it is not one of ours."""
    known = load_sections().get(section)
    return known.name if known else clean(section)


def criteria(rubric: str) -> dict[str, Criterion]:
    """The criteria of a rubric by id; none where there is no such rubric any more."""
    try:
        return load_rubric(rubric).by_id
    except RubricError:
        return {}


def coverage_floor(rubric: str) -> float:
    """The rubric's coverage floor (0-1); where the rubric is gone, that of one that sets none."""
    try:
        return load_rubric(rubric).coverage_floor
    except RubricError:
        return float(Rubric.model_fields["coverage_floor"].default)


def criterion_title(finding: FindingResult, rubric: str) -> str:
    """What the criterion is called in its rubric, else its section and axis."""
    known = criteria(rubric).get(finding.criterion)
    if known:
        return known.title
    axis = AXES.get(finding.axis, finding.axis)
    return f"{section_name(finding.section)}: {axis}" if finding.section else clean(finding.criterion)


def criterion_name(criterion: str, rubric: str) -> str:
    """The same for a bare id, as earlier runs keep it."""
    known = criteria(rubric).get(criterion)
    return known.title if known else clean(criterion)


def reason_text(reason: str | None) -> str:
    """A named reason in words."""
    return load_phrases().why(reason)


def not_ranked(portal: PortalResult) -> str:
    """Why a portal has no headline number, in one clause; empty where it has one."""
    if portal.score.value is not None:
        return ""
    if portal.status == "measured":
        return "phần đo được dưới mức tối thiểu của bộ tiêu chí"
    return reason_text(portal.status_reason or portal.status)


def group_note() -> str:
    """From how many points each group is: "Nhóm A từ 75 điểm, B từ 50, C từ 25, còn lại là D"."""
    *named, (_, last) = GROUPS
    first, *rest = [(f"{least:g}", name) for least, name in named]
    others = "".join(f", {name} từ {least}" for least, name in rest)
    return f"Nhóm {first[1]} từ {first[0]} điểm{others}, còn lại là {last}"


def rubric_note(results: Results) -> str:
    """What every page says of the rubric: that it is in force, or that it is not and nothing rests on it; and
    where it is a province's own, or judged again after the run.
    """
    note = _standing(results)
    if results.rubric_base:
        count = len(results.rubric_changes)
        note += f" Bộ tiêu chí riêng, chép từ {clean(results.rubric_base)}: {count} thay đổi."
    if results.judged_again:
        note += (
            " Chấm lại dữ kiện đã lưu, không thuộc lịch sử: khi kiểm tra đã đối chiếu theo "
            f"{clean(results.judged_again)}."
        )
    return note


def _standing(results: Results) -> str:
    title = clean(results.rubric_title)
    if results.rubric_in_force:
        return f"Đối chiếu theo {title}, có hiệu lực tại ngày {day(results.as_of)}."
    try:
        rubric = load_rubric(results.rubric)
    except RubricError:
        return f"Đối chiếu theo {title}, không có hiệu lực tại ngày {day(results.as_of)}: {_ONLY}"
    if rubric.valid_to is not None and rubric.valid_to < results.as_of:
        return f"Đối chiếu theo {title}, đã hết hiệu lực từ sau ngày {day(rubric.valid_to)}: {_ONLY}"
    return f"Đối chiếu theo {title}, chưa có hiệu lực tại ngày {day(results.as_of)}: {_ONLY}"


_ONLY = "kết quả chỉ để tham khảo, không làm căn cứ ban hành văn bản."
