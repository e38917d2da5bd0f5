"""Open data: a package that describes itself, and cells that no spreadsheet runs."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from reports.dealings import Dealings, Reply
from reports.open_data import cell, open_data
from scoring.results import Results
from tests.reports.samples import HOSTILE, history, hostile, results

TYPES: dict[str, Callable[[str], object]] = {
    "boolean": {"true": True, "false": False}.__getitem__,
    "string": str,
    "number": float,
    "integer": int,
    "date": date.fromisoformat,
}
REPLIED = Dealings(
    replies={
        "sct": [
            Reply("planning.present", "explained", "=1+1", date(2026, 11, 1), text=HOSTILE, accepted=True),
            Reply("qa.present", "mending", "Văn phòng", date(2026, 11, 2), promised=date(2026, 12, 1)),
        ]
    }
)
STEERS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def run() -> Results:
    return results()


@pytest.fixture(scope="module")
def files(run: Results) -> dict[str, bytes]:
    return open_data(run, history(run), REPLIED)


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def package(files: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["datapackage.json"])
    return found


def test_the_package_names_every_table_and_no_other(files: dict[str, bytes]) -> None:
    named = {one["path"] for one in package(files)["resources"]}
    assert named == {name for name in files if name.endswith(".csv")}


def test_the_package_has_a_licence_and_a_stable_name(files: dict[str, bytes]) -> None:
    found = package(files)
    assert found["licenses"][0]["name"]
    assert found["name"] == "cong-khai-2026-11-20"


def test_every_cell_is_of_the_type_its_field_declares(files: dict[str, bytes]) -> None:
    for resource in package(files)["resources"]:
        fields = {one["name"]: one["type"] for one in resource["schema"]["fields"]}
        rows = table(files[resource["path"]])
        assert rows
        assert list(rows[0]) == list(fields)
        for row in rows:
            for name, text in row.items():
                if text:
                    TYPES[fields[name]](text)


def test_keys_are_unique(files: dict[str, bytes]) -> None:
    for resource in package(files)["resources"]:
        keys = [
            tuple(row[name] for name in resource["schema"]["primaryKey"])
            for row in table(files[resource["path"]])
        ]
        assert len(keys) == len(set(keys))


def test_foreign_keys_lead_somewhere(files: dict[str, bytes]) -> None:
    tables = {one["name"]: table(files[one["path"]]) for one in package(files)["resources"]}
    checked = 0
    for resource in package(files)["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            other = {
                tuple(row[name] for name in key["reference"]["fields"])
                for row in tables[key["reference"]["resource"]]
            }
            for row in tables[resource["name"]]:
                assert tuple(row[name] for name in key["fields"]) in other
                checked += 1
    assert checked


def test_no_cell_starts_like_a_formula(run: Results) -> None:
    for name, content in open_data(hostile(run), history(run), REPLIED).items():
        if name.endswith(".csv"):
            for row in table(content):
                assert not [value for value in row.values() if value.startswith(STEERS)]


def test_negative_numbers_stay_numbers() -> None:
    assert cell(-2.5) == "-2.5"
    assert cell("-2.5") == "'-2.5"


def test_the_whole_run_is_there_as_json(run: Results, files: dict[str, bytes]) -> None:
    assert Results.model_validate_json(files["ket-qua.json"]) == run
