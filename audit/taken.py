"""Workbooks that come back filled in, of answers or of reviews: what came of each, and how it is told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from audit.console import note, tell
from audit.errors import UserError
from reports.replies.answers import BadCell


class Book(Protocol):
    """What was read of a workbook."""

    @property
    def bad(self) -> tuple[BadCell, ...]:
        """The cells that could not be taken."""


B = TypeVar("B", bound=Book)


@dataclass(frozen=True, slots=True)
class Taken(Generic[B]):
    """What came of one workbook: `read` None where it could not be used at all, then `problem` says why."""

    path: Path
    read: B | None
    kept: int
    problem: str = ""


def tell_taken(books: Iterable[Taken[B]], kept: Callable[[B, int], str]) -> None:
    """Tell of each workbook what could not be taken, and in the words of `kept` what was.

    Raises `UserError` at the end where anything could not be taken.
    """
    bad = 0
    for taken in books:
        if taken.read is None:
            bad += 1
            tell(f"{taken.path}: {taken.problem}")
            continue
        for cell in taken.read.bad:
            tell(f"{taken.path}: {cell.where}: {cell.problem}")
        bad += len(taken.read.bad)
        note(f"{taken.path}: {kept(taken.read, taken.kept)}.")
    if bad:
        raise UserError(f"Có {bad} chỗ không nhận được, nêu ở trên; các dòng đúng đã được ghi.")
