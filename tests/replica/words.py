"""The province's words: subjects, people and places that its documents, stories and questions are made of."""

from pathlib import Path
from typing import Any

import yaml


def _tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_tuples(one) for one in value)
    if isinstance(value, dict):
        return {key: _tuples(one) for key, one in value.items()}
    return value


_TEXT = Path(__file__).with_suffix(".yaml").read_text("utf-8")
_WORDS: dict[str, Any] = _tuples(yaml.load(_TEXT, Loader=yaml.CSafeLoader))

Texts = tuple[str, ...]
Pairs = tuple[tuple[str, str], ...]

FAMILY: Texts = _WORDS["family"]
MIDDLE: Texts = _WORDS["middle"]
GIVEN: Texts = _WORDS["given"]
PLACES: Texts = _WORDS["places"]
ROADS: Texts = _WORDS["roads"]
SUBJECTS: dict[str, Pairs] = _WORDS["subjects"]  # by section: type of document and what it is about
INCENTIVES: Pairs = SUBJECTS["investment_incentives"]
STORIES: Texts = _WORDS["stories"]
DECOYS: Texts = _WORDS["decoys"]  # stories that name a section and are none
STORY_BODY: Texts = _WORDS["story_body"]
QUESTIONS: Pairs = _WORDS["questions"]
PROJECTS: Texts = _WORDS["projects"]
INTRODUCTION: Texts = _WORDS["introduction"]
