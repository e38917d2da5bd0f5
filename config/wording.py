"""What is said of each outcome, per kind of check (`wording/`): Vietnamese, for the one who receives it."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from config.loading import CONFIG, build, read_yaml

FOLDER = CONFIG / "wording"
PHRASES = "phrases.yaml"
About = Literal["asks", "looks", "passes", "unseen"]


class Wording(BaseModel):
    """Texts of one kind of check, keyed "outcome.reason" or "outcome"; {placeholders} come from the check."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asks: str  # what is asked, for the page of the criterion
    looks: str  # how it is looked at
    passes: str  # what passes
    unseen: str  # what a machine cannot see
    messages: dict[str, str]
    how_to_fix: dict[str, str] = {}

    def with_own(
        self, messages: Mapping[str, str], how_to_fix: Mapping[str, str], about: Mapping[About, str]
    ) -> "Wording":
        """The same with a criterion's own texts over the kind's."""
        if not messages and not how_to_fix and not about:
            return self
        return self.model_copy(
            update={
                **{str(part): text for part, text in about.items()},
                "messages": {**self.messages, **messages},
                "how_to_fix": {**self.how_to_fix, **how_to_fix},
            }
        )

    def message(self, outcome: str, reason: str, values: dict[str, str]) -> str:
        """The message of an outcome, filled in; raises `KeyError` where a text or a value is missing."""
        text = self.messages.get(f"{outcome}.{reason}") or self.messages[outcome]
        return " ".join(text.format(**values).split())

    def fix(self, outcome: str, reason: str, values: dict[str, str]) -> str | None:
        """What to do about it, where something is to be done."""
        if outcome not in ("partial", "fail"):
            return None
        text = self.how_to_fix.get(reason) or self.how_to_fix.get(outcome) or self.how_to_fix.get("any")
        return " ".join(text.format(**values).split()) if text else None


class Phrases(BaseModel):
    """Words for the named reasons why something is not there, or could not be measured."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reasons: dict[str, str]
    certificate: dict[str, str]  # what is wrong with a certificate; "other" for the rest
    other: str
    left_out: str  # the message of what a run did not set out to look at

    def why(self, reason: str | None) -> str:
        """The reason in words; one that has none of its own is named as technical."""
        return self.reasons.get(reason or "", self.other)


@cache
def load_wording() -> dict[str, Wording]:
    """The wording of every kind of check, from all files of the folder but that of the reasons."""
    return {
        kind: build(Wording, row, f"wording/{path.name}: {kind}")
        for path in sorted(FOLDER.glob("*.yaml"))
        if path.name != PHRASES
        for kind, row in read_yaml(path).items()
    }


@cache
def load_phrases() -> Phrases:
    """The words for named reasons."""
    return build(Phrases, read_yaml(FOLDER / PHRASES), f"wording/{PHRASES}")
