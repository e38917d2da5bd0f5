"""Parts that most portals have beside the core sections, and what reads like a section."""

from datetime import date

from tests.replica.model import Part

_YESTERDAY = date(2026, 11, 19)
_POSTED = ("posted",)


def usual(
    *,
    stories: int = 22,
    last: date = _YESTERDAY,
    upper: bool = False,
    closed: bool = False,
    about: str = "Giới thiệu",
    unit: str = "Phòng Quy hoạch - Kiến trúc",
) -> tuple[Part, ...]:
    """Introduction, news, procedures, budget and drafts, with decoys among them.

    `stories`: how many news; `last`: the newest day of all; `upper`: labels in capitals; `closed`: the
    gallery lies where robots.txt forbids to look; `about`, `unit`: labels of the introduction and a division.
    """
    say = str.upper if upper else str
    above = (say(about),)
    return (
        Part(say("Giới thiệu chung"), "static", "introduction", under=above),
        Part(say("Chức năng, nhiệm vụ"), "static", "introduction", under=above),
        Part(say("Danh bạ lãnh đạo"), "static", "introduction", under=above, decoy=True),
        Part(say(unit), "static", "introduction", under=(*above, say("Các phòng chuyên môn")), decoy=True),
        Part(say("Người phát ngôn"), "static", "introduction", under=above, decoy=True),
        _news(say("Tin tức - Sự kiện"), stories, last, 5),
        _news(say("Hoạt động của lãnh đạo"), max(6, stories // 3), last, 9),
        _documents("procedures", say("Thủ tục hành chính"), 7, min(last, date(2026, 10, 22)), 16),
        _documents("budget", say("Công khai ngân sách"), 6, min(last, date(2026, 10, 14)), 80),
        _documents("draft_consultation", say("Lấy ý kiến dự thảo"), 5, last, 25, _POSTED),
        Part(say("Thư viện ảnh"), "feature", forbidden=closed),
    )


def _news(label: str, count: int, last: date, gap: int) -> Part:
    return Part(
        label, "list", "news", "stories", count=count, prints=_POSTED, item_prints=_POSTED, last=last, gap=gap
    )


def _documents(
    section: str, label: str, count: int, last: date, gap: int, prints: tuple[str, ...] = ("issued",)
) -> Part:
    return Part(label, "list", section, topic=section, count=count, last=last, gap=gap, prints=prints)
