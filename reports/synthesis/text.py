"""The sentences of the synthesis report: each says only what the runs show."""

from collections.abc import Sequence

from config.sender import Sender
from reports import words
from reports.letters import wording
from reports.overview import pushes
from reports.synthesis.facts import BodyYear, Facts
from reports.vietnamese import clean, day, lower_first, number

NAMES_SHOWN = 8
SECTIONS_SHOWN = 4


def opening(facts: Facts, sender: Sender) -> str:
    """By what, who, about what, from which rounds."""
    early = f" Số liệu tính đến ngày {day(facts.until)}." if facts.until < facts.period.last else ""
    days = ", ".join(day(one) for one in facts.rounds)
    return (
        f"Thực hiện {wording.mandate(facts.until)}, {wording.authority_name(sender)} báo cáo tình hình công "
        f"khai thông tin trên cổng, trang thông tin điện tử của các cơ quan {facts.period.title} như sau "
        f"(các kỳ kiểm tra: {days}).{early}"
    )


def done(facts: Facts) -> list[str]:
    """What was done, as far as the runs show."""
    whole = facts.whole
    measured = len(whole.bodies) - len(whole.unmeasured)
    lines = [
        f"Đã kiểm tra {len(facts.rounds)} kỳ; kỳ cuối có {measured} trên {len(whole.bodies)} cổng đủ dữ "
        f"liệu để chấm điểm theo {clean(whole.results.rubric_title)}.",
    ]
    if facts.letters:
        bodies = len({one.portal for one in facts.letters})
        lines.append(f"Đã ban hành {len(facts.letters)} văn bản nhắc nhở đến {bodies} cơ quan.")
    mended = [body for body in facts.bodies if body.mended]
    if mended:
        total = sum(body.mended for body in mended)
        lines.append(
            f"So với kỳ đầu, {total} lượt tiêu chí chưa đạt đã được khắc phục ở {len(mended)} cơ quan: "
            f"{_names(sorted(mended, key=lambda body: -body.mended))}."
        )
    passed = [body for body in facts.bodies if body.last is not None and not body.left]
    if passed:
        ranked = sorted(passed, key=lambda body: -(body.last or 0))
        lines.append(f"Không có thiếu sót phải khắc phục trong phần đã đo ở kỳ cuối: {_names(ranked)}.")
    if not facts.comparable:
        lines.append(
            "Một số kỳ trong giai đoạn được chấm theo bộ tiêu chí khác nên không đưa vào so sánh dưới đây."
        )
    return lines


def lacking(facts: Facts) -> list[str]:
    """What is missing, fell, or could not be measured."""
    lines = []
    short = sorted((body for body in facts.bodies if body.left), key=lambda body: -body.left)
    if short:
        lines.append(f"Còn {len(short)} cơ quan có thiếu sót phải khắc phục: {_names(short, left=True)}.")
    else:
        lines.append("Không có cơ quan nào có thiếu sót phải khắc phục trong phần đã đo.")
    weak = sorted((one for one in facts.tallies if one.failed), key=lambda one: (-one.failed, one.id))
    if weak:
        told = "; ".join(
            f"{words.section_name(one.id)} ({one.failed}/{one.measured} cơ quan không đạt)"
            for one in weak[:SECTIONS_SHOWN]
        )
        lines.append(f"Chuyên mục thiếu ở nhiều cơ quan nhất: {told}.")
    fell = sorted(_fell(facts), key=lambda body: (body.last or 0) - (body.first or 0))
    if fell:
        lines.append(f"Điểm kỳ cuối thấp hơn kỳ đầu: {_names(fell)}.")
    if facts.whole.unmeasured:
        lines.append(
            f"Chưa đo được {len(facts.whole.unmeasured)} cổng ở kỳ cuối (không tính là thiếu sót): "
            + "; ".join(
                f"{clean(body.portal.name)} ({words.not_ranked(body.portal)})"
                for body in facts.whole.unmeasured[:NAMES_SHOWN]
            )
            + "."
        )
    return lines


def _fell(facts: Facts) -> list[BodyYear]:
    """Bodies that the last run calls fallen; a difference within the interval is none."""
    fallen = {body.portal.id for body in facts.whole.bodies if body.movement.direction == "fall"}
    return [body for body in facts.bodies if body.id in fallen and (body.last or 0) < (body.first or 0)]


def _names(bodies: Sequence[BodyYear], *, left: bool = False) -> str:
    shown = [
        f"{clean(body.name)} ({body.left} nội dung)" if left else clean(body.name)
        for body in bodies[:NAMES_SHOWN]
    ]
    more = f" và {len(bodies) - NAMES_SHOWN} cơ quan khác (Phụ lục)" if len(bodies) > NAMES_SHOWN else ""
    return "; ".join(shown) + more


def on_indicators(facts: Facts) -> list[str]:
    """The estimate against its target; which indicators are low or fell."""
    lines = []
    quality = facts.whole.results.province.website_quality
    if quality is not None:
        target = ""
        if quality.target is not None:
            inside = quality.low < quality.target <= quality.high
            reached = "đạt" if quality.estimate >= quality.target else "chưa đạt"
            verdict = "mục tiêu nằm trong khoảng sai số nên chưa thể kết luận" if inside else reached
            target = f"; mục tiêu {number(quality.target)}: {verdict}"
        lines.append(
            f"Ước lượng chất lượng website của tỉnh (tham chiếu chỉ tiêu 3.16): {number(quality.estimate)} "
            f"điểm, khoảng {number(quality.low)}–{number(quality.high)}{target}. Đây là ước lượng theo mô "
            f"hình {clean(quality.model)}, không phải điểm do VCCI công bố."
        )
    if not facts.indicators:
        lines.append("Chưa có số liệu công bố của tỉnh về các chỉ tiêu 3.1–3.17 để đối chiếu.")
        return lines
    low = [row.id for row in facts.indicators if row.below_target]
    fell = [row.id for row in facts.indicators if row.fell]
    year = facts.indicators[0].year
    if low:
        lines.append(f"Theo số liệu công bố năm {year}, thấp hơn mục tiêu: {', '.join(low)}.")
    if fell:
        lines.append(f"Giảm so với năm trước: {', '.join(fell)}.")
    return lines


def next_steps(facts: Facts) -> list[str]:
    """What would help most; empty where nothing is missing."""
    found = pushes(facts.whole)
    if not found:
        return []
    told = "; ".join(f"{lower_first(clean(push.title))} ({len(push.bodies)} cơ quan)" for push in found)
    return [f"Nội dung còn thiếu nên ưu tiên đôn đốc theo số liệu kiểm tra: {told}."]
