"""The guide names every command, and every option in its row or among the shared ones; and no other."""

import re
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from audit.cli import app
from audit.commands import MODULES

ROOT = Path(__file__).resolve().parents[2]
PAPERS = (
    "README.md",
    "docs/huong-dan.md",
    "docs/lich-chay.md",
    "docs/mau-van-ban.md",
    "docs/architecture.md",
    "docs/crawling.md",
)
NAMES = [module.__name__.rpartition(".")[2] for module in MODULES]
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
CALL = re.compile(r"(?m)(?:^|`|/)congkhai ([a-z]+)\b([^`\n]*)")


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def options(command: str) -> set[str]:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    found = {name for one in group.commands[command].params for name in (*one.opts, *one.secondary_opts)}
    return {name for name in found if name.startswith("--")} - {"--help"}


def reference() -> tuple[dict[str, set[str]], set[str]]:
    """The guide's last chapter: the options in the row of each command, and those that commands share."""
    rows, _, shared = read("docs/huong-dan.md").partition("\n## 10. ")[2].partition("\nDùng chung")
    own = {name: set(OPTION.findall(row)) for name, row in re.findall(r"(?m)^\| `congkhai (\w+)(.*)$", rows)}
    return own, set(OPTION.findall(shared))


def test_the_guide_has_a_row_for_every_command_and_no_other() -> None:
    assert set(reference()[0]) == set(NAMES)


@pytest.mark.parametrize("command", NAMES)
def test_every_option_of_a_command_is_told_in_its_row_or_among_the_shared(command: str) -> None:
    own, shared = reference()
    assert options(command) - own[command] - shared == set()
    assert own[command] - options(command) == set()


def test_shared_options_are_options_of_several_commands() -> None:
    counted = {name: sum(name in options(command) for command in NAMES) for name in reference()[1]}
    assert {name for name, number in counted.items() if number < 2} == set()


@pytest.mark.parametrize("paper", PAPERS)
def test_every_call_in_the_papers_is_one_that_the_program_takes(paper: str) -> None:
    calls = CALL.findall(read(paper))
    assert {command for command, _ in calls} <= set(NAMES)
    wrong = [
        (command, set(OPTION.findall(rest.partition("#")[0])) - options(command)) for command, rest in calls
    ]
    assert [one for one in wrong if one[1] - {"--help"}] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_files_that_the_papers_point_to_are_there(paper: str) -> None:
    links = [
        link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", read(paper)) if "://" not in link
    ]
    missing = [link for link in links if link and not (ROOT / paper).parent.joinpath(link).exists()]
    assert missing == []


@pytest.mark.parametrize("command", NAMES)
def test_files_that_the_help_points_to_are_there(command: str) -> None:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    one = group.commands[command]
    told = " ".join((one.help or "", *(getattr(part, "help", None) or "" for part in one.params)))
    named = re.findall(r"(?:docs|config)/[\w./-]*\w", told)
    assert [name for name in named if not (ROOT / name).exists()] == []
