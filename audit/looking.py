"""Going to look at one page or one portal, to explain what was seen."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from audit.crawling import crawl_apart, fetch_apart
from audit.errors import InterruptedRunError, UserError
from audit.explain import explain_failure, explain_page, explain_portal
from audit.run import Manners
from config.registry import Portal
from config.sections import load_sections
from crawler.facts import Outcome, PortalFacts
from crawler.read.pages import read_page
from crawler.spiders.options import CrawlOptions


def look(url: str, *, whole: bool | None, as_of: date, manners: Manners) -> Iterator[str]:
    """Visit and explain; `whole` None: the portal where the address has no path, else the page.

    Raises `UserError` where the address is none, `InterruptedRunError` where it was stopped.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UserError(f"“{url}” không phải là địa chỉ web. Chép cả http:// hoặc https:// từ trình duyệt.")
    if whole is None:
        whole = parts.path in ("", "/") and not parts.query and not parts.fragment
    with tempfile.TemporaryDirectory(prefix="congkhai-") as scratch:
        options = replace(
            manners.options(as_of, tuple(load_sections()), Path(scratch)), pictures=False, warc=False
        )
        yield from _portal(url, options) if whole else _page(url, options, manners.render == "always")


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
