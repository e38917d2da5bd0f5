"""The letters of a round: drafts, and freezing one that was signed."""

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Engine

from audit.errors import UserError
from audit.folder import AuditFolder, existing, write
from audit.office import to_pdf
from audit.report import Round, load_round
from audit.store.engine import open_store, store_url
from audit.store.letters import Letter, issued_letter, record_letter
from audit.templates import read_templates
from reports.files import safe_name
from reports.letters.issued import NoticeError, deadline, frozen
from reports.letters.round import Letter as Made
from reports.letters.round import letters
from reports.letters.templates import Kind
from reports.replies.form import reply_workbook

LIST = "danh-sach.json"
ANSWERS = "tra-loi"


class Draft(BaseModel):
    """One draft of a round, as it was written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    kind: str
    portal: str  # the domain of the platform where an operator is written to; "" for the collective one
    to: str
    criteria: tuple[str, ...]
    days: int  # working days that it sets; 0: none
    run_id: str = ""  # of the run it cites, where it was kept from an earlier drafting
    sha256: str


class Drafts(BaseModel):
    """The drafts of a round, beside them; what issuing one goes by."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    as_of: date
    calendar: str
    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """What drafting gave: new files, drafts that were edited by hand and stay, bodies already written to."""

    folder: Path
    written: tuple[Path, ...]
    edited: tuple[Path, ...]
    issued: tuple[Letter, ...]
    pdf: tuple[Path, ...]


def draft(
    out: Path, *, db: str | None = None, sender: Path | None = None, templates: Path | None = None
) -> Drafted:
    """Draft the letters of the run in `out`; `templates`: a folder of edited Word templates.

    Raises `NoticeError` where the rubric is not in force on its day.
    """
    folder = existing(out)
    engine = open_store(store_url(db, folder.root))
    try:
        found = load_round(folder, engine, sender)
        return _draft(found, engine, read_templates(templates))
    finally:
        engine.dispose()


def _draft(found: Round, engine: Engine, templates: Mapping[Kind, bytes]) -> Drafted:
    results = found.results
    place = found.folder.notices(results.as_of)
    before = _drafts(place)
    edited = {one.file for one in before.drafts if _edited(place, one)} if before else set()
    written: list[Path] = []
    issued: list[Letter] = []
    drafts: list[Draft] = []
    with engine.connect() as connection:
        for made in letters(
            results, found.history, found.portals, found.sender, found.dealings, templates=templates
        ):
            planned = _draft_of(made)
            letter = issued_letter(connection, results.as_of, planned.portal, planned.kind)
            if letter is not None:
                issued.append(letter)
                continue
            if planned.file in edited and before is not None:
                kept = next(one for one in before.drafts if one.file == planned.file)
                drafts.append(kept.model_copy(update={"run_id": kept.run_id or before.run_id}))
                continue
            write(place / planned.file, made.content)
            written.append(place / planned.file)
            drafts.append(planned)
    _remove_lapsed(place, before, {one.file for one in drafts}, edited)
    listed = Drafts(
        run_id=results.run_id,
        as_of=results.as_of,
        calendar=found.sender.calendar,
        drafts=tuple(drafts),
    )
    _write_reply_books(found, place)
    write(place / LIST, listed.model_dump_json(indent=1).encode())
    left = [place / name for name in sorted(edited)]
    pdf = to_pdf(written + left)
    return Drafted(place, tuple(written), tuple(left), tuple(issued), tuple(pdf))


def _write_reply_books(found: Round, place: Path) -> None:
    """The workbook to answer in, for every body with something to answer; those of before are replaced."""
    folder = place / ANSWERS
    shutil.rmtree(folder, ignore_errors=True)
    for portal in found.results.portals:
        short = found.dealings.shortfall(portal, found.results.as_of)
        if short.falls_short or short.within_deadline:
            name = f"tra-loi-{safe_name(portal.id)}-{found.results.as_of.isoformat()}.xlsx"
            write(folder / name, reply_workbook(portal, found.results, short))


def issue(
    path: Path, number: str, issued: date, *, db: str | None = None
) -> tuple[Letter, Path, Path | None]:
    """Freeze a draft that was signed: number and date filled in, recorded, never to change again.

    Returns the record, the frozen file and its PDF, where one could be made. Raises `UserError` where the
    file is no draft of a round, cites a run that another has replaced, or was issued before, `NoticeError`
    where it cannot be filled in.
    """
    if not path.is_file():
        raise UserError(f"{path}: không có tệp này. Ghi đường dẫn một dự thảo .docx trong thư mục notices.")
    listed = _drafts(path.parent)
    planned = next((one for one in listed.drafts if one.file == path.name), None) if listed else None
    if listed is None or planned is None:
        raise UserError(
            f"{path}: không phải dự thảo do congkhai notices lập (không có trong {path.parent / LIST}). Giữ "
            "dự thảo đúng thư mục và tên tệp."
        )
    folder = AuditFolder(path.resolve().parent.parent.parent)
    data = frozen(path.read_bytes(), number, issued, calendar=listed.calendar)
    run_id = planned.run_id or listed.run_id
    _refuse_replaced(folder, listed.as_of, run_id)
    target = folder.issued(listed.as_of) / f"{path.stem}-so-{number.strip()}.docx"
    due = deadline(issued, planned.days, listed.calendar) if planned.days else None
    letter = Letter(
        run_id=run_id,
        as_of=listed.as_of,
        portal=planned.portal,
        kind=planned.kind,
        number=number.strip(),
        issued=issued,
        due=due,
        file=target.relative_to(folder.root).as_posix(),
        sha256=hashlib.sha256(data).hexdigest(),
        criteria=planned.criteria,
    )
    engine = open_store(store_url(db, folder.root))
    try:
        with engine.begin() as connection:
            earlier = issued_letter(connection, letter.as_of, letter.portal, letter.kind)
            if earlier is not None:
                raise UserError(
                    f"{path.name}: đã phát hành với số {earlier.number} ngày {earlier.issued:%d/%m/%Y} "
                    f"({earlier.file}); văn bản đã phát hành không thay đổi."
                )
            record_letter(connection, letter)
            write(target, data)
    finally:
        engine.dispose()
    target.chmod(0o444)
    pdf = next(iter(to_pdf([target])), None)
    return letter, target, pdf


def _refuse_replaced(folder: AuditFolder, as_of: date, run_id: str) -> None:
    """Raise `UserError` where the evidence in the folder is that of another run of the same day."""
    if as_of in folder.days() and (now := folder.record(as_of).run_id) != run_id:
        raise UserError(
            f"Dự thảo này căn cứ lượt {run_id}, đã bị lượt {now} cùng ngày thay thế: bằng chứng không còn "
            "khớp. Chạy lại congkhai notices (dự thảo đã sửa tay: chép phần sửa ra, xóa tệp, rồi soạn lại)."
        )


def _draft_of(letter: Made) -> Draft:
    return Draft(
        file=letter.file,
        kind=letter.kind,
        portal=letter.portal,
        to=letter.to,
        criteria=letter.criteria,
        days=letter.days,
        sha256=hashlib.sha256(letter.content).hexdigest(),
    )


def _drafts(place: Path) -> Drafts | None:
    path = place / LIST
    try:
        return Drafts.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise UserError(f"{path}: tệp bị hỏng. Xóa tệp này rồi chạy lại congkhai notices.") from error


def _edited(place: Path, one: Draft) -> bool:
    path = place / one.file
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != one.sha256


def _remove_lapsed(place: Path, before: Drafts | None, now_there: set[str], edited: set[str]) -> None:
    """Drafts of an earlier drafting that nothing calls for any more, unless a person worked on them."""
    for one in before.drafts if before else ():
        if one.file not in now_there and one.file not in edited:
            for path in (place / one.file, (place / one.file).with_suffix(".pdf")):
                path.unlink(missing_ok=True)


__all__ = ["Draft", "Drafted", "NoticeError", "draft", "issue"]
