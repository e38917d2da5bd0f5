"""What the program sees on one page or one portal, and why, told to an official."""

from collections.abc import Iterable, Iterator
from datetime import date

from audit.progress import status_text
from config.sections import load_sections
from crawler.facts import (
    Contact,
    DateKind,
    Item,
    Listing,
    Outcome,
    Page,
    PortalFacts,
    PrintedDate,
    SectionFacts,
    Signal,
)
from crawler.read.promises import promises
from crawler.read.sections import judge_page
from crawler.read.vocabulary import Matcher, default_matcher
from reports.words import STATES, reason_text

SHOWN = 5
KINDS = {
    DateKind.PUBLISHED: "đăng", DateKind.UPDATED: "cập nhật", DateKind.ISSUED: "ban hành",
    DateKind.EFFECTIVE: "hiệu lực", DateKind.EVENT: "sự kiện", DateKind.DEADLINE: "hạn",
    DateKind.ASKED: "hỏi", DateKind.ANSWERED: "trả lời",
    DateKind.CLOCK: "đồng hồ của trang, không tính", DateKind.OTHER: "khác",
}  # fmt: skip
LISTS = {
    "documents": "văn bản", "news": "tin, bài", "questions": "hỏi đáp", "projects": "dự án",
    "people": "danh bạ", "files": "tệp", "links": "liên kết", "other": "khác",
}  # fmt: skip
VERDICTS = {
    "accepted": "là chuyên mục", "hub": "là trang dẫn vào chuyên mục",
    "shell": "có nhãn mà không có nội dung", "other": "không phải chuyên mục", "unreadable": "không đọc được",
}  # fmt: skip
TROUBLES = {
    "soft_404": "trang báo không tìm thấy", "under_construction": "đang xây dựng, đang cập nhật",
    "maintenance": "đang bảo trì", "login": "đòi đăng nhập", "challenge": "chặn công cụ tự động",
    "needs_script": "phải chạy mã mới hiện nội dung (thêm --render always)", "parked": "tên miền bỏ không",
    "undecodable": "không giải mã được chữ", "truncated": "trang quá dài, chỉ đọc phần đầu",
}  # fmt: skip


def explain_page(page: Page, as_of: date, matcher: Matcher | None = None) -> Iterator[str]:
    """Lines on one page: what it is taken for and why, its lists, dates, contacts, ways to sections."""
    matcher = matcher or default_matcher()
    yield f"Trang: {page.url}"
    yield f"Tiêu đề: {page.title or '(không có)'}"
    if page.breadcrumb:
        yield f"Đường dẫn trên trang: {' › '.join(page.breadcrumb)}"
    for trouble in page.troubles:
        yield f"Lưu ý: {TROUBLES.get(trouble, trouble)}"
    yield from _page_sections(page, matcher)
    yield from _listings(page.listings)
    yield from _dates(page.dates, as_of)
    yield from _contacts(page.contacts)
    yield from _ways(page, matcher)


def explain_portal(facts: PortalFacts, wanted: Iterable[str] | None = None) -> Iterator[str]:
    """Lines on one portal: each section's state, where, by which clicks, how many entries, how new, why."""
    yield f"Cổng: {facts.url}" + (f" → {facts.final_url}" if facts.final_url not in (None, facts.url) else "")
    yield f"Kết quả thăm: {status_text(facts.status, facts.status_reason)}"
    yield f"Đã đọc {facts.page_count} trang, {facts.rendered} trang bằng trình duyệt, {facts.byte_count} byte"
    if facts.certificate is not None and facts.certificate.problems:
        yield f"Chứng thư HTTPS có lỗi: {', '.join(facts.certificate.problems)}"
    for name in wanted or facts.sections:
        if name in facts.sections:
            yield ""
            yield from _section(facts.sections[name])


def explain_failure(url: str, outcome: Outcome, detail: str | None) -> Iterator[str]:
    """Lines on a page that could not be read."""
    yield f"Trang: {url}"
    yield f"Không đọc được: {reason_text(outcome.value)}" + (f" ({detail})" if detail else "")


def _page_sections(page: Page, matcher: Matcher) -> Iterator[str]:
    found = [(name, judge_page(page, name, (), matcher)) for name in load_sections()]
    taken = [pair for pair in found if pair[1].kind in ("accepted", "hub")]
    taken.sort(key=lambda pair: -pair[1].confidence)
    yield "Được nhận là:" if taken else "Không được nhận là chuyên mục nào."
    for name, verdict in taken[:SHOWN]:
        yield f"  {_name(name)}: {VERDICTS[verdict.kind]}, độ tin cậy {verdict.confidence:.2f}"
        yield from _signals(verdict.signals, "    ")


def _section(section: SectionFacts) -> Iterator[str]:
    why = "" if section.state == "present" else f"{reason_text(section.reason)}; "
    yield f"{_name(section.section)}: {STATES[section.state]} ({why}độ tin cậy {section.confidence:.2f})"
    if section.url:
        yield f"  Trang: {section.url}"
    if section.path:
        yield f"  Đường đi: Trang chủ › {' › '.join(section.path)}"
    if section.items:
        printed = f", cổng ghi {section.total}" if section.total_source == "printed" else ""
        yield f"  Số mục: đọc được {len(section.items)}{printed}; các mục đầu:"
        yield from (f"    {_item(item)}" for item in section.items[:SHOWN])
    if section.contact is not None:
        yield from _contacts((section.contact,))
    yield from _signals(section.signals, "  ")
    for attempt in section.attempts[:SHOWN]:
        way = " › ".join(attempt.path) or attempt.url
        why = "" if attempt.verdict == "accepted" else f" ({reason_text(attempt.reason)})"
        yield f"  Đã thử “{way}”: {VERDICTS.get(attempt.verdict, attempt.verdict)}{why}"


def _listings(listings: Iterable[Listing]) -> Iterator[str]:
    for listing in listings:
        if listing.place != "main":
            continue
        head = f" “{listing.heading}”" if listing.heading else ""
        yield f"Danh sách {LISTS[listing.kind]}{head}: {len(listing.items)} mục"
        yield from (f"  {_item(item)}" for item in listing.items[:SHOWN])
        if listing.pager.next or listing.pager.total_items:
            total = f", cổng ghi tổng số {listing.pager.total_items}" if listing.pager.total_items else ""
            yield f"  còn trang sau{total}"


def _item(item: Item) -> str:
    parts = [item.number or "", item.title]
    parts += [f"{label} {_day(value)}" for label, value in _item_dates(item)]
    parts += [f"{len(item.files)} tệp"] if item.files else []
    return " · ".join(part for part in parts if part)


def _item_dates(item: Item) -> Iterator[tuple[str, PrintedDate]]:
    for label, value in (("ban hành", item.issued), ("đăng", item.published), ("hỏi", item.asked)):
        if value is not None:
            yield label, value


def _dates(dates: Iterable[PrintedDate], as_of: date) -> Iterator[str]:
    for one in tuple(dates)[:SHOWN]:
        ahead = ", sau ngày đối chiếu: không tính" if one.day > as_of else ""
        yield f"Ngày {_day(one)}: {KINDS[one.kind]}, in là “{one.raw}” ({one.source}{ahead})"


def _contacts(contacts: Iterable[Contact]) -> Iterator[str]:
    for one in contacts:
        fields = (
            ("địa chỉ", one.address), ("điện thoại", ", ".join(one.phones)), ("fax", ", ".join(one.faxes)),
            ("thư điện tử", ", ".join(one.emails)), ("đường dây nóng", one.hotline),
            ("chịu trách nhiệm", one.responsible),
        )  # fmt: skip
        told = "; ".join(f"{label}: {value}" for label, value in fields if value)
        place = "chân trang" if one.place == "footer" else "nội dung"
        yield f"  Liên hệ ({place}): {told or 'không có trường nào'}"


def _ways(page: Page, matcher: Matcher) -> Iterator[str]:
    ways = [(promise, link) for link in page.links for promise in promises(link, matcher)[:1]]
    ways.sort(key=lambda pair: -pair[0].score)
    if ways:
        yield "Liên kết có thể dẫn tới chuyên mục:"
    for promise, link in ways[: 3 * SHOWN]:
        yield f"  “{link.label}” → {_name(promise.section)} ({promise.score:.2f}) {link.url}"


def _signals(signals: Iterable[Signal], margin: str) -> Iterator[str]:
    for one in signals:
        yield f"{margin}{'+' if one.weight >= 0 else '−'} {one.seen}"


def _name(section: str) -> str:
    return load_sections()[section].name


def _day(value: PrintedDate) -> str:
    forms = {"month": "%m/%Y", "year": "%Y"}
    return value.day.strftime(forms.get(value.precision, "%d/%m/%Y"))
