"""How far an audit is, per portal, on stderr: a bar on a terminal, lines in a log."""

from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from audit.console import clean, note
from crawler.spiders.options import Progress as Step
from reports.words import STATUSES, reason_text


class Reporter:
    """Shows the steps of a crawl; use as a context around it."""

    def __init__(self, total: int, *, done: int = 0, console: Console | None = None) -> None:
        """`total` portals in the run, `done` of them finished before."""
        self._total, self._done = total, done
        self._console = console or Console(stderr=True)
        self._bar: Progress | None = None
        self._whole: TaskID | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "Reporter":
        if self._console.is_terminal:
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.fields[told]}"),
                TimeElapsedColumn(),
                console=self._console,
                transient=True,
            )
            self._bar.start()
            told = f"{self._done}/{self._total} cổng"
            self._whole = self._bar.add_task("Kiểm tra", total=self._total, completed=self._done, told=told)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def step(self, step: Step) -> None:
        """Show one step of one portal."""
        if step.stage == "finished":
            self._done += 1
            self._line(f"[{self._done}/{self._total}] {step.portal_id} {step.name}: {outcome(step)}")
        elif step.stage == "started" and self._bar is None:
            note(f"[{self._done}/{self._total}] {step.portal_id} {step.name}: bắt đầu")
        if self._bar is not None:
            self._move(self._bar, step)

    def again(self, count: int) -> None:
        """`count` portals that were finished are tried once more."""
        self._done -= count
        self._line(f"Thử lại {count} cổng chưa đo được ở lần đầu")

    def _line(self, text: str) -> None:
        if self._bar is None:
            note(text)
        else:
            self._bar.console.print(escape(clean(text)), highlight=False)

    def _move(self, bar: Progress, step: Step) -> None:
        if step.stage == "finished":
            if step.portal_id in self._tasks:
                bar.remove_task(self._tasks.pop(step.portal_id))
            if self._whole is not None:
                bar.update(self._whole, completed=self._done, told=f"{self._done}/{self._total} cổng")
            return
        told = f"{step.requests} yêu cầu"
        if step.portal_id not in self._tasks:
            name = escape(clean(step.name))[:40]
            self._tasks[step.portal_id] = bar.add_task(f"  {name}", total=None, told=told)
        bar.update(self._tasks[step.portal_id], told=told)


def outcome(step: Step) -> str:
    """How a portal ended, in words."""
    return f"{status_text(step.status or '', step.reason)}; {step.requests} yêu cầu"


def status_text(status: str, reason: str | None) -> str:
    """A portal's status in words, with its reason."""
    told = STATUSES.get(status, status)
    return f"{told}: {reason_text(reason)}" if reason else told
