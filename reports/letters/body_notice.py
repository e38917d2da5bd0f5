"""The công văn to one body that falls short: a page, and an appendix with every deficiency."""

from collections.abc import Sequence
from typing import Any

from config.registry import Portal
from config.sender import Sender
from reports import words
from reports.letters import wording
from reports.letters.rows import groups
from reports.vietnamese import clean, day, lower_first, number, percent, shorten
from scoring.deficiencies import Deficiency, Shortfall
from scoring.movements import Movement
from scoring.results import FindingResult, PortalResult, Results

MAIN_POINTS = 3
MAIN_LENGTH = 85  # a line of the letter
MENDED_SHOWN = 2
MISSING = {"absent": "Không tìm thấy chuyên mục “{}”", "shell": "Chuyên mục “{}” không có nội dung"}
_NOTE = (
    "Ghi chú: việc kiểm tra do công cụ tự động thực hiện từ bên ngoài cổng. Chuyên mục không có thì điểm "
    "tối đa, điểm đạt gồm mọi mặt của chuyên mục đó; điểm tăng thêm (+) tính trên thang 100. Địa chỉ bắt đầu "
    "bằng “/” tính từ tên miền của cổng. “Mã” là đầu mã băm SHA-256 của bằng chứng, bản đầy đủ được lưu và "
    "cung cấp khi cơ quan có yêu cầu; “PCI” là chỉ tiêu liên quan. Giải trình được chấp nhận thì nội dung đó "
    "không tính là thiếu sót."
)


def notice_fields(
    portal: PortalResult,
    results: Results,
    row: Portal | None,
    sender: Sender,
    short: Shortfall,
    movement: Movement | None,
) -> dict[str, Any]:
    """The fields of the letter's template but those of its frame. `short` must fall short."""
    to = wording.addressed(portal, row)
    parts = groups(short, results, portal, sender, to)
    return {
        "subject": "khắc phục thiếu sót trong công khai thông tin trên cổng, trang thông tin điện tử",
        "to": to,
        "name": clean(portal.name),
        "url": clean(portal.url),
        "opening": _opening(portal, results, sender),
        "result": _result(portal, results, movement, short),
        "main_points": _main_points(short.by_body + short.by_operator),
        "mended": _mended(portal, movement, results.rubric),
        "requests": _requests(short, {part["kind"]: part["numeral"] for part in parts}, sender),
        "recheck": (
            f"{wording.authority_name(sender)} sẽ kiểm tra lại từ {wording.recheck(sender.deadline_days)} "
            "và công bố kết quả trên bảng xếp hạng kỳ sau."
        ),
        "receivers": wording.copies(sender),
        "groups": [part for part in parts if part["kind"] != "advice"],
        "advice_title": "".join(part["title"] for part in parts if part["kind"] == "advice"),
        "advice": [row for part in parts if part["kind"] == "advice" for row in part["rows"]],
        "note": _NOTE,
    }


def _opening(portal: PortalResult, results: Results, sender: Sender) -> str:
    return (
        f"Thực hiện {wording.mandate(results.as_of)}, {wording.authority_name(sender)} đã kiểm tra việc "
        f"công khai thông tin trên {wording.site(portal)} ({clean(portal.url)}) theo "
        f"{clean(results.rubric_title)}, ngày đối chiếu {day(results.as_of)}."
    )


def _result(portal: PortalResult, results: Results, movement: Movement | None, short: Shortfall) -> str:
    count = len(short.by_body) + len(short.by_operator)
    lacking = f"còn {count} nội dung chưa đáp ứng yêu cầu (Phụ lục)"
    lacking += ", chủ yếu:" if count > MAIN_POINTS else ":"
    score = portal.score
    if score.value is None:
        return f"Phần đo được là {percent(score.coverage)}, chưa đủ để chấm điểm. Trong phần đã đo, {lacking}"
    peers = sum(one.level == portal.level and one.score.value is not None for one in results.portals)
    level = lower_first(words.LEVEL_TITLES.get(portal.level, "cơ quan"))
    interval = f", khoảng {number(score.low)}–{number(score.high)}" if score.high > score.low else ""
    rank = f", xếp thứ {score.rank} trong {peers} {level}" if peers > 1 else ""
    return (
        f"Kết quả: {number(score.value)}/100 điểm{interval} (đo được {percent(score.coverage)}), nhóm "
        f"{score.group}{rank}{_change(movement)}; {lacking}"
    )


def _change(movement: Movement | None) -> str:
    if movement is None or movement.change is None or movement.direction not in ("rise", "fall"):
        return ""
    verb = "tăng" if movement.direction == "rise" else "giảm"
    return f", {verb} {number(abs(movement.change))} điểm so với kỳ trước"


def _main_points(found: Sequence[Deficiency]) -> list[str]:
    """The worst deficiencies, a line each: the appendix tells the rest."""
    lines = [_brief(one.finding) for one in found[:MAIN_POINTS]]
    ends = [";"] * (len(lines) - 1) + ["."]
    return [text if text.endswith("…") else text + end for text, end in zip(lines, ends, strict=True)]


def _brief(finding: FindingResult) -> str:
    """A deficiency in a few words: what is missing, else its message without the explanation."""
    if finding.section and finding.axis == "present" and finding.reason in MISSING:
        return MISSING[finding.reason].format(words.section_name(finding.section))
    text = clean(finding.message).rstrip(".;")
    if len(text) > MAIN_LENGTH:
        text = text.partition(": ")[0]
    return shorten(text, 2 * MAIN_LENGTH)


def _mended(portal: PortalResult, movement: Movement | None, rubric: str) -> str:
    """What was mended since the last run; empty where nothing was."""
    names = [words.criterion_name(name, rubric) for name in (movement.mended if movement else ())]
    if not names:
        return ""
    more = f" và {len(names) - MENDED_SHOWN} tiêu chí khác" if len(names) > MENDED_SHOWN else ""
    told = "; ".join(lower_first(name) for name in names[:MENDED_SHOWN])
    return (
        f"So với kỳ trước, {clean(portal.name)} có {len(names)} tiêu chí chưa đạt nay đã đạt: {told}{more}."
    )


def _requests(short: Shortfall, numerals: dict[str, str], sender: Sender) -> list[str]:
    """What the letter asks for, point by point; the last but recommendations says how and whom to answer."""
    asked = []
    limit = f"trong {wording.within(sender.deadline_days)}"
    if short.by_body:
        gain = min(100.0, sum(one.gain for one in short.by_body))
        asked.append(
            f"Khắc phục các nội dung tại mục {numerals['body']} Phụ lục {limit}; khắc phục đủ thì tăng "
            f"khoảng {number(gain)} điểm."
        )
    if short.by_operator:
        asked.append(
            "Phối hợp với đơn vị vận hành nền tảng khắc phục các nội dung tại mục "
            f"{numerals['operator']} {'trong cùng thời hạn' if short.by_body else limit}."
        )
    asked.append(
        "Gửi báo cáo khắc phục, hoặc giải trình kèm địa chỉ trang làm chứng, trong "
        f"{wording.within(sender.reply_days)} về {wording.contact(sender)}."
    )
    if short.recommendations:
        asked.append(f"Xem xét các khuyến nghị tại mục {numerals['advice']} (không phải vi phạm).")
    return asked
