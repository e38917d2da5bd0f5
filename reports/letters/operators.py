"""The công văn to the operator of a shared platform: once, with what it alone can mend on all its portals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from config.sender import Operator, Sender
from reports import words
from reports.letters import wording
from reports.letters.addressee import addressee
from reports.letters.rows import basis, limit
from reports.vietnamese import clean, day, sort_key
from scoring.deficiencies import Deficiency, Shortfall
from scoring.results import PortalResult, Results

SHARED_FROM = 2  # portals under one domain that no operator is named for
PORTALS_SHOWN = 12
FIXES_SHOWN = 3
PUBLIC_LABELS = ("gov", "com", "edu", "org", "net", "ac")


@dataclass(frozen=True, slots=True)
class Task:
    """Something for the operator to mend on one portal; `binding`: a deficiency, not a recommendation."""

    portal: PortalResult
    deficiency: Deficiency
    binding: bool


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform that one operator runs, with all that is to be mended on its portals."""

    domain: str
    operator: Operator | None
    tasks: tuple[Task, ...]

    @property
    def portals(self) -> int:
        """On how many portals is something to be mended?"""
        return len({task.portal.id for task in self.tasks})


def platforms(results: Results, shortfalls: Mapping[str, Shortfall], sender: Sender) -> list[Platform]:
    """The platforms with something to mend, by domain.

    A platform is what the sender names an operator for; without a name, a domain that at least
    `SHARED_FROM` portals of the run stand under.
    """
    members: dict[str, list[PortalResult]] = {}
    operators: dict[str, Operator | None] = {}
    for portal in results.portals:
        host = (urlsplit(portal.url).hostname or "").rstrip(".")
        operator = next((one for one in sender.operators if one.runs(host)), None)
        key = operator.name if operator else _domain(host)
        members.setdefault(key, []).append(portal)
        operators[key] = operator
    found = []
    for key in sorted(members):
        shared = operators[key] is not None or len(members[key]) >= SHARED_FROM
        tasks = tuple(task for one in members[key] for task in _tasks(one, shortfalls[one.id]))
        if shared and tasks:
            found.append(Platform(key, operators[key], tasks))
    return found


def operator_fields(platform: Platform, results: Results, sender: Sender) -> dict[str, Any]:
    """The fields of the letter's template but those of its frame."""
    name = wording.authority_name(sender)
    operator = platform.operator
    runs = "đơn vị vận hành nền tảng cổng, trang thông tin điện tử"
    to = (
        addressee(operator.name, "", operator.address_to)
        if operator
        else f"Đơn vị vận hành nền tảng {platform.domain}"
    )
    rows = _rows(platform, results, limit(sender))
    binding = sum(row["binding"] for row in rows)
    advice = len(rows) - binding
    told = [f"{binding} nội dung chưa đáp ứng yêu cầu"] if binding else []
    told += [f"{advice} khuyến nghị"] if advice else []
    verb = "khắc phục" if binding else "xem xét, hoàn thiện"
    return {
        "subject": f"{verb} nội dung kỹ thuật trên nền tảng cổng, trang thông tin điện tử dùng chung",
        "to": to,
        "opening": (
            f"Thực hiện {wording.mandate(results.as_of)}, {name} đã kiểm tra các cổng, trang thông tin điện "
            f"tử theo {clean(results.rubric_title)}, ngày đối chiếu {day(results.as_of)}. Trên "
            f"{platform.portals} cổng, trang có những nội dung mà chỉ {runs} khắc phục được: "
            f"{' và '.join(told)} (Phụ lục kèm theo)."
        ),
        "requests": _requests(sender, name, bool(binding), bool(advice)),
        "recheck": (
            f"{name} sẽ kiểm tra lại từ {wording.recheck(sender.deadline_days)}."
            if binding
            else f"{name} tiếp tục theo dõi các nội dung này trong những kỳ kiểm tra sau."
        ),
        "receivers": wording.copies(sender),
        "rows": rows,
    }


def _requests(sender: Sender, name: str, binding: bool, advice: bool) -> list[str]:
    asked = []
    if binding:
        asked.append(
            "Khắc phục các nội dung chưa đáp ứng yêu cầu tại Phụ lục trên tất cả cổng, trang có tên trong "
            f"thời hạn {wording.within(sender.deadline_days)}."
        )
    if advice:
        asked.append("Xem xét thực hiện các khuyến nghị tại Phụ lục (không phải vi phạm).")
    asked.append(
        f"Thông tin kết quả, vướng mắc về {name} trong thời hạn {wording.within(sender.reply_days)}."
    )
    return asked


def _tasks(portal: PortalResult, short: Shortfall) -> list[Task]:
    """What binds, then recommendations that only the operator can follow."""
    advice = [one for one in short.recommendations if one.finding.fixed_by == "operator"]
    binding = [Task(portal, one, True) for one in short.by_operator]
    return binding + [Task(portal, one, False) for one in advice]


def _rows(platform: Platform, results: Results, due: str) -> list[dict[str, Any]]:
    """One row per criterion, those that bind first, then by how many portals lack it."""
    lacking: dict[tuple[bool, str], list[Task]] = {}
    for task in platform.tasks:
        lacking.setdefault((not task.binding, task.deficiency.finding.criterion), []).append(task)
    ordered = sorted(lacking.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1]))
    return [_row(tasks, results, due) for _, tasks in ordered]


def _row(tasks: Sequence[Task], results: Results, due: str) -> dict[str, Any]:
    first = tasks[0]
    names = sorted((clean(task.portal.name) for task in tasks), key=sort_key)
    more = f" và {len(names) - PORTALS_SHOWN} cơ quan khác" if len(names) > PORTALS_SHOWN else ""
    fixes = dict.fromkeys(clean(task.deficiency.finding.how_to_fix) for task in tasks)
    return {
        "binding": first.binding,
        "title": words.criterion_title(first.deficiency.finding, results.rubric),
        "portals": f"{len(names)} cổng, trang: {'; '.join(names[:PORTALS_SHOWN])}{more}",
        "basis": basis(first.deficiency),
        "fix": "\n".join([text for text in fixes if text][:FIXES_SHOWN]),
        "due": due if first.binding else "–",
    }


def _domain(host: str) -> str:
    """The name a body's portals stand under: "truonggiang.gov.vn" of "stc.truonggiang.gov.vn"."""
    labels = host.split(".")
    public = 2 if len(labels) > 2 and labels[-2] in PUBLIC_LABELS else 1
    return ".".join(labels[-(public + 1) :])
