"""All the letters after a round, as Word drafts: unsigned, number and date left blank.

drafts = letters(results, history, portals, sender, dealings)
signed = frozen(draft.content, "123", date(2026, 11, 25), calendar=sender.calendar)   # letters.issued
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from config.registry import Portal
from config.sender import Sender
from reports.dealings import Dealings
from reports.files import unique_names
from reports.letters import wording
from reports.letters.access import access_fields
from reports.letters.body_notice import notice_fields
from reports.letters.collective import collective_fields
from reports.letters.fill import fill
from reports.letters.issued import NoticeError
from reports.letters.operators import Platform, operator_fields, platforms
from reports.letters.templates import Kind, template
from reports.vietnamese import clean
from reports.views import earlier
from scoring.deficiencies import Shortfall, needs_access
from scoring.history import PastRun
from scoring.movements import Movement, movements
from scoring.results import Results

__all__ = ["Kind", "Letter", "NoticeError", "letters"]

USER_AGENT = "CongKhai"
EVERYONE = "Các cơ quan trong danh sách kiểm tra"
FILES: dict[Kind, str] = {  # how a kind's files begin
    "notice": "cong-van",
    "access": "de-nghi-truy-cap",
    "operator": "cong-van-van-hanh",
    "collective": "thong-bao-ket-qua",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A draft. `criteria`: the deficiencies it sets a limit of `days` working days for, once it is issued."""

    kind: Kind
    file: str  # a safe name, ending in .docx
    content: bytes
    portal: str  # its id; the domain of the platform where an operator is written to; "" for the collective
    to: str  # who it goes to, for lists
    criteria: tuple[str, ...] = ()
    days: int = 0


def letters(
    results: Results,
    history: Sequence[PastRun],
    portals: Sequence[Portal],
    sender: Sender,
    dealings: Dealings | None = None,
    *,
    templates: Mapping[Kind, bytes] | None = None,
    user_agent: str = USER_AGENT,
) -> list[Letter]:
    """The letters of one round: to each body that falls short, to each portal that refuses the auditor, to
    each operator of a shared platform, and the collective one.

    `portals`: the registry (who to address). The sender's threshold decides which partial results are
    deficiencies. `templates`: edited Word templates in place of our own. `user_agent`: the name the auditor
    goes by. The same input gives the same bytes. Raises `NoticeError` where the rubric is not in force or an
    edited template cannot be filled in.
    """
    wording.in_force(results)
    made = _Made(results, sender, templates or {})
    dealings = replace(dealings or Dealings(), partial_threshold=sender.partial_threshold)
    rows = {row.id: row for row in portals}
    past = earlier(results, history)
    moved: dict[str, Movement] = {one.id: one for one in movements(results, past)} if past else {}
    shortfalls = {one.id: dealings.shortfall(one, results.as_of) for one in results.portals}
    names = unique_names([one.id for one in results.portals])
    found: list[Letter] = []
    for portal in results.portals:
        row, short, to = rows.get(portal.id), shortfalls[portal.id], names[portal.id]
        if short.falls_short:
            fields = notice_fields(portal, results, row, sender, short, moved.get(portal.id))
            found.append(made.letter("notice", to, fields, portal.id, _criteria(short), sender.deadline_days))
        if needs_access(portal):
            fields = access_fields(portal, results, row, sender, user_agent)
            found.append(made.letter("access", to, fields, portal.id, (), sender.reply_days))
    shared = platforms(results, shortfalls, sender)
    hosts = unique_names([platform.domain for platform in shared])
    found += [_to_operator(made, platform, hosts[platform.domain]) for platform in shared]
    fields = collective_fields(results, portals, history, dealings, sender)
    return [*found, made.letter("collective", "", fields)]


@dataclass(frozen=True, slots=True)
class _Made:
    """Fills templates for one run and one sender."""

    results: Results
    sender: Sender
    templates: Mapping[Kind, bytes]

    def letter(
        self,
        kind: Kind,
        name: str,
        fields: Mapping[str, Any],
        portal: str = "",
        criteria: tuple[str, ...] = (),
        days: int = 0,
    ) -> Letter:
        """One letter, its file named by kind, `name` and the day of the run."""
        sender, as_of = self.sender, self.results.as_of
        symbol = sender.symbol_notice if kind == "collective" else sender.symbol_letter
        title = "Thông báo" if kind == "collective" else "Công văn"
        whole = {**wording.sender_fields(sender, symbol, as_of), "kind": title, **fields}
        source = self.templates.get(kind) or template(kind, clean(sender.authority))
        heading = f"{title}: {whole['subject']}"
        content = fill(source, whole, title=heading, author=clean(sender.authority), created=as_of)
        file = "-".join(part for part in (FILES[kind], name, f"{as_of:%Y-%m-%d}") if part)
        return Letter(kind, f"{file}.docx", content, portal, whole.get("to", EVERYONE), criteria, days)


def _to_operator(made: _Made, platform: Platform, name: str) -> Letter:
    fields = operator_fields(platform, made.results, made.sender)
    return made.letter("operator", name, fields, platform.domain, days=made.sender.deadline_days)


def _criteria(short: Shortfall) -> tuple[str, ...]:
    return tuple(one.finding.criterion for one in short.by_body + short.by_operator)
