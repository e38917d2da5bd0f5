"""`results.json`: the contract that other programs rely on, as types. Its JSON Schema is made from here."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

OutcomeName = Literal["pass", "partial", "fail", "not_applicable", "not_measured", "needs_review"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RejectedRow(_Model):
    """A row of the registry that could not be used: its line in the file, and why."""

    line: int
    reason: str


class Score(_Model):
    """Points of 100. `value` and `rank` are None below the rubric's coverage floor; `value` equals `low`."""

    value: float | None
    low: float
    high: float
    coverage: float
    rank: int | None = None
    tied_with_next: bool = False  # intervals overlap: not clearly different
    group: Literal["A", "B", "C", "D"] | None = None


class WebsiteQuality(_Model):
    """The estimate of PCI indicator 3.16 (0-100): a model's, never VCCI's mark."""

    estimate: float
    low: float
    high: float
    model: str
    target: float | None = None


class ContactFields(_Model):
    """What the contact section prints."""

    address: str | None = None
    phone: list[str] = []
    fax: str | None = None
    email: list[str] = []
    responsible: str | None = None


class SectionResult(_Model):
    """One section of one portal, measured."""

    state: Literal["present", "shell", "absent", "unknown"]
    outcome: OutcomeName
    score: float | None  # share of the section's points, 0-1
    url: str | None
    path: list[str]
    documents: int | None = None
    documents_open: int | None = None
    newest: date | None = None
    newest_source: Literal["listing", "page", "document", "first_seen"] | None = None
    oldest: date | None = None
    added_30d: int | None = None
    added_90d: int | None = None
    median_posting_lag_days: float | None = None
    reason: str | None = None
    confidence: float | None = None
    found_by: str | None = None
    picture: str | None = None  # path within the output folder
    fields: ContactFields | None = None


class FindingResult(_Model):
    """One criterion of one portal, judged."""

    criterion: str
    section: str | None
    axis: str
    outcome: OutcomeName
    points: float | None
    max: float
    untried: float = 0.0  # share of the points on which nothing could be seen
    reason: str
    message: str
    how_to_fix: str | None
    basis: Literal["law", "plan", "internal", "good_practice"]
    legal_basis: list[str]
    pci: list[str]
    fixed_by: Literal["body", "operator"]
    urls: list[str]
    evidence: list[str]
    content: str | None = None  # a hash of what was read of the section; the same while it says the same


class CrawlResult(_Model):
    """What the visit cost."""

    requests: int
    pages: int
    rendered: int
    bytes: int
    seconds: float
    errors: dict[str, int]


class PortalResult(_Model):
    """One portal of the registry."""

    id: str
    name: str
    url: str
    level: str
    parent: str | None = None
    status: Literal["measured", "unreachable", "blocked", "incomplete"]
    status_reason: str | None
    score: Score
    website_quality: WebsiteQuality | None
    sections: dict[str, SectionResult]
    findings: list[FindingResult]
    crawl: CrawlResult


class Province(_Model):
    """The province as a whole."""

    website_quality: WebsiteQuality | None


class Results(_Model):
    """One run over one registry."""

    schema_: Literal[1] = 1
    run_id: str
    as_of: date
    rubric: str
    rubric_in_force: bool  # False: judged under a rubric that is not in force on `as_of`, and it is said so
    rubric_title: str
    rubric_base: str | None = None  # the title of the program's rubric that a province's own was copied from
    rubric_changes: list[str] = []  # what sets it apart from that, in words
    judged_again: str | None = None  # other than the run was: the title of the rubric it was visited under
    started: datetime
    finished: datetime
    rejected_rows: list[RejectedRow]
    province: Province
    portals: list[PortalResult]

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        serialize_by_alias=True,
        validate_by_name=True,
        alias_generator=lambda name: "schema" if name == "schema_" else name,
    )
