"""The registry: which bodies keep which portals. Reads CSV and XLSX; a bad row never stops the others."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from config.levels import LEVEL_NAMES, Level, level_of
from config.tables import RegistryError, Row, read_table

__all__ = ["Portal", "RegistryError", "RejectedRow", "existing_on", "read_registry"]

REQUIRED = ("id", "name", "url", "level")
OPTIONAL = ("parent", "email", "address_to", "valid_from", "valid_to", "successor")
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}\Z")
_EMAIL = re.compile(r"[^@\s<>,;:\"]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+\Z")
_HOST = re.compile(r"(?=.{1,253}\Z)[\w-]{1,63}(\.[\w-]{1,63})*\.?\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LENGTHS = {"name": 300, "url": 2000, "parent": 64, "email": 254, "address_to": 500, "successor": 64}


@dataclass(frozen=True, slots=True)
class Portal:
    """A body and the portal it keeps. `valid_from` and `valid_to` are inclusive days; None is open."""

    id: str
    name: str
    url: str
    level: Level
    parent: str | None = None
    email: str | None = None
    address_to: str | None = None  # who the letters go to, as written in "Kính gửi"
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None  # ids, separated by ";" where the body was split

    @property
    def successors(self) -> tuple[str, ...]:
        """The ids of the bodies that came after it."""
        return tuple(name.strip() for name in (self.successor or "").split(";") if name.strip())


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that could not be used: its line in the file, and in Vietnamese why and what to do."""

    line: int
    reason: str


def existing_on(portals: list[Portal], as_of: date) -> list[Portal]:
    """The bodies that exist on `as_of`, in the order given."""
    return [
        portal
        for portal in portals
        if (portal.valid_from is None or portal.valid_from <= as_of)
        and (portal.valid_to is None or as_of <= portal.valid_to)
    ]


def read_registry(path: Path) -> tuple[list[Portal], list[RejectedRow]]:
    """Read a registry (CSV in UTF-8 or UTF-16, or XLSX).

    Every bad row comes back with its line and a reason that says what to do; the good rows come back in
    order. Raises `RegistryError` where the file cannot be read at all or a required column is missing.
    """
    header, rows = read_table(path)
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise RegistryError(
            f"{path}: thiếu cột {', '.join(missing)}. Dòng đầu tiên phải có các cột: "
            f"{', '.join(REQUIRED)} (có thể thêm {', '.join(OPTIONAL)})."
        )
    named = [(row.line, dict(zip(header, row.cells, strict=False)), row) for row in rows]
    known = {cells.get("id", "") for _, cells, _ in named}
    accepted: list[Portal] = []
    rejected: list[RejectedRow] = []
    lines: dict[str, int] = {}
    by_url: dict[str, list[tuple[Portal, int]]] = {}
    for line, cells, row in named:
        problems = _cell_problems(cells, row, len(header))
        portal = None if problems else _portal(cells, problems)
        if portal is not None:
            problems += _reference_problems(portal, known, lines)
            problems += _url_clash(portal, by_url)
        if portal is None or problems:
            rejected.append(RejectedRow(line, "; ".join(problems)))
            continue
        lines[portal.id] = line
        by_url.setdefault(_canonical(portal.url), []).append((portal, line))
        accepted.append(portal)
    return accepted, rejected


def _cell_problems(cells: dict[str, str], row: Row, width: int) -> list[str]:
    problems = [f"thiếu {name}: điền ô này" for name in REQUIRED if not cells.get(name)]
    if any(extra for extra in row.cells[width:]):
        problems.append("nhiều ô hơn số cột: đặt giá trị có dấu phân cách trong dấu ngoặc kép")
    for name, value in cells.items():
        if _CONTROL.search(value):
            problems.append(f"{name} có ký tự điều khiển hoặc xuống dòng: gõ lại ô này")
        elif len(value) > _LENGTHS.get(name, 4000):
            problems.append(f"{name} dài quá {_LENGTHS.get(name, 4000)} ký tự: rút ngắn lại")
    return problems


def _portal(cells: dict[str, str], problems: list[str]) -> Portal | None:
    """Build the portal, adding to `problems` whatever keeps it from being one."""

    def optional(name: str) -> str | None:
        return cells.get(name) or None

    if not _ID.match(cells["id"]):
        problems.append("id chỉ gồm chữ không dấu, số, dấu chấm, gạch dưới, gạch nối, tối đa 64 ký tự")
    problems += _url_problems(cells["url"])
    level = level_of(cells["level"])
    if level is None:
        names = ", ".join(f"{key} ({name})" for key, name in LEVEL_NAMES.items())
        problems.append(f"level “{cells['level'][:40]}” không có trong danh mục; dùng một trong: {names}")
    email = optional("email")
    if email is not None and not _EMAIL.match(email):
        problems.append(f"email “{email[:60]}” không đúng dạng ten@mien")
    days: dict[str, date | None] = {}
    for name in ("valid_from", "valid_to"):
        text = optional(name)
        days[name] = _day(text) if text else None
        if text and days[name] is None:
            problems.append(
                f"{name} “{text[:40]}” không phải ngày có thật; viết dạng 2026-07-01 hoặc 01/07/2026"
            )
    first, last = days["valid_from"], days["valid_to"]
    if first and last and last < first:
        problems.append(f"valid_to {last} trước valid_from {first}: sửa một trong hai ngày")
    if problems or level is None:
        return None
    return Portal(
        id=cells["id"],
        name=cells["name"],
        url=cells["url"],
        level=level,
        parent=optional("parent"),
        email=email,
        address_to=optional("address_to"),
        valid_from=first,
        valid_to=last,
        successor=optional("successor"),
    )


def _url_problems(url: str) -> list[str]:
    if re.search(r"\s", url) or "\\" in url:
        return ["url có dấu cách hoặc dấu \\: chép lại địa chỉ từ trình duyệt"]
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ["url không đọc được: chép lại địa chỉ từ trình duyệt"]
    if parts.scheme.lower() not in ("http", "https"):
        return [f"url phải bắt đầu bằng http:// hoặc https:// (đang là “{url[:40]}”)"]
    if not parts.hostname:
        return ["url không có tên miền sau http://"]
    if parts.username is not None or parts.password is not None:
        return ["url không được chứa tên đăng nhập hay mật khẩu (phần trước dấu @): bỏ phần đó"]
    if port == 0 or not (_HOST.match(parts.hostname) or ":" in parts.hostname):
        return ["url có tên miền hoặc cổng kết nối không hợp lệ: chép lại địa chỉ từ trình duyệt"]
    return []


def _reference_problems(portal: Portal, known: set[str], lines: dict[str, int]) -> list[str]:
    problems = []
    if portal.id in lines:
        problems.append(f"id “{portal.id}” đã có ở dòng {lines[portal.id]}: mỗi cơ quan một id")
    named = [("parent", portal.parent), *(("successor", one) for one in portal.successors)]
    for name, other in named:
        if other == portal.id:
            problems.append(f"{name} trỏ về chính cơ quan này: để trống hoặc ghi id của cơ quan khác")
        elif other is not None and other not in known:
            problems.append(f"{name} “{other}” không có trong danh sách: thêm cơ quan đó hoặc để trống")
    return problems


def _url_clash(portal: Portal, by_url: dict[str, list[tuple[Portal, int]]]) -> list[str]:
    """The same address twice is an error unless one body had left it before the other came (a merger)."""
    for other, line in by_url.get(_canonical(portal.url), []):
        apart = (portal.valid_to and other.valid_from and portal.valid_to < other.valid_from) or (
            other.valid_to and portal.valid_from and other.valid_to < portal.valid_from
        )
        if not apart:
            return [
                f"url trùng với dòng {line} ({other.id}) trong cùng thời gian: bỏ một dòng hoặc sửa thời gian"
            ]
    return []


def _canonical(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = f"?{parts.query}" if parts.query else ""
    route = (
        parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    )  # a single-page portal's own paths
    return f"{host}{port}{parts.path.rstrip('/')}{query}#{route.rstrip('/')}"


def _day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day of the calendar has no zone
        except ValueError:
            continue
    return None
