"""Judging stored facts again, without visiting; and building facts again from the stored answers."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine

from audit.clock import now
from audit.console import note
from audit.errors import UserError
from audit.folder import AuditFolder, RunRecord, existing
from audit.judging import choose_rubric, judge_portal, run_results, wanted_of
from audit.store.engine import open_store, store_url
from audit.store.runs import finish, keep, run_key
from audit.store.seen import record as record_seen
from audit.store.seen import with_first_seen
from config.registry import Portal
from crawler.facts import Answer, Fetch, Outcome, PortalFacts, SectionFacts
from crawler.visit import Budget, Visit
from crawler.warc import read_answers
from scoring.results import PortalResult, Results

_MEASURED = ("ipv6", "speed", "phone", "accessibility")  # what no stored answer tells
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of judging again. `reread`: portals whose facts were built again; `kept`: is it the run's
    own result, which the history follows, and not a trial under another rubric or day?
    """

    results: Results
    kept: bool
    reread: int = 0


def judge_again(
    out: Path,
    *,
    rubric: str | None = None,
    as_of: date | None = None,
    reread: bool = False,
    db: str | None = None,
) -> Judged:
    """Judge the stored facts of a folder again and write results.json.

    With `as_of`, the facts of that day or else of the last day before it. Raises `UserError` where there are
    no facts, or the run was not finished.
    """
    folder = existing(out)
    folder.prepare()
    with folder.locked():
        record = _choose(folder, as_of)
        day = as_of or record.as_of
        chosen = (
            choose_rubric(rubric, day) if rubric or day != record.as_of else choose_rubric(record.rubric, day)
        )
        folder.keep_rubric(rubric)
        own = chosen.id == record.rubric and day == record.as_of
        engine = open_store(store_url(db, folder.root))
        try:
            count = _reread(folder, record, engine) if reread else 0
            judged = [
                judge_portal(portal, folder.read_facts(record.as_of, portal.id), chosen, day)
                for portal in record.portals
            ]
            run_id = None if own else f"{record.run_id}.{chosen.id}.{day}"
            finished = record.finished or now()
            results = run_results(record, judged, chosen, finished, as_of=day, run_id=run_id)
            if not own:
                title = choose_rubric(record.rubric, record.as_of).title
                results = results.model_copy(update={"judged_again": title})
            else:
                _store(engine, record, results.portals)
        finally:
            engine.dispose()
        folder.write_results(results)
    return Judged(results, own, count)


def read_again(
    portal: Portal, record: RunRecord, answers: dict[str, Answer], before: PortalFacts | None
) -> PortalFacts:
    """The facts of one portal built again from its stored answers.

    What a reader now asks for and was never fetched counts as not asked for. Pictures stay where the
    section's page is the same, and so does what the browser and the DNS told then.
    """
    wanted = wanted_of(portal, choose_rubric(record.rubric, record.as_of), record.as_of)
    visit = Visit(
        portal,
        as_of=record.as_of,
        wanted=[name for name in wanted if name in record.wanted],
        budget=Budget(pages=record.max_pages),
        render=record.render,
    )
    while (fetch := visit.next()) is not None:
        visit.receive(answers.get(fetch.key) or _never_fetched(fetch))
    facts = visit.facts()
    pictured = before.sections if before is not None else {}
    sections = {name: _with_picture(section, pictured.get(name)) for name, section in facts.sections.items()}
    return _with_measured(replace(facts, sections=sections), before)


def _choose(folder: AuditFolder, as_of: date | None) -> RunRecord:
    days = folder.days()
    if not days:
        raise UserError(
            f"{folder.root}: chưa có dữ kiện nào. Chạy congkhai audit … --out {folder.root} trước."
        )
    before = [day for day in days if as_of is None or day <= as_of]
    record = folder.record(before[-1] if before else days[0])
    if not before:
        note(f"Dữ kiện sớm nhất là của ngày {days[0]:%d/%m/%Y}, sau ngày {as_of:%d/%m/%Y} được yêu cầu.")
    if record.finished is None:
        raise UserError(
            f"{folder.root}: lượt {record.run_id} chưa xong. Chạy lại congkhai audit với --resume rồi chấm "
            "lại."
        )
    return record


def _reread(folder: AuditFolder, record: RunRecord, engine: Engine) -> int:
    """Read every portal's stored answers again; returns how many portals could be."""
    count = 0
    for portal in record.portals:
        path = folder.warc(record.as_of, portal.id)
        try:
            answers = read_answers(path)
        except (OSError, ValueError) as error:
            note(f"{portal.id}: không đọc được kho lưu trang {path} ({error}); giữ nguyên dữ kiện cũ.")
            continue
        again = read_again(portal, record, answers, _before(folder, record, portal))
        with engine.begin() as connection:
            facts = with_first_seen(connection, again)
            folder.write_facts(facts)
            record_seen(connection, facts)
        count += 1
    return count


def _before(folder: AuditFolder, record: RunRecord, portal: Portal) -> PortalFacts | None:
    try:
        return folder.read_facts(record.as_of, portal.id)
    except UserError:  # damaged or of an older form: that is why they are read again
        return None


def _store(engine: Engine, record: RunRecord, placed: list[PortalResult]) -> None:
    """The run's own results follow its new reading, where this database knows the run."""
    with engine.begin() as connection:
        key = run_key(connection, record.run_id)
        if key is None:
            return
        for result in placed:
            keep(connection, key, result)
        finish(connection, key, placed, record.finished or now())


def _never_fetched(fetch: Fetch) -> Answer:
    return Answer(fetch, Outcome.BUDGET, _EPOCH, fetch.url, detail="not among the stored answers")


def _with_picture(section: SectionFacts, before: SectionFacts | None) -> SectionFacts:
    same = before is not None and before.picture is not None and before.url == section.url
    return replace(section, picture=before.picture) if same and before is not None else section


def _with_measured(facts: PortalFacts, before: PortalFacts | None) -> PortalFacts:
    """The facts with what the browser and the DNS told on the day of the visit."""
    now, then = facts.technical, before.technical if before is not None else None
    if now is None or then is None:
        return facts
    technical = replace(
        now,
        asked=(*now.asked, *(one for one in then.asked if one in _MEASURED)),
        troubles={**now.troubles, **{one: why for one, why in then.troubles.items() if one in _MEASURED}},
        overflow=then.overflow,
        ipv6=then.ipv6,
        speed=then.speed,
        accessibility=then.accessibility,
    )
    return replace(facts, technical=technical)
