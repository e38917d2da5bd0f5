"""Seeded content: the same part of the same portal always gives the same entries, whatever the month."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tests.replica import words
from tests.replica.model import Entry, FileState, Part, Plan
from tests.replica.slugs import slugify

MONTHS = ("2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11")
DAY_OF_MONTH = 20
_EDGES = (0, 29, 30, 31, 89, 90, 91)  # ages at which two fair ways of counting differ
_SYMBOLS = {
    "Quyết định": "QĐ",
    "Kế hoạch": "KH",
    "Nghị quyết": "NQ",
    "Thông tư": "TT",
    "Nghị định": "NĐ",
    "Chỉ thị": "CT",
    "Thông báo": "TB",
    "Công điện": "CĐ",
    "Dự thảo": "DT",
}
_MINISTRIES = (
    ("BTC", "Bộ Tài chính"),
    ("BNV", "Bộ Nội vụ"),
    ("BXD", "Bộ Xây dựng"),
    ("BKHCN", "Bộ Khoa học và Công nghệ"),
)


def as_of(month: str) -> date:
    """The day on which a month of the replica is seen."""
    year, number = month.split("-")
    return date(int(year), int(number), DAY_OF_MONTH)


def in_months(months: tuple[str, str], month: str) -> bool:
    """Is `month` within the inclusive range?"""
    return months[0] <= month <= months[1]


def off_edge(day: date) -> date:
    """The latest day up to `day` whose age at no month's end lies on an edge of 30 or 90 days."""
    ends = [as_of(month) for month in MONTHS]
    while any((end - day).days in _EDGES for end in ends):
        day -= timedelta(days=1)
    return day


def leaders(plan: Plan) -> list[str]:
    """The body's leaders with their telephones and official addresses."""
    writer = Writer(plan, f"{plan.id}/leaders")
    titles = ("Chủ tịch", "Phó Chủ tịch") if "UBND" in plan.code else ("Giám đốc", "Phó Giám đốc")
    rows = []
    for title in (titles[0], titles[1], titles[1]):
        name = writer.name()
        box = slugify(name.split()[-1] + "".join(word[0] for word in name.split()[:-1])).replace("-", "")
        phone = f"0255.38{writer.random.randint(10, 99)}.{writer.random.randint(100, 999)}"
        rows.append(f"{title}: {name} - Điện thoại: {phone} - Email: {box}@truonggiang.gov.vn")
    return rows


class Writer:
    """Writes the texts of one part; every choice comes from its seed."""

    def __init__(self, plan: Plan, seed: str) -> None:
        self.plan = plan
        self.random = Random(seed)  # noqa: S311 (content, not secrets)
        self.sector = plan.sector
        self._serials: set[tuple[str, int, int]] = set()

    def serial(self, kind: str, year: int, wish: int) -> int:
        """The first free running number of a type and year from `wish` on."""
        while (kind, year, wish) in self._serials:
            wish += 1
        self._serials.add((kind, year, wish))
        return wish

    def name(self) -> str:
        """A person's name."""
        pick = self.random.choice
        return f"{pick(words.FAMILY)} {pick(words.MIDDLE)} {pick(words.GIVEN)}"

    def fill(self, text: str, day: date) -> str:
        """The pattern with its places, people and years."""
        pick = self.random.choice
        filled = text.format(
            place=pick(words.PLACES),
            road=pick(words.ROADS),
            sector=self.sector,
            name=self.name(),
            year=day.year,
            next=day.year + 1,
            prev=day.year - 1,
            unit=self.plan.name,
            deadline=(day + timedelta(days=30)).strftime("%d/%m/%Y"),
        )
        return filled[:1].upper() + filled[1:]


def entries_of(plan: Plan, part: Part, month: str, first_id: int) -> list[Entry]:
    """The part's entries that are posted by the month's day, newest first (or oldest, as the part says)."""
    writer = Writer(plan, f"{plan.id}/{part.section}/{part.label}")
    make = {"documents": _document, "stories": _story, "questions": _question, "projects": _project}[
        part.kind
    ]
    day = off_edge(part.last)
    entries: list[Entry] = []
    for index in range(part.count):
        entries.append(make(writer, part, index, first_id + part.count - index, day))
        day = off_edge(day - timedelta(days=writer.random.randint(max(1, part.gap // 3), part.gap * 2)))
    end = as_of(month)
    seen = [entry for entry in entries if entry.posted <= end]
    if part.restamp_from and month >= part.restamp_from:
        seen = [_restamped(entry, end, index) for index, entry in enumerate(seen)]
    return list(reversed(seen)) if part.ascending else seen


def _restamped(entry: Entry, end: date, index: int) -> Entry:
    if index >= 5:
        return entry
    return replace(entry, posted=off_edge(end - timedelta(days=2 + index)))


def _number(writer: Writer, kind: str, topic: str, issued: date, index: int) -> tuple[str, str]:
    """The document's number and the authority that issued it."""
    serial = writer.serial(kind, issued.year, writer.random.randint(3, 90) + index)
    symbol = _SYMBOLS.get(kind, "")
    code = writer.plan.code
    if kind == "Nghị định":
        return f"{serial}/{issued.year}/NĐ-CP", "Chính phủ"
    if kind == "Thông tư":
        letters, ministry = writer.random.choice(_MINISTRIES)
        return f"{serial:02d}/{issued.year}/TT-{letters}", ministry
    if kind == "Nghị quyết":
        return f"{serial:02d}/{issued.year}/NQ-HĐND", "Hội đồng nhân dân tỉnh"
    if kind == "Công văn":
        return f"{serial * 17}/{code}-{writer.random.choice(('VP', 'TH', 'NV', 'KH'))}", writer.plan.name
    if kind == "Dự thảo":
        return "", writer.plan.name
    if topic == "legal_documents":
        return f"{serial:02d}/{issued.year}/{symbol}-UBND", "Ủy ban nhân dân tỉnh"
    body = "UBND" if topic in ("planning", "investment_incentives") or "UBND" in code else code
    return f"{serial * 9}/{symbol}-{body}", "Ủy ban nhân dân tỉnh" if body == "UBND" else writer.plan.name


def _document(writer: Writer, part: Part, index: int, number: int, day: date) -> Entry:
    subjects = words.SUBJECTS[part.topic or part.section]
    issued = off_edge(day - timedelta(days=writer.random.randint(1, 9)))
    kind, pattern = subjects[(index + writer.random.randint(0, 2)) % len(subjects)]
    title = writer.fill(pattern, issued)
    symbol, authority = _number(writer, kind, part.topic or part.section, issued, index)
    odd = part.odd and index % 7 == 3 and index // 7 < part.odd
    state: FileState = "ok"
    bad = list(range(2, 2 + 3 * len(part.bad), 3))
    if index in bad:
        state = part.bad[bad.index(index)]
    return Entry(
        id=number,
        kind="documents",
        title=title,
        posted=day,
        number=symbol,
        doc_type=kind,
        authority=authority,
        signer=writer.name(),
        issued=issued,
        issued_as=("31/12/9999", "15/12/2029")[index // 7 % 2] if odd else "",
        effective=issued + timedelta(days=writer.random.choice((10, 15, 45))),
        body=(
            f"{kind} số {symbol} về việc: {title}.",
            f"Nơi nhận: như Điều 3; lưu VT. Người ký: {writer.name()}.",
        ),
        file=None if part.no_files else state,
        file_kind="docx" if writer.random.random() < 0.25 and state in ("ok", "dead", "empty") else "pdf",
    )


def _story(writer: Writer, part: Part, index: int, number: int, day: date) -> Entry:
    patterns = words.DECOYS if index % 4 == 1 else words.STORIES
    turn = sum(map(ord, writer.plan.id + part.label)) + (index // 4 if index % 4 == 1 else index)
    title = writer.fill(patterns[turn % len(patterns)], day)
    if part.topic == "incentives":
        subject = words.INCENTIVES[index % len(words.INCENTIVES)][1]
        title = writer.fill(subject, day)
    body = tuple(writer.fill(text, day) for text in words.STORY_BODY)
    return Entry(id=number, kind="stories", title=title, posted=day, body=body, signer=writer.name())


def _question(writer: Writer, part: Part, index: int, number: int, day: date) -> Entry:
    ask, answer = words.QUESTIONS[index % len(words.QUESTIONS)]
    asked = off_edge(day - timedelta(days=writer.random.randint(3, 14)))
    place = writer.random.choice(words.PLACES)
    waiting = index < part.unanswered
    return Entry(
        id=number,
        kind="questions",
        title=ask.format(place=place, sector=writer.sector, road=writer.random.choice(words.ROADS)),
        posted=day,
        asker=writer.name(),
        asked=asked,
        answer="" if waiting else answer.format(place=place, sector=writer.sector),
    )


def _project(writer: Writer, _part: Part, index: int, number: int, day: date) -> Entry:
    title = writer.fill(words.PROJECTS[index % len(words.PROJECTS)], day)
    fields = (
        ("Địa điểm", writer.random.choice(words.PLACES)),
        ("Quy mô", f"{writer.random.randint(3, 90)} ha"),
        ("Tổng vốn đầu tư", f"{writer.random.randint(120, 3900)} tỷ đồng"),
        ("Hình thức đầu tư", "Nhà đầu tư trong nước, nước ngoài"),
    )
    body = ("Dự án được hưởng ưu đãi về thuế và tiền thuê đất theo quy định hiện hành.",)
    return Entry(id=number, kind="projects", title=title, posted=day, fields=fields, body=body)
