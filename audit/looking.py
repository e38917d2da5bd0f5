"""Going to look at one page or one portal: to explain what was seen, or for the bodies it links to."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from audit.crawling import crawl_apart, discover_apart, fetch_apart
from audit.discovered import GONE, MOVED, NEW, Line, Sheet, as_csv, as_xlsx, left_as_csv, sheet
from audit.errors import InterruptedRunError, UserError
from audit.explain import explain_failure, explain_page, explain_portal
from audit.folder import write
from audit.run import Manners
from config.registry import Portal, read_registry
from config.sections import load_sections
from crawler.facts import Outcome, PortalFacts
from crawler.read.pages import read_page
from crawler.spiders.options import CrawlOptions
from reports.words import reason_text


def look(url: str, *, whole: bool | None, as_of: date, manners: Manners) -> Iterator[str]:
    """Visit and explain; `whole` None: the portal where the address has no path, else the page.

    Raises `UserError` where the address is none, `InterruptedRunError` where it was stopped.
    """
    parts = _web_address(url)
    if whole is None:
        whole = parts.path in ("", "/") and not parts.query and not parts.fragment
    with tempfile.TemporaryDirectory(prefix="congkhai-") as scratch:
        options = replace(
            manners.options(as_of, tuple(load_sections()), Path(scratch)), pictures=False, warc=False
        )
        yield from _portal(url, options) if whole else _page(url, options, manners.render == "always")


def discover(
    url: str, out: Path, *, registry: Path | None, name: str, as_of: date, manners: Manners
) -> Iterator[str]:
    """Look through a provincial portal for bodies, write the list to confirm to `out`, and tell of it.

    Raises `UserError` (address, file, portal not readable), `RegistryError`, `InterruptedRunError`.
    """
    _web_address(url)
    if out.suffix.lower() not in (".csv", ".xlsx"):
        raise UserError(f"{out}: tên tệp phải kết thúc bằng .xlsx hoặc .csv.")
    if out.exists():
        raise UserError(f"{out} đã có, có thể đã được người xem sửa. Chọn tên tệp khác hoặc xóa tệp đó.")
    known, rejected = read_registry(registry) if registry is not None else ([], [])
    if rejected:
        lines = "; ".join(f"dòng {row.line}: {row.reason}" for row in rejected[:5])
        raise UserError(f"{registry}: {lines}. Sửa các dòng này trước, để không cơ quan nào bị bỏ sót.")
    with tempfile.TemporaryDirectory(prefix="congkhai-") as scratch:
        looked = discover_apart(url, name, manners.options(as_of, (), Path(scratch)))
    if looked.failure is not None:
        told = reason_text(looked.failure.outcome.value)
        raise UserError(f"{url}: không đọc được trang chủ ({told}). Không có danh sách nào được ghi.")
    made = sheet(looked.proposal, known, as_of=as_of)
    yield from _write_list(out, made, as_of)
    yield f"Đã đọc {len(looked.pages)} trang: {', '.join(looked.pages)}"
    changed = [] if registry is None else [(MOVED, made.count(MOVED)), (GONE, made.count(GONE))]
    counts = [(NEW, made.count(NEW)), *changed]
    yield f"{len(made.lines)} cơ quan: {', '.join(f'{number} {kind}' for kind, number in counts)}."
    yield from (_told(line) for line in made.lines if line.kind in (MOVED, GONE))
    yield "Một người cần xem lại từng dòng trước khi dùng: congkhai audit TỆP --out DIR."


def _write_list(out: Path, made: Sheet, as_of: date) -> Iterator[str]:
    try:
        if out.suffix.lower() == ".xlsx":
            write(out, as_xlsx(made, as_of=as_of))
        else:
            write(out, as_csv(made))
            if made.left:
                beside = out.with_name(f"{out.stem}-ngoai-danh-sach.csv")
                write(beside, left_as_csv(made))
                yield f"{beside}: {len(made.left)} liên kết không thuộc danh sách, và vì sao"
    except OSError as error:
        raise UserError(f"{out}: không ghi được ({error.strerror}). Chọn thư mục khác.") from error
    yield str(out)
    for row in read_registry(out)[1]:
        yield f"{out}, dòng {row.line}: {row.reason}."


def _told(line: Line) -> str:
    return f"{line.portal.id} {line.portal.name}: {line.kind} ({line.reason})"


def _web_address(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UserError(f"“{url}” không phải là địa chỉ web. Chép cả http:// hoặc https:// từ trình duyệt.")
    return parts


def _portal(url: str, options: CrawlOptions) -> Iterator[str]:
    portal = Portal("portal", urlsplit(url).hostname or url, url, "other")
    found: list[PortalFacts] = []
    if not crawl_apart([portal], options, on_finished=found.append) or not found:
        raise InterruptedRunError("Đã dừng theo yêu cầu.")
    yield from explain_portal(found[0])


def _page(url: str, options: CrawlOptions, render: bool) -> Iterator[str]:
    answer = fetch_apart(url, options, render)
    if answer.outcome is Outcome.OK or answer.body:
        if answer.outcome is not Outcome.OK:
            yield from explain_failure(url, answer.outcome, answer.detail)
        yield from explain_page(read_page(answer, options.as_of), options.as_of)
    else:
        yield from explain_failure(url, answer.outcome, answer.detail)
