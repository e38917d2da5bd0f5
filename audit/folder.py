"""The folder of an audit (DIR): where everything lies in it, and how it is written.

Every file comes to be whole or not at all: it is written beside its place and moved there.
"""

import gzip
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from audit.errors import UserError
from config.registry import Portal
from config.rubric import load_rubric
from crawler.facts import PortalFacts, from_json, to_json
from scoring.results import RejectedRow, Results

RUBRICS = "bo-tieu-chi"  # of the province, as they were used
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


class RunRecord(BaseModel):
    """What a run set out to do; beside its facts, so that they can be judged again without any database."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    as_of: date
    rubric: str
    wanted: tuple[str, ...]
    registry: str
    portals: tuple[Portal, ...]
    others: tuple[Portal, ...] = ()  # rows of bodies that do not exist on that day
    rejected: tuple[RejectedRow, ...]
    max_pages: int
    render: Literal["auto", "never", "always"]
    measured: tuple[str, ...] = ()  # ids of the portals to measure in the browser
    started: datetime
    finished: datetime | None = None  # None: interrupted, or under way


@dataclass(frozen=True, slots=True)
class AuditFolder:
    """DIR, by name of what is in it."""

    root: Path

    @property
    def results(self) -> Path:
        """results.json."""
        return self.root / "results.json"

    @property
    def log(self) -> Path:
        """Where errors and warnings are written in full."""
        return self.root / "congkhai.log"

    @property
    def pictures(self) -> Path:
        """Pictures of pages, by day."""
        return self.root / "pictures"

    @property
    def site(self) -> Path:
        """The leaderboard."""
        return self.root / "site"

    @property
    def reviews(self) -> Path:
        """Workbooks for a person to look where the program was in doubt."""
        return self.root / "xem-lai"

    @property
    def outgoing(self) -> Path:
        """What goes to each body, by day and body: the message, and the files for who uploads by hand."""
        return self.root / "gui-di"

    def notices(self, as_of: date) -> Path:
        """The letters of a round."""
        return self.root / "notices" / as_of.isoformat()

    def issued(self, as_of: date) -> Path:
        """The letters of a round that were issued, frozen."""
        return self.notices(as_of) / "da-phat-hanh"

    def warc(self, as_of: date, portal: str) -> Path:
        """The stored answers of one portal."""
        return self.root / "warc" / as_of.isoformat() / f"{portal}.warc.gz"

    def workbook(self, as_of: date) -> Path:
        """The leaderboard as a workbook."""
        return self.root / f"bang-xep-hang-{as_of.isoformat()}.xlsx"

    def keep_rubric(self, given: str | None) -> None:
        """Store a province's own rubric beside what is judged by it, so that it is known by its id later."""
        if given is not None and given.endswith(".yaml") and Path(given).is_file():
            write(self.root / RUBRICS / f"{load_rubric(given).id}.yaml", Path(given).read_bytes())

    def learn_rubrics(self) -> None:
        """Know the rubrics of the province that were used in this folder; raises `ConfigError`."""
        for path in sorted((self.root / RUBRICS).glob("*.yaml")):
            load_rubric(str(path))

    def leaders_pdf(self, as_of: date) -> Path:
        """The page for the leadership, to be printed or sent."""
        return self.root / f"lanh-dao-{as_of.isoformat()}.pdf"

    def days(self) -> list[date]:
        """The days of which there are facts, in order."""
        found = [path.parent.name for path in (self.root / "facts").glob("*/run.json")]
        return sorted(date.fromisoformat(name) for name in found if _DAY.match(name))

    def record(self, as_of: date) -> RunRecord:
        """The run of that day; raises `UserError` where its record is missing or damaged."""
        path = self._facts(as_of) / "run.json"
        try:
            return RunRecord.model_validate_json(path.read_bytes())
        except OSError as error:
            raise UserError(f"{path}: không đọc được ({error.strerror}). Chạy lại congkhai audit.") from error
        except ValidationError as error:
            raise UserError(f"{path}: tệp bị hỏng. Khôi phục từ bản sao lưu hoặc chạy lại audit.") from error

    def write_record(self, record: RunRecord) -> None:
        """Store the record of a run."""
        write(self._facts(record.as_of) / "run.json", record.model_dump_json(indent=1).encode())

    def read_facts(self, as_of: date, portal: str) -> PortalFacts:
        """The facts of one portal; raises `UserError` where they are missing or damaged."""
        path = self._facts(as_of) / f"{portal}.json.gz"
        try:
            return from_json(PortalFacts, gzip.decompress(path.read_bytes()))
        except FileNotFoundError as error:
            raise UserError(
                f"{path}: không có dữ kiện của cổng này. Chạy congkhai audit với --resume để làm nốt."
            ) from error
        except (OSError, EOFError, ValidationError) as error:
            raise UserError(
                f"{path}: tệp dữ kiện bị hỏng hoặc khác phiên bản ({type(error).__name__}). Dùng "
                "congkhai judge --reread để dựng lại từ kho lưu trang, hoặc chạy lại audit."
            ) from error

    def write_facts(self, facts: PortalFacts) -> None:
        """Store the facts of one portal."""
        data = gzip.compress(to_json(facts), compresslevel=6, mtime=0)
        write(self._facts(facts.as_of) / f"{facts.id}.json.gz", data)

    def read_results(self) -> Results:
        """results.json as types; raises `UserError` where it is missing or of another form."""
        try:
            return Results.model_validate_json(self.results.read_bytes())
        except FileNotFoundError as error:
            raise UserError(
                f"{self.results}: chưa có kết quả. Chạy congkhai audit … --out {self.root} trước (lượt bị "
                "ngắt: thêm --resume)."
            ) from error
        except (OSError, ValidationError) as error:
            raise UserError(
                f"{self.results}: không đọc được hoặc khác phiên bản. Chạy congkhai judge {self.root}."
            ) from error

    def write_results(self, results: Results) -> None:
        """Store results.json."""
        write(self.results, results.model_dump_json(indent=1).encode() + b"\n")

    def prepare(self) -> None:
        """Make the folder; raises `UserError` where it cannot be written to."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with self.log.open("ab"):
                pass
        except OSError as error:
            raise UserError(
                f"{self.root}: không ghi được vào thư mục này ({error.strerror}). Chọn thư mục khác bằng "
                "--out."
            ) from error
        self.learn_rubrics()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other audits out of the folder meanwhile; raises `UserError` where one is at work."""
        lock = FileLock(self.root / ".congkhai.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise UserError(
                f"{self.root}: một lệnh congkhai khác đang làm việc trong thư mục này. Đợi lệnh đó xong, "
                "hoặc dùng thư mục khác."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _facts(self, as_of: date) -> Path:
        return self.root / "facts" / as_of.isoformat()


def existing(root: Path) -> AuditFolder:
    """The folder of an earlier audit; raises `UserError` where there is none."""
    if not root.is_dir():
        raise UserError(
            f"{root}: không có thư mục này. Ghi đúng thư mục đã dùng với congkhai audit … --out THƯ_MỤC."
        )
    folder = AuditFolder(root)
    folder.learn_rubrics()
    return folder


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
