"""One audit: registry in, results out. A finished portal is committed at once: a run can be resumed."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal
from uuid import uuid4

from sqlalchemy import Engine

from audit.clock import now
from audit.console import note
from audit.crawling import Crawl, crawl_apart
from audit.errors import InterruptedRunError, UserError
from audit.folder import AuditFolder, RunRecord
from audit.judging import choose_rubric, judge_portal, run_results, wanted_of, wanted_sections
from audit.progress import Reporter
from audit.sampling import Choice, sampled
from audit.store.engine import open_store, store_url
from audit.store.letters import cited
from audit.store.runs import begin, finish, keep, kept, remember_bodies, run_key
from audit.store.seen import record as record_seen
from audit.store.seen import with_first_seen
from config.registry import Portal, existing_on, read_registry
from config.rubric import load_rubric
from crawler.facts import PortalFacts
from crawler.spiders.options import CrawlOptions
from scoring.results import RejectedRow, Results


@dataclass(frozen=True, slots=True)
class Manners:
    """How portals are visited. `delay` in seconds between two requests to one host."""

    max_pages: int = 200
    delay: float = 1.0
    concurrency: int = 8
    render: Literal["auto", "never", "always"] = "auto"
    allow_private: bool = False
    allow_nets: tuple[str, ...] = ()
    hosts: Path | None = None
    ca_file: Path | None = None  # authorities trusted besides the system's
    timeout: float | None = None  # seconds for one whole answer
    pictures: bool = True
    pictured: tuple[str, ...] = ()  # the sections whose pages are pictured; none named: all that are found
    contact: str | None = None  # of the authority that audits; printed in the user agent

    def options(self, as_of: date, wanted: tuple[str, ...], out: Path) -> CrawlOptions:
        """What the crawl is told; what is not said here is as `CrawlOptions` has it."""
        told = {name: value for name, value in asdict(self).items() if value not in (None, "")}
        return CrawlOptions(as_of=as_of, wanted=wanted, out_dir=out, **told)


@dataclass(frozen=True, slots=True)
class Order:
    """One audit as ordered."""

    registry: Path
    out: Path
    as_of: date
    rubric: str | None = None
    db: str | None = None
    resume: bool = False
    as_of_given: bool = False
    technique: Choice = "off"
    measured: tuple[str, ...] | None = None  # ids of those to measure, whatever `technique` would choose
    manners: Manners = field(default_factory=Manners)


def audit(order: Order, *, crawl: Crawl = crawl_apart) -> Results:
    """Carry an audit out and return its results, which are then in results.json and the store too.

    A day of which letters were issued is not audited anew: their evidence would be written over. Raises
    `UserError` and `ValueError`s of the registry, rubric and configuration for bad input, and
    `InterruptedRunError` where it was stopped: what was finished is kept, and `resume` goes on from there.
    """
    folder = AuditFolder(order.out)
    folder.prepare()
    with folder.locked():
        engine = open_store(store_url(order.db, folder.root))
        try:
            record = _record(order, folder, engine)
            return _Run(order, folder, record, engine).carry_out(crawl)
        finally:
            engine.dispose()


class _Run:
    """An audit under way."""

    def __init__(self, order: Order, folder: AuditFolder, record: RunRecord, engine: Engine) -> None:
        self.order, self.folder, self.record, self.engine = order, folder, record, engine
        self.rubric = load_rubric(record.rubric)
        self.portals = {portal.id: portal for portal in record.portals}
        with engine.begin() as connection:
            known = run_key(connection, record.run_id)
            self.key = known or begin(
                connection,
                record.run_id,
                as_of=record.as_of,
                rubric=record.rubric,
                registry=record.registry,
                started=record.started,
            )
            remember_bodies(connection, [*record.portals, *record.others], record.as_of)
            self.done = set(kept(connection, self.key))

    def carry_out(self, crawl: Crawl) -> Results:
        """Visit what is left, and twice what could not be measured; then rank, and write."""
        todo = [portal for portal in self.record.portals if portal.id not in self.done]
        lost: list[Portal] = []

        def first(facts: PortalFacts) -> None:
            if worth_another_try(facts.status, facts.status_reason):
                lost.append(self.portals[facts.id])
            else:
                self.keep(facts)

        with Reporter(len(self.portals), done=len(self.done)) as reporter:
            self._visit(crawl, todo, first, reporter)
            if lost:
                reporter.again(len(lost))
                self._visit(crawl, lost, self.keep, reporter)
        return self._finish()

    def keep(self, facts: PortalFacts) -> None:
        """Commit one portal: facts to their file, judged to the store."""
        with self.engine.begin() as connection:
            facts = with_first_seen(connection, facts)
            self.folder.write_facts(facts)
            record_seen(connection, facts)
            result = judge_portal(self.portals[facts.id], facts, self.rubric, self.record.as_of)
            keep(connection, self.key, result)
        self.done.add(facts.id)

    def _visit(
        self,
        crawl: Crawl,
        portals: list[Portal],
        on_finished: Callable[[PortalFacts], None],
        reporter: Reporter,
    ) -> None:
        if not portals:
            return
        record = self.record
        manners = replace(self.order.manners, max_pages=record.max_pages, render=record.render)
        options = replace(
            manners.options(record.as_of, record.wanted, self.folder.root),
            wanted_by={one.id: wanted_of(one, self.rubric, record.as_of) for one in portals},
            measured=frozenset(record.measured),
        )
        if not crawl(portals, options, on_finished=on_finished, on_progress=reporter.step):
            raise InterruptedRunError(
                f"Đã dừng giữa chừng: xong {len(self.done)} trên {len(self.portals)} cổng, phần đã xong được "
                "giữ lại. Chạy lại đúng lệnh đó với --resume để làm tiếp."
            )

    def _finish(self) -> Results:
        finished = now()
        with self.engine.begin() as connection:
            found = kept(connection, self.key)
            missing = self.portals.keys() - found.keys()
            if missing:
                raise RuntimeError(f"the crawl ended without these portals: {sorted(missing)}")
            placed = [found[name] for name in self.portals]
            results = run_results(self.record, placed, self.rubric, finished)
            finish(connection, self.key, results.portals, finished)
        self.folder.write_results(results)
        self.folder.write_record(self.record.model_copy(update={"finished": finished}))
        return results


def worth_another_try(status: str, reason: str | None) -> bool:
    """Was a portal lost to something that may pass? A refusal is taken as one."""
    return status == "unreachable" or (status == "incomplete" and reason != "budget")


def _record(order: Order, folder: AuditFolder, engine: Engine) -> RunRecord:
    """The interrupted run to go on with, or a new one."""
    unfinished = _unfinished(folder, order.as_of if order.as_of_given else None)
    if unfinished is not None and order.resume:
        note(f"Làm tiếp lượt {unfinished.run_id} (ngày đối chiếu {unfinished.as_of:%d/%m/%Y}).")
        return unfinished
    _refuse_cited(folder, engine, order.as_of)
    if unfinished is not None:
        note(
            f"Có lượt {unfinished.run_id} bị dừng giữa chừng; lệnh này bắt đầu lượt mới. Muốn làm tiếp lượt "
            "đó, thêm --resume."
        )
    elif order.resume:
        note("Không có lượt nào dừng giữa chừng; bắt đầu lượt mới.")
    accepted, rejected = read_registry(order.registry)
    for row in rejected:
        note(f"{order.registry}, dòng {row.line}: {row.reason}. Bỏ qua dòng này.")
    portals = existing_on(accepted, order.as_of)
    for portal in accepted:
        if portal not in portals:
            note(f"{portal.id} {portal.name}: không tồn tại ngày {order.as_of:%d/%m/%Y}, không kiểm tra.")
    if not portals:
        raise UserError(
            f"{order.registry}: không có dòng nào dùng được cho ngày {order.as_of:%d/%m/%Y} "
            f"({len(rejected)} dòng bị loại). Sửa các dòng nêu trên rồi chạy lại."
        )
    rubric = choose_rubric(order.rubric, order.as_of)
    folder.keep_rubric(order.rubric)
    if not rubric.in_force(order.as_of):
        note(
            f"Đối chiếu theo {rubric.title}, không có hiệu lực tại ngày {order.as_of:%d/%m/%Y}: kết quả ghi "
            "rõ điều đó và không soạn thông báo."
        )
    record = RunRecord(
        run_id=f"{order.as_of}-{uuid4().hex[:8]}",
        as_of=order.as_of,
        rubric=rubric.id,
        wanted=wanted_sections(rubric),
        registry=order.registry.name,
        portals=tuple(portals),
        others=tuple(portal for portal in accepted if portal not in portals),
        rejected=tuple(RejectedRow(line=row.line, reason=row.reason) for row in rejected),
        max_pages=order.manners.max_pages,
        render=order.manners.render,
        measured=sampled(portals, order.technique) if order.measured is None else order.measured,
        started=now(),
    )
    folder.write_record(record)
    return record


def _refuse_cited(folder: AuditFolder, engine: Engine, as_of: date) -> None:
    """Raise `UserError` where letters rest on the run of that day: a new one would write over its evidence.

    Known from the store, and from the letters in the folder, whichever store is given.
    """
    known = as_of in folder.days()
    with engine.connect() as connection:
        kept = known and cited(connection, folder.record(as_of).run_id)
    if kept or any(folder.issued(as_of).glob("*")):
        raise UserError(
            f"{folder.root}: đã phát hành văn bản căn cứ lượt ngày {as_of:%d/%m/%Y}; kiểm tra lại cùng ngày "
            "đối chiếu sẽ ghi đè bằng chứng của văn bản đó. Dùng --as-of ngày khác, hoặc --out thư mục khác."
        )


def _unfinished(folder: AuditFolder, as_of: date | None) -> RunRecord | None:
    records = [folder.record(day) for day in reversed(folder.days()) if as_of in (None, day)]
    return next((record for record in records if record.finished is None), None)
