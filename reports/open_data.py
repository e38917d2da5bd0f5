"""The run as open data: CSV and JSON with a Frictionless `datapackage.json`."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from reports import words
from reports.dealings import Dealings
from reports.vietnamese import clean
from scoring.history import PastRun
from scoring.results import PortalResult, Results

Cell = str | int | float | bool | date | None
_STEERS = ("=", "+", "-", "@", "\t", "\r")

PORTALS = {
    "as_of": ("date", "ngày đối chiếu"),
    "id": ("string", "mã cơ quan"),
    "name": ("string", "tên cơ quan"),
    "url": ("string", "địa chỉ cổng"),
    "level": ("string", "cấp"),
    "parent": ("string", "cơ quan cấp trên"),
    "status": ("string", "tình trạng đo"),
    "status_reason": ("string", "lý do không đo được"),
    "score": ("number", "điểm công bố; trống khi phần đo được dưới mức tối thiểu"),
    "low": ("number", "điểm khi phần chưa đo được coi là không đạt"),
    "high": ("number", "điểm khi phần chưa đo được coi là đạt"),
    "coverage": ("number", "tỷ lệ đo được, 0-1"),
    "rank": ("integer", "thứ hạng trong cấp"),
    "group": ("string", "nhóm"),
    "website_quality": ("number", "ước lượng chất lượng website, không phải điểm PCI"),
    "website_quality_low": ("number", "cận dưới của ước lượng"),
    "website_quality_high": ("number", "cận trên của ước lượng"),
}
SECTIONS = {
    "as_of": ("date", "ngày đối chiếu"),
    "portal": ("string", "mã cơ quan"),
    "section": ("string", "mã chuyên mục"),
    "state": ("string", "tình trạng: present, shell, absent, unknown"),
    "outcome": ("string", "kết quả"),
    "score": ("number", "tỷ lệ điểm của chuyên mục, 0-1"),
    "url": ("string", "trang của chuyên mục"),
    "path": ("string", "đường đi từ trang chủ"),
    "documents": ("integer", "số mục"),
    "documents_open": ("integer", "số mục mở được"),
    "newest": ("date", "ngày của mục mới nhất"),
    "newest_source": ("string", "nguồn của ngày"),
    "oldest": ("date", "ngày của mục cũ nhất"),
    "added_30d": ("integer", "số mục thêm trong 30 ngày"),
    "added_90d": ("integer", "số mục thêm trong 90 ngày"),
    "median_posting_lag_days": ("number", "trung vị số ngày từ ban hành đến đăng"),
}
FINDINGS = {
    "as_of": ("date", "ngày đối chiếu"),
    "portal": ("string", "mã cơ quan"),
    "criterion": ("string", "mã tiêu chí"),
    "section": ("string", "mã chuyên mục; trống với tiêu chí kỹ thuật"),
    "axis": ("string", "mặt đánh giá"),
    "outcome": ("string", "kết quả"),
    "points": ("number", "điểm đạt"),
    "max": ("number", "điểm tối đa"),
    "reason": ("string", "lý do"),
    "message": ("string", "hiện trạng"),
    "basis": ("string", "loại căn cứ"),
    "legal_basis": ("string", "căn cứ"),
    "fixed_by": ("string", "người khắc phục"),
    "urls": ("string", "địa chỉ làm chứng"),
    "evidence": ("string", "mã băm của bằng chứng"),
}
HISTORY = {
    "as_of": ("date", "ngày đối chiếu"),
    "rubric": ("string", "bộ tiêu chí"),
    "id": ("string", "mã cơ quan"),
    "score": ("number", "điểm công bố"),
    "low": ("number", "cận dưới"),
    "high": ("number", "cận trên"),
    "coverage": ("number", "tỷ lệ đo được"),
    "rank": ("integer", "thứ hạng trong cấp"),
}
REPLIES = {
    "portal": ("string", "mã cơ quan"),
    "criterion": ("string", "mã tiêu chí"),
    "received": ("date", "ngày nhận"),
    "answer": ("string", "trả lời: mended, mending, explained, disputed"),
    "author": ("string", "người trả lời"),
    "text": ("string", "nội dung"),
    "url": ("string", "địa chỉ kèm theo"),
    "promised": ("date", "ngày hẹn khắc phục"),
    "mended": ("date", "ngày khắc phục do cơ quan khai"),
    "accepted": ("boolean", "được chấp nhận; trống khi chưa xem xét"),
    "expires": ("date", "ngày cuối cùng còn hiệu lực"),
}
DECISIONS = {
    "portal": ("string", "mã cơ quan"),
    "criterion": ("string", "mã tiêu chí"),
    "kind": ("string", "loại: reply, override, review"),
    "measured": ("string", "kết quả máy đo"),
    "outcome": ("string", "kết luận"),
    "share": ("number", "tỷ lệ điểm khi kết luận đạt một phần, 0-1"),
    "person": ("string", "người kết luận"),
    "decided": ("date", "ngày kết luận"),
    "reason": ("string", "lý do"),
    "score_measured": ("number", "điểm đo được của cơ quan"),
    "score_heard": ("number", "điểm tính cả các kết luận"),
}
_KEYS = {
    "cong": ["as_of", "id"],
    "chuyen-muc": ["as_of", "portal", "section"],
    "tieu-chi": ["as_of", "portal", "criterion"],
    "lich-su": ["as_of", "rubric", "id"],
    "y-kien": ["portal", "criterion", "received"],
    "ket-luan": ["portal", "criterion"],
}
_OF_PORTALS = ("chuyen-muc", "tieu-chi")
_FOREIGN = [
    {"fields": ["as_of", "portal"], "reference": {"resource": "cong", "fields": ["as_of", "id"]}},
]
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Ghi công 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def open_data(
    results: Results, history: Sequence[PastRun] = (), dealings: Dealings | None = None
) -> dict[str, bytes]:
    """The files by name: six tables as CSV (UTF-8 with BOM), `ket-qua.json`, `datapackage.json`.

    No cell of a CSV starts like a formula: such text gets an apostrophe in front, as spreadsheets expect.
    """
    tables = {
        "cong": (PORTALS, [_portal(one, results.as_of) for one in results.portals]),
        "chuyen-muc": (SECTIONS, [row for one in results.portals for row in _sections(one, results.as_of)]),
        "tieu-chi": (FINDINGS, [row for one in results.portals for row in _findings(one, results.as_of)]),
        "lich-su": (HISTORY, list(_history(history, results.as_of))),
        "y-kien": (REPLIES, list(_replies(results, dealings or Dealings()))),
        "ket-luan": (DECISIONS, list(_decisions(results, dealings or Dealings()))),
    }
    files = {f"{name}.csv": _csv(list(fields), rows) for name, (fields, rows) in tables.items()}
    files["ket-qua.json"] = results.model_dump_json(indent=1).encode()
    files["datapackage.json"] = _package(results, {name: fields for name, (fields, _) in tables.items()})
    return files


def _portal(one: PortalResult, as_of: date) -> list[Cell]:
    score, quality = one.score, one.website_quality
    estimate = (quality.estimate, quality.low, quality.high) if quality else (None, None, None)
    return [
        *(as_of, one.id, one.name, one.url, one.level, one.parent, one.status, one.status_reason),
        *(score.value, score.low, score.high, score.coverage, score.rank, score.group),
        *estimate,
    ]


def _sections(one: PortalResult, as_of: date) -> Iterable[list[Cell]]:
    for name, section in one.sections.items():
        yield [
            *(as_of, one.id, name, section.state, section.outcome, section.score, section.url),
            *(" > ".join(section.path), section.documents, section.documents_open),
            *(section.newest, section.newest_source, section.oldest),
            *(section.added_30d, section.added_90d, section.median_posting_lag_days),
        ]


def _findings(one: PortalResult, as_of: date) -> Iterable[list[Cell]]:
    for finding in one.findings:
        yield [
            *(as_of, one.id, finding.criterion, finding.section, finding.axis),
            *(finding.outcome, finding.points, finding.max),
            *(finding.reason, finding.message, finding.basis, "; ".join(finding.legal_basis)),
            *(finding.fixed_by, " ".join(finding.urls), " ".join(finding.evidence)),
        ]


def _history(history: Sequence[PastRun], as_of: date) -> Iterable[list[Cell]]:
    for run in sorted(history, key=lambda run: (run.as_of, run.rubric)):
        if run.as_of >= as_of:
            continue
        for one in run.portals:
            yield [run.as_of, run.rubric, one.id, one.value, one.low, one.high, one.coverage, one.rank]


def _replies(results: Results, dealings: Dealings) -> Iterable[list[Cell]]:
    for portal in results.portals:
        for one in dealings.replies_to(portal.id, results.as_of):
            yield [
                *(portal.id, one.criterion, one.received, one.answer, one.author, one.text, one.url),
                *(one.promised, one.mended, one.accepted, one.expires),
            ]


def _decisions(results: Results, dealings: Dealings) -> Iterable[list[Cell]]:
    floor = words.coverage_floor(results.rubric)
    for portal in results.portals:
        heard = dealings.heard(portal, results.as_of, floor)
        for one in heard.decided:
            made = one.decision
            yield [
                *(portal.id, made.criterion, made.kind, one.finding.outcome, made.outcome, made.share),
                *(made.person, made.decided, made.reason, heard.measured.value, heard.score.value),
            ]


def _csv(header: list[str], rows: list[list[Cell]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([[cell(value) for value in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def cell(value: Cell) -> str:
    """A value as a CSV cell; text that a spreadsheet would run gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    text = clean(value)
    return f"'{text}" if value.startswith(_STEERS) or text.startswith(_STEERS) else text


def _package(results: Results, tables: dict[str, dict[str, tuple[str, str]]]) -> bytes:
    resources: list[dict[str, Any]] = [
        {
            "name": name,
            "path": f"{name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [
                    {"name": field, "type": kind, "description": text}
                    for field, (kind, text) in fields.items()
                ],
                "primaryKey": _KEYS[name],
                "missingValues": [""],
                **({"foreignKeys": _FOREIGN} if name in _OF_PORTALS else {}),
            },
        }
        for name, fields in tables.items()
    ]
    package = {
        "name": f"cong-khai-{results.as_of:%Y-%m-%d}",
        "title": (
            f"Kết quả kiểm tra công khai thông tin trên cổng thông tin điện tử ngày {results.as_of:%d/%m/%Y}"
        ),
        "version": f"{results.as_of:%Y.%m.%d}",
        "profile": "tabular-data-package",
        "licenses": [LICENCE],
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=1).encode()
