"""The collective thông báo: the round in numbers, who does well, who falls short, who was not seen."""

from collections.abc import Sequence
from typing import Any

from config.registry import Portal
from config.sender import Sender
from reports import words
from reports.dealings import Dealings
from reports.files import unique_names
from reports.letters import wording
from reports.vietnamese import clean, day, lower_first, month, number, percent
from reports.views import Board, Body, board
from scoring.history import PastRun
from scoring.results import Results

NAMES_SHOWN = 15


def collective_fields(
    results: Results,
    portals: Sequence[Portal],
    history: Sequence[PastRun],
    dealings: Dealings,
    sender: Sender,
) -> dict[str, Any]:
    """The fields of the thông báo's template but those of its frame."""
    whole = board(results, history, unique_names([one.id for one in results.portals]), dealings)
    rows = {row.id: row for row in portals}
    parts = [
        ("Kết quả chung", _overall(whole)),
        ("Cơ quan thực hiện tốt", _well(whole)),
        ("Cơ quan chưa đáp ứng yêu cầu", _short(whole)),
        ("Cơ quan chưa đo được", _unseen(whole)),
        ("Yêu cầu", _asked(whole, sender)),
    ]
    return {
        "subject": (
            "Kết quả kiểm tra việc công khai thông tin trên cổng, trang thông tin điện tử "
            f"{month(results.as_of)}"
        ),
        "opening": (
            f"Thực hiện {wording.mandate(results.as_of)}, {wording.authority_name(sender)} đã kiểm tra việc "
            f"công khai thông tin trên {len(whole.bodies)} cổng, trang thông tin điện tử theo "
            f"{clean(results.rubric_title)}, ngày đối chiếu {day(results.as_of)}, và thông báo kết quả như "
            "sau:"
        ),
        "parts": [{"title": title, "lines": lines} for title, lines in parts if lines],
        "receivers": [
            *(clean(one) for one in sender.copies_to),
            "Các cơ quan, đơn vị có tên trong Phụ lục I",
        ],
        "levels": [
            {"title": table.title, "rows": [_rank(body) for body in table.bodies]} for table in whole.levels
        ],
        "note": (
            "Ghi chú: điểm công bố là mức chắc chắn đạt được; phần chưa đo được không bị tính là thiếu "
            "sót. Cơ quan chưa đo được thì không có điểm và không xếp hạng. Chỉ ghi tăng, giảm khi khoảng "
            "điểm nằm ngoài khoảng của kỳ trước."
        ),
        "short": [
            {"name": _addressee(body, rows), "lacks": "\n".join(_lacks(body, results))}
            for body in whole.falling_short
        ],
    }


def _addressee(body: Body, rows: dict[str, Portal]) -> str:
    row = rows.get(body.portal.id)
    return clean(row.name if row else body.portal.name)


def _overall(whole: Board) -> list[str]:
    measured = len(whole.bodies) - len(whole.unmeasured)
    lines = [f"Có {measured} trên {len(whole.bodies)} cổng đủ dữ liệu để chấm điểm."]
    lines += [
        f"{table.title}: điểm trung vị {number(table.median)}/100; cao nhất "
        f"{number(table.ranked[0].portal.score.low)}, thấp nhất {number(table.ranked[-1].portal.score.low)}."
        for table in whole.levels
        if len(table.ranked) > 1
    ]
    quality = whole.results.province.website_quality
    if quality is not None:
        target = f"; mục tiêu của tỉnh là {number(quality.target)}" if quality.target is not None else ""
        lines.append(
            "Ước lượng chất lượng website của tỉnh (tham chiếu chỉ tiêu 3.16 của PCI): "
            f"{number(quality.estimate)} điểm, khoảng {number(quality.low)}–{number(quality.high)}{target}. "
            f"Đây là ước lượng theo mô hình {clean(quality.model)}, không phải điểm do VCCI công bố."
        )
    return lines


def _well(whole: Board) -> list[str]:
    passed = [
        body
        for body in whole.bodies
        if body.ranked and not body.shortfall.falls_short and not body.shortfall.within_deadline
    ]
    best = [
        f"{clean(body.portal.name)} ({number(body.portal.score.value)} điểm, nhóm {body.portal.score.group})"
        for body in sorted(passed, key=lambda body: -body.portal.score.low)
    ]
    lines = []
    if best:
        lines.append(f"Không có thiếu sót phải khắc phục trong phần đã đo: {_some(best, 'Phụ lục I')}.")
    if whole.improved:
        told = "; ".join(
            f"{clean(body.portal.name)} (tăng {number(body.movement.change)} điểm)" for body in whole.improved
        )
        lines.append(f"Tiến bộ nhất so với kỳ trước: {told}.")
    return lines


def _short(whole: Board) -> list[str]:
    waiting = [
        clean(body.portal.name)
        for body in whole.bodies
        if body.shortfall.within_deadline and not body.shortfall.falls_short
    ]
    lines = []
    if waiting:
        lines.append(f"Đang trong thời hạn khắc phục của thông báo trước: {_some(waiting, 'Phụ lục I')}.")
    if not whole.falling_short:
        return [*lines, "Không có cơ quan nào có thiếu sót mới phải khắc phục trong phần đã đo."]
    short = [
        f"{clean(body.portal.name)} ({len(body.shortfall.by_body + body.shortfall.by_operator)} nội dung)"
        for body in whole.falling_short
    ]
    told = _some(short, "Phụ lục II")
    lines.append(f"Còn {len(short)} cơ quan chưa đáp ứng yêu cầu (chi tiết tại Phụ lục II): {told}.")
    pci = [
        clean(body.portal.name)
        for body in whole.falling_short
        if any(code != "3.16" for one in body.shortfall.by_body for code in one.finding.pci)
    ]
    if len(pci) == len(short) > 1:
        lines.append("Các cơ quan nêu trên đều thiếu thông tin liên quan trực tiếp đến các chỉ tiêu PCI.")
    elif pci:
        told = _some(pci, "Phụ lục II")
        lines.append(f"Trong đó thiếu thông tin liên quan trực tiếp đến các chỉ tiêu PCI: {told}.")
    return lines


def _some(names: list[str], where: str) -> str:
    """The first names of a list, and how many more stand `where`."""
    more = f" và {len(names) - NAMES_SHOWN} cơ quan khác ({where})" if len(names) > NAMES_SHOWN else ""
    return "; ".join(names[:NAMES_SHOWN]) + more


def _unseen(whole: Board) -> list[str]:
    return [
        f"{clean(body.portal.name)}: {lower_first(words.STATUSES[body.portal.status])}, "
        f"{words.not_ranked(body.portal)}."
        for body in whole.unmeasured
    ]


def _asked(whole: Board, sender: Sender) -> list[str]:
    lines = []
    if whole.falling_short:
        lines.append(
            "Các cơ quan có tên tại Phụ lục II khắc phục trong thời hạn "
            f"{wording.within(sender.deadline_days)}; trường hợp chưa thống nhất thì gửi giải trình trong "
            f"thời hạn {wording.within(sender.reply_days)}."
        )
    lines.append("Các cơ quan, đơn vị tiếp tục cập nhật thông tin đầy đủ, kịp thời, chính xác trên cổng.")
    return lines


def _rank(body: Body) -> dict[str, str]:
    score = body.portal.score
    return {
        "rank": str(score.rank) if score.rank is not None else "–",
        "name": clean(body.portal.name),
        "score": number(score.value),
        "seen": percent(score.coverage),
        "group": score.group or "–",
        "change": wording.change_text(body.movement),
    }


def _lacks(body: Body, results: Results) -> list[str]:
    found = body.shortfall.by_body + body.shortfall.by_operator
    return [
        f"- {words.criterion_title(one.finding, results.rubric)}: "
        f"{lower_first(words.OUTCOMES[one.finding.outcome])}"
        for one in found
    ]
