"""What lies beside the content: robots.txt, sitemap.xml, refusals, and pages that lead on and on."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

from tests.replica.addresses import TRAP
from tests.replica.families.base import Family
from tests.replica.model import Plan
from tests.replica.reply import Reply
from tests.replica.slugs import slugify

CLOSED = ("/noi-bo/", "/quan-tri/", "/admin/")  # what every robots.txt of the province closes
_SESSION = re.compile(r";jsessionid=[0-9A-F]+", re.I)
_LISTED = (
    "liferay",
    "nukeviet",
    "wordpress",
    "drupal",
    "joomla",
    "hamburger",
)  # families that write sitemap.xml
_MAP = """<html><head><meta charset="utf-8"><title>Bản đồ</title>
<meta http-equiv="refresh" content="1;url=TRAP/ban-do-quy-hoach"></head><body>
<iframe src="TRAP/khung"></iframe>
<script>setTimeout(function () { location.href = "TRAP/script"; }, 500);</script>
<p>Đang chuyển tới hệ thống bản đồ...</p></body></html>"""
_REFUSED = """<html><head><title>403 - Request blocked</title></head><body><h1>Access Denied</h1>
<p>Yêu cầu của bạn đã bị tường lửa ứng dụng web (WAF) từ chối. Mã sự cố: 18432-77120-0931.</p>
</body></html>"""


def without_session(path: str) -> str:
    """The path without the session's id that Java servers write into it."""
    return _SESSION.sub("", path)


def is_forbidden(plan: Plan, path: str) -> bool:
    """Does the portal's robots.txt close this path?"""
    if path == "/robots.txt":
        return False
    return plan.fate == "robots_503" or path.startswith(CLOSED)


def refusal() -> Reply:
    """What a web application firewall says."""
    return Reply(_REFUSED.encode(), 403)


def robots(plan: Plan, origin: str) -> Reply:
    """The portal's robots.txt."""
    if plan.fate == "robots_503":
        return Reply(b"Service Unavailable", 503, "text/plain")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    if plan.family in _LISTED and not plan.sister:
        lines.append(f"Sitemap: {origin}/sitemap.xml")
    return Reply("\r\n".join(lines).encode(), content_type="text/plain; charset=utf-8")


def answer(family: Family, path: str) -> Reply | None:
    """The answer for one of the addresses that every portal may have beside its pages."""
    bare, _, query = path.partition("?")
    plan = family.site.plan
    if bare == "/sitemap.xml" and plan.family in _LISTED:
        return _sitemap(family)
    if bare == f"{plan.prefix}/chuyen-huong" and "outside" in plan.traps:
        return Reply(b"", 302, headers=(("Location", f"http://{TRAP}:{family.ports.http}/quy-hoach"),))
    if bare == f"{plan.prefix}/ban-do" and "outside" in plan.traps:
        return Reply(_MAP.replace("TRAP", f"http://{TRAP}:{family.ports.http}").encode())
    if bare == f"{plan.prefix}/lich-cong-tac" and "calendar" in plan.traps:
        return _calendar(family, query)
    if bare == f"{plan.prefix}/thu-vien-video" and "endless" in plan.traps:
        return _endless(family, query)
    if bare == "/favicon.ico":
        return Reply(b"", 404, "text/plain")
    if bare.endswith((".png", ".gif", ".jpg")):
        return Reply(_DOT, content_type="image/gif")
    if bare.endswith(".css"):
        return Reply(_style(), content_type="text/css; charset=utf-8")
    return None


_DOT = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c000000000100010000020144003b")


@cache
def _style() -> bytes:
    return (Path(__file__).parent / "templates" / "style.css").read_bytes()


def _number(query: str, name: str, default: int) -> int:
    value = parse_qs(query).get(name, [""])[0]
    return int(value) if re.fullmatch(r"\d{1,6}", value) else default


def _calendar(family: Family, query: str) -> Reply:
    """The week's schedule; weeks go on for ever in both directions, as real ones do."""
    plan = family.site.plan
    week = _number(query, "tuan", 47)
    lines = [f"Lịch công tác tuần {week}", "Sáng: giao ban cơ quan.", "Chiều: làm việc tại trụ sở."]
    here = f"{plan.prefix}/lich-cong-tac"
    steps = [("Tuần trước", f"{here}?tuan={max(0, week - 1)}"), ("Tuần sau", f"{here}?tuan={week + 1}")]
    return family.plain_page("Lịch công tác", lines, steps)


def _endless(family: Family, query: str) -> Reply:
    """A gallery whose last page is never reached: every number has a page, and a next one."""
    plan = family.site.plan
    page = _number(query, "trang", 1)
    here = f"{plan.prefix}/thu-vien-video"
    steps = [(str(n), f"{here}?trang={n}") for n in range(page + 1, page + 4)]
    lines = [f"Phóng sự ảnh số {page * 10 + n}" for n in range(3)]
    return family.plain_page("Thư viện video", lines, [*steps, ("Trang sau »", f"{here}?trang={page + 1}")])


def _sitemap(family: Family) -> Reply:
    """sitemap.xml: the pages of the menu, stamped with the day it was made, as real ones are."""
    site = family.site
    origin = family.ports.origin(site.plan.host, site.plan.scheme)
    day = site.as_of.isoformat()
    paths = [
        family.path(node)
        for node in site.nodes
        if node.role != "external" and not (node.part and (node.part.hidden or node.part.forbidden))
    ]
    rows = [
        f"<url><loc>{escape(origin + path)}</loc><lastmod>{day}</lastmod></url>"
        for path in dict.fromkeys(paths)
        if path.startswith("/")
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return Reply(
        (head + "\n".join(rows) + "\n</urlset>").encode(), content_type="application/xml; charset=utf-8"
    )


def search_words(text: str) -> list[str]:
    """The folded words of a query."""
    return slugify(text).split("-") if text.strip() else []
