"""Parts that most portals have beside the core sections, and what reads like a section."""

from datetime import date
from typing import Any

from tests.replica.model import Part

D = date
_YESTERDAY = D(2026, 11, 19)


def docs(section: str, label: str, count: int, **more: Any) -> Part:
    """A list of documents."""
    return Part(label, "list", section, "documents", count=count, **more)


def asks(label: str, count: int, **more: Any) -> Part:
    """A list of questions with their answers; by default both days are printed in the list."""
    more.setdefault("prints", ("asked", "posted"))
    more.setdefault("item_prints", ("asked", "posted"))
    return Part(label, "list", "qa", "questions", count=count, **more)


def hub(section: str, label: str, *children: Part, **more: Any) -> Part:
    """A page above its lists."""
    return Part(label, "hub", section, children=children, **more)


def empty(section: str, label: str, mode: Any = "empty", **more: Any) -> Part:
    """A label with nothing behind it."""
    return Part(label, mode, section, **more)


def news(label: str, count: int, **more: Any) -> Part:
    """A list of stories."""
    more.setdefault("prints", ("posted",))
    more.setdefault("item_prints", ("posted",))
    more.setdefault("gap", 5)
    return Part(label, "list", "news", "stories", count=count, **more)


def plain(label: str, **more: Any) -> Part:
    """A page of text."""
    return Part(label, "static", "introduction", **more)


def usual(
    *,
    stories: int = 22,
    last: date = _YESTERDAY,
    upper: bool = False,
    closed: bool = False,
    about: str = "Giới thiệu",
    unit: str = "Phòng Quy hoạch - Kiến trúc",
) -> tuple[Part, ...]:
    """Introduction, news, procedures, budget and drafts, with decoys among them."""
    say = str.upper if upper else str
    return (
        plain(say("Giới thiệu chung"), under=(say(about),)),
        plain(say("Chức năng, nhiệm vụ"), under=(say(about),)),
        plain(say(unit), under=(say(about), say("Các phòng chuyên môn")), decoy=True),
        plain(say("Người phát ngôn"), under=(say(about),), decoy=True),
        news(say("Tin tức - Sự kiện"), stories, last=last),
        news(say("Hoạt động của lãnh đạo"), max(6, stories // 3), last=last, gap=9),
        docs("procedures", say("Thủ tục hành chính"), 7, topic="procedures", last=min(last, D(2026, 10, 22))),
        docs(
            "budget", say("Công khai ngân sách"), 6, topic="budget", gap=80, last=min(last, D(2026, 10, 14))
        ),
        docs(
            "draft_consultation",
            say("Lấy ý kiến dự thảo"),
            5,
            topic="draft_consultation",
            prints=("posted",),
            last=last,
            gap=25,
        ),
        Part(say("Thư viện ảnh"), "feature", "", forbidden=closed),
    )
