"""The portal as a thing of technique: speed, phone, accessibility, links that hold, the site's search."""

from checks.asked import technical_of, untaken, verdict
from checks.case import Case, Verdict, not_measured
from checks.parts import Part, combine, tolerant
from crawler.facts import SpeedFacts

_FRAMED = ("x-frame-options", "content-security-policy")
_SPEEDS = {
    "first_paint": "nội dung đầu tiên hiện sau {} giây",
    "largest_paint": "nội dung lớn nhất hiện sau {} giây",
    "full_display": "hiển thị đầy đủ sau {} giây",
    "blocking": "trang bị chặn thao tác {} giây",
}


def security_headers(case: Case) -> Verdict:
    """One part per header in `headers`; protection against framing may stand in either of two headers."""
    headers = {name.lower(): value for name, value in case.facts.home_headers.items()}
    missing = untaken(case, "home", taken=bool(headers))
    if missing is not None:
        return missing
    framed = "x-frame-options" in headers or "frame-ancestors" in headers.get("content-security-policy", "")
    parts = [
        Part(1, float(framed if name in _FRAMED[:1] else name in headers), lack=f"thiếu {name}")
        for name in case.names("headers")
    ]
    return combine(case, parts, "unread")


def ipv6_record(case: Case) -> Verdict:
    """Pass where the host's name has an AAAA record."""
    found = technical_of(case).ipv6
    return untaken(case, "ipv6", taken=found is not None) or verdict(case, bool(found), "no_ipv6")


def available(case: Case) -> Verdict:
    """Share of the times asked that the portal answered; whole from `least_share`, from `least_tries` on."""
    answered, tries = technical_of(case).available or (0, 0)
    missing = untaken(case, "availability", taken=tries >= case.number("least_tries"))
    if missing is not None:
        return missing
    lack = f"trong {tries} lần thử, {tries - answered} lần cổng không trả lời"
    part = tolerant(1, answered, tries - answered, 0, case.number("least_share"), lack)
    return combine(case, [part], "unread")


def page_speed(case: Case) -> Verdict:
    """One part per page and mark (`first_paint`, `largest_paint`, `full_display`, `blocking`: seconds)."""
    pages = technical_of(case).speed or ()
    missing = untaken(case, "speed", taken=bool(pages))
    if missing is not None:
        return missing
    return combine(case, [part for page in pages for part in _speeds(case, page)], "unread")


def _speeds(case: Case, page: SpeedFacts) -> list[Part]:
    parts = []
    for name, words in _SPEEDS.items():
        seconds, most = getattr(page, name), case.number(name)
        if seconds is None:
            parts.append(Part(1, 0, 1))
            continue
        limit = f"mức tham chiếu dưới {_decimal(most)} giây"
        said = f"{words.format(_decimal(seconds))}, {limit} ({page.url[:120]})"
        parts.append(Part(1, float(seconds < most), lack=said))
    return parts


def _decimal(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def phone_view(case: Case) -> Verdict:
    """Parts: the page declares a width for phones; it is no wider than 390 pixels (where tried)."""
    facts = technical_of(case)
    missing = untaken(case, "home", taken=facts.viewport is not None)
    if missing is not None:
        return missing
    declared = "width=" in (facts.viewport or "").replace(" ", "").lower()
    parts = [Part(1, float(declared), lack="trang chủ không khai báo khung nhìn cho điện thoại")]
    if "phone" in facts.asked:
        wide, lost = facts.overflow or 0, facts.overflow is None
        fits = wide <= case.number("spare_pixels")
        lack = f"trang chủ rộng hơn màn hình điện thoại {wide} điểm ảnh, phải kéo ngang"
        parts.append(Part(1, 0 if lost else float(fits), float(lost), lack))
    return combine(case, parts, "unread")


def accessibility(case: Case) -> Verdict:
    """Pass where axe-core finds no rule of the `impacts` named broken; nothing from `most` broken rules."""
    found = technical_of(case).accessibility
    missing = untaken(case, "accessibility", taken=found is not None)
    if missing is not None:
        return missing
    impacts = case.names("impacts")
    broken = sorted({issue.rule for issue in found or () if issue.impact in impacts})
    said = ", ".join(broken[:6]) + (" …" if len(broken) > 6 else "")
    share = max(0.0, 1 - len(broken) / case.number("most"))
    return combine(case, [Part(1, share, lack=f"{len(broken)} nhóm lỗi nặng ({said})")], "unread")


def dead_links(case: Case) -> Verdict:
    """Of the links tried, those that answered not found on at least `days` different days.

    One that did so on fewer days may have been a passing fault: it is neither good nor bad.
    """
    facts = technical_of(case)
    missing = untaken(case, "dead_links", taken=bool(facts.links_tried) and facts.dead_links is not None)
    if missing is not None:
        return missing
    found = facts.dead_links or ()
    dead = [link for link in found if link.days >= case.number("days")]
    tried = max(facts.links_tried or 0, len(found))
    first = "; ".join(link.url[:120] for link in dead[:3])
    lack = f"{len(dead)} trong {tried} liên kết đã thử báo không tìm thấy trong nhiều ngày ({first})"
    unsure = len(found) - len(dead)
    part = tolerant(1, tried - len(found), len(dead), unsure, case.number("live_share"), lack)
    return combine(case, [part], "seen_once")


def site_search(case: Case) -> Verdict:
    """Parts: a search on the home page; it finds a title that stands on the portal (where tried)."""
    facts = technical_of(case)
    missing = untaken(case, "home", taken=facts.search_form is not None)
    if missing is not None:
        return missing
    parts = [Part(1, float(bool(facts.search_form)), lack="trang chủ không có ô tìm kiếm")]
    if "search" in facts.asked and facts.search_form:
        trial = facts.search
        lost = float(trial is None)
        query = trial.query[:80] if trial is not None else ""
        lack = f"ô tìm kiếm không tìm ra bài có trên cổng, tiêu đề “{query}”"
        parts.append(Part(2, float(trial is not None and trial.found), lost, lack))
    elif "search" in facts.asked:
        parts.append(Part(2, 0, lack="không thử tìm được bài đã đăng"))
    return combine(case, parts, "unread")


def metadata(case: Case) -> Verdict:
    """Parts: title, description, and metadata that describe the page to machines."""
    facts = technical_of(case)
    missing = untaken(case, "home", taken=facts.metadata is not None)
    if missing is not None:
        return missing
    parts = [
        Part(1, float(bool(facts.title)), lack="trang chủ không có tiêu đề"),
        Part(1, float(bool(facts.description)), lack="trang chủ không có phần mô tả (description)"),
        Part(1, float(bool(facts.metadata)), lack="trang chủ không có thẻ đặc tả (Dublin Core, Open Graph…)"),
    ]
    return combine(case, parts, "unread")


def print_view(case: Case) -> Verdict:
    """Pass where the page has a style for print or a control that prints."""
    found = technical_of(case).print_view
    return untaken(case, "home", taken=found is not None) or verdict(case, bool(found), "no_print")


def footer_fields(case: Case) -> Verdict:
    """One part per field in `fields`, printed in the foot of the home page."""
    home = case.facts.home
    missing = untaken(case, "home", taken=home is not None)
    if missing is not None or home is None:
        return missing or not_measured(case, "unread")
    feet = [contact for contact in home.contacts if contact.place == "footer"]
    printed = {
        "address": any(foot.address for foot in feet),
        "phone": any(foot.phones or foot.hotline for foot in feet),
        "email": any(foot.emails for foot in feet),
        "responsible": any(foot.responsible for foot in feet),
    }
    labels = {
        "address": "địa chỉ",
        "phone": "điện thoại",
        "email": "thư điện tử",
        "responsible": "người chịu trách nhiệm nội dung",
    }
    parts = [Part(1, float(printed[name]), lack=f"thiếu {labels[name]}") for name in case.names("fields")]
    return combine(case, parts, "unread")
