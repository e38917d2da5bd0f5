"""The words by which sections are recognised (`vocabulary/*.yaml`): data that an official can extend."""

from functools import cache
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from config.levels import Level
from config.loading import CONFIG, ConfigError, build, read_yaml
from config.sections import load_sections

ContentKind = Literal["documents", "news", "questions", "projects", "people", "files", "links", "other"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Phrase(_Model):
    """What a label says. `weight`: how far the words alone name the section, 0 to 1."""

    say: str = Field(min_length=1)
    weight: float = Field(default=1.0, gt=0, le=1)
    needs: tuple[str, ...] = ()  # one of these must stand in the label, too
    forbids: tuple[str, ...] = Field(default=(), alias="not")  # none of these may
    whole: bool = False  # only as the whole label
    at: Literal["start", "anywhere"] = "anywhere"

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: object) -> object:
        return {"say": data} if isinstance(data, str) else data


class Content(_Model):
    """What a page of the section holds. `share`: of a list's entries, how many must be of this kind."""

    kinds: tuple[ContentKind, ...]
    words: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    numbers: Literal["normative", "directive", "any", "none"] = "any"
    prose: bool = False  # a page of text without any list can be the section
    least: int = Field(default=250, ge=1)  # letters of such a text; of a short one, one word is enough
    share: float = Field(default=0.3, ge=0, le=1)
    alone: tuple[ContentKind, ...] = ()  # a list of such a kind is enough, whatever its words


class SectionWords(_Model):
    """Everything by which one section is recognised."""

    phrases: tuple[Phrase, ...] = Field(min_length=1)
    forbids: tuple[str, ...] = Field(default=(), alias="not")  # none shortly behind a phrase
    holds: tuple[str, ...] = ()  # sections that may be a part of this one's
    slugs: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()  # what a site's search is asked for; by default the first phrase
    content: Content


class General(_Model):
    """Words that belong to no section; what each list is for stands at the head of `general.yaml`."""

    nothing: tuple[str, ...]
    fillers: tuple[str, ...]
    bodies: tuple[str, ...]
    headline: tuple[str, ...]
    starts: tuple[str, ...]
    sitemap: tuple[str, ...]
    search: tuple[str, ...]
    more: tuple[str, ...]
    trial: tuple[str, ...]
    parts: tuple[str, ...]
    abbreviations: dict[str, str]
    sister_hosts: dict[str, tuple[str, ...]]
    levels: dict[Level, tuple[str, ...]]
    no_bodies: tuple[str, ...]
    body_lists: tuple[str, ...]
    internal_hosts: tuple[str, ...]


class Vocabulary(_Model):
    """The words of all sections, by section id, and the general ones."""

    sections: dict[str, SectionWords]
    general: General

    @model_validator(mode="after")
    def _known_sections(self) -> Self:
        known = set(load_sections())
        named = set(self.sections).union(*self.general.sister_hosts.values())
        if unknown := sorted(named - known):
            raise ValueError(f"mục không có trong sections.yaml: {', '.join(unknown)}")
        held = {one for words in self.sections.values() for one in words.holds}
        if unknown := sorted(held - known):
            raise ValueError(f"holds: mục không có trong sections.yaml: {', '.join(unknown)}")
        if missing := sorted(known - set(self.sections)):
            raise ValueError(f"mục chưa có từ vựng: {', '.join(missing)}")
        return self


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary; raises `ConfigError` that names the file and the key where one is wrong."""
    folder = CONFIG / "vocabulary"
    sections: dict[str, SectionWords] = {}
    for name in ("core.yaml", "further.yaml", "special.yaml"):
        rows = read_yaml(folder / name)
        if not isinstance(rows, dict):
            raise ConfigError(f"vocabulary/{name}: phải là bảng «mã mục: …»")
        for section, row in rows.items():
            if section in sections:
                raise ConfigError(f"vocabulary/{name}: {section}: mục đã có ở tệp khác")
            sections[section] = build(SectionWords, row, f"vocabulary/{name}: {section}")
    general = build(General, read_yaml(folder / "general.yaml"), "vocabulary/general.yaml")
    return build(Vocabulary, {"sections": sections, "general": general}, "vocabulary")
