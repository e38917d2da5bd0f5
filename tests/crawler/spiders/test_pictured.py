"""Which sections get a picture."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.facts import Page
from crawler.spiders.options import CrawlOptions
from crawler.spiders.pictures import with_pictures
from tests.checks.samples import AS_OF, portal, section

SECTIONS = {"planning": section("planning"), "news": replace(section("news"), url="https://x.gov.vn/tin")}


class Camera:
    """An edge that takes every picture."""

    async def picture(self, *_: object) -> bool:
        return True


@pytest.mark.parametrize(
    ("pictured", "shown"), [((), {"planning", "news"}), (("planning", "qa"), {"planning"})]
)
def test_only_the_sections_named_are_pictured(
    tmp_path: Path, pictured: tuple[str, ...], shown: set[str]
) -> None:
    camera: Any = Camera()
    nobody: Any = None
    facts = replace(
        portal(sections=SECTIONS), home=Page("https://x.gov.vn", "html"), final_url="https://x.gov.vn"
    )
    options = CrawlOptions(AS_OF, (), tmp_path, pictured=pictured)
    found = asyncio.run(with_pictures(facts, camera, nobody, options))
    assert {name for name, one in found.sections.items() if one.picture} == shown
