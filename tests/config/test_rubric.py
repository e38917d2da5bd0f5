"""Rubrics: the right one for a day, no law cited out of force, messages without leftover placeholders."""

import string
from datetime import date, timedelta
from pathlib import Path

import pytest

from checks.judge import KINDS
from config.laws import load_laws
from config.levels import LEVELS, Level
from config.loading import CONFIG, ConfigError
from config.pages import criterion_pages
from config.rubric import RubricError, load_rubric, read_rubric, rubric_for, rubric_ids
from config.sections import core_sections, load_sections
from config.wording import load_phrases, load_wording
from crawler.facts import Outcome

FIRST, LAST = date(2022, 8, 15), date(2027, 12, 31)
DAYS = [FIRST + timedelta(days=step) for step in range((LAST - FIRST).days + 1)]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2022, 8, 15), "nd42-2022"),
        (date(2026, 6, 30), "nd42-2022"),
        (date(2026, 7, 1), "nd224-2026"),
        (date(2026, 11, 20), "nd224-2026"),
    ],
)
def test_the_day_chooses_the_rubric(day: date, name: str) -> None:
    assert rubric_for(day).id == name


def test_a_day_before_all_rubrics_names_those_that_can_be_forced() -> None:
    with pytest.raises(RubricError, match=r"nd224-2026.*nd42-2022"):
        rubric_for(date(2019, 9, 1))


def test_a_forced_rubric_says_that_it_is_not_in_force() -> None:
    rubric = load_rubric("nd42-2022")
    assert not rubric.in_force(date(2019, 9, 1))
    assert not rubric.in_force(date(2026, 11, 20))
    assert rubric.in_force(date(2024, 1, 1))


def test_an_unknown_rubric_names_the_known() -> None:
    with pytest.raises(RubricError, match="nd224-2026"):
        load_rubric("nd43-2011")


def test_no_law_is_cited_on_a_day_it_is_not_in_force() -> None:
    shorts = {law.short: law for law in load_laws().values()}
    for day in DAYS:
        for criterion in rubric_for(day).criteria:
            for reason in ("", "overdue"):
                for text in criterion.standing(day, reason).legal_basis:
                    law = next(law for short, law in shorts.items() if short in text)
                    assert law.in_force(day), (day, criterion.id, text)


def test_law_and_plan_always_cite_something() -> None:
    for day in DAYS:
        for criterion in rubric_for(day).criteria:
            standing = criterion.standing(day)
            assert standing.legal_basis or standing.basis not in ("law", "plan"), (day, criterion.id)


@pytest.mark.parametrize(
    ("day", "there", "not_there"),
    [
        (date(2026, 5, 20), "42/2022/NĐ-CP", "224/2026"),
        (date(2026, 8, 20), "104/2016/QH13", "01/2026/QH16"),
        (date(2026, 11, 20), "01/2026/QH16", "104/2016/QH13"),
    ],
)
def test_which_law_is_cited_when(day: date, there: str, not_there: str) -> None:
    cited = " ".join(rubric_for(day).criterion("legal_documents.present").standing(day).legal_basis)
    assert there in cited
    assert not_there not in cited


def test_investment_incentives_rest_on_the_plan_never_on_law() -> None:
    for day in DAYS[::30]:
        assert rubric_for(day).criterion("investment_incentives.present").standing(day).basis == "plan"


def test_directives_rest_on_the_plan_until_the_new_law_names_them() -> None:
    criterion = load_rubric("nd224-2026").criterion("directives.present")
    assert criterion.standing(date(2026, 8, 31)).basis == "plan"
    assert criterion.standing(date(2026, 9, 1)).basis == "law"


def test_a_duty_in_its_grace_is_good_practice() -> None:
    graced = (
        load_rubric("nd224-2026")
        .criterion("planning.present")
        .model_copy(update={"grace_until": date(2027, 3, 1)})
    )
    assert graced.standing(date(2027, 3, 1)).basis == "good_practice"
    assert graced.standing(date(2027, 3, 2)).basis == "law"


def test_a_law_to_be_confirmed_makes_no_duty() -> None:
    criterion = load_rubric("nd42-2022").criterion("contact.present")
    doubtful = criterion.legal_basis[0].model_copy(update={"law": "TT22-2023"})
    alone = criterion.model_copy(update={"legal_basis": (doubtful,)})
    assert alone.standing(date(2025, 1, 1)).basis == "good_practice"


def test_overdue_rests_on_the_limit_in_days() -> None:
    criterion = load_rubric("nd224-2026").criterion("legal_documents.timely")
    day = date(2026, 11, 20)
    assert criterion.standing(day).basis == "internal"
    assert criterion.standing(day, "overdue").basis == "law"
    assert "Khoản 4 Điều 18" in criterion.standing(day, "overdue").legal_basis[0]


@pytest.mark.parametrize("name", rubric_ids())
def test_every_core_section_is_judged_on_its_axes(name: str) -> None:
    rubric = load_rubric(name)
    for section in core_sections():
        axes = {criterion.axis for criterion in rubric.criteria if criterion.section == section}
        wanted = {"present", "complete", "timely", "convenient", "reliable"}
        assert axes == (wanted - {"timely"} if section == "contact" else wanted)


@pytest.mark.parametrize("name", rubric_ids())
def test_every_kind_is_known_and_every_text_fits(name: str) -> None:
    for criterion in load_rubric(name).criteria:
        assert criterion.kind in KINDS
        assert criterion.basis in ("law", "plan") or criterion.id != "planning.present"
        assert set(criterion.pci) <= {f"3.{number}" for number in range(1, 18)}


def test_every_way_a_request_fails_has_words() -> None:
    assert {outcome.value for outcome in Outcome} - {"ok"} <= load_phrases().reasons.keys()


def test_texts_name_only_known_placeholders() -> None:
    names = "section portal url path as_of why lacks newest age fresh judged late since limit worst"
    known = {*names.split(), "problems", "expires", "period", "due", "host"}
    for wording in load_wording().values():
        for text in (*wording.messages.values(), *wording.how_to_fix.values()):
            assert {field for _, field, _, _ in string.Formatter().parse(text) if field} <= known


def test_a_wrong_key_is_named_with_file_and_criterion(tmp_path: Path) -> None:
    text = (CONFIG / "rubrics" / "nd224-2026.yaml").read_text(encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace("basis: law", "basis: laws", 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"mine\.yaml: planning\.present: basis"):
        read_rubric(path)


def test_an_unknown_standard_is_named(tmp_path: Path) -> None:
    text = (CONFIG / "rubrics" / "nd224-2026.yaml").read_text(encoding="utf-8")
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace("@lists.overdue_share", "@lists.overdue", 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"planning\.timely.*lists\.overdue"):
        read_rubric(path)


def test_broken_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("id: a\ncriteria: [\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"mine\.yaml, dòng \d"):
        read_rubric(path)


def test_the_pages_of_the_criteria_are_current() -> None:
    folder = CONFIG.parent / "docs" / "criteria"
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")} == criterion_pages()


def test_sections_hold_all_of_the_design() -> None:
    assert len(load_sections()) == 32
    assert core_sections() == (
        "planning",
        "legal_documents",
        "investment_incentives",
        "directives",
        "qa",
        "contact",
    )


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("{pattern: cores}", "pattern phải là"),
        ("{pattern: still, basis: plan, timely: {weight: 2}}", "không có trục timely"),
        ("nothing", "pattern phải là"),
    ],
)
def test_a_wrong_section_row_is_named(spec: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = f"id: a\ntitle: A\nvalid_from: 2026-07-01\nsections: {{news: {spec}}}\ncriteria: []\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"mine\.yaml: sections\.news: .*{words}"):
        read_rubric(path)


def test_an_unknown_section_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "id: a\ntitle: A\nvalid_from: 2026-07-01\nsections: {weather: {pattern: still}}\ncriteria: []\n",
        encoding="utf-8",
    )
    with pytest.raises(ConfigError, match="weather"):
        read_rubric(path)


@pytest.mark.parametrize("day", [date(2023, 3, 1), date(2026, 5, 20), date(2026, 8, 20), date(2026, 11, 20)])
@pytest.mark.parametrize("level", LEVELS)
def test_the_core_decides_the_score(day: date, level: Level) -> None:
    asked = rubric_for(day).applicable(level, day)
    core = sum(one.weight for one in asked if one.section in core_sections())
    assert core >= 0.6 * sum(one.weight for one in asked)


def test_a_duty_cites_only_what_binds_this_body() -> None:
    criterion, day = load_rubric("nd224-2026").criterion("introduction.present"), date(2026, 11, 20)
    assert "Điểm b khoản 1 Điều 9" in " ".join(criterion.standing(day, level="department").legal_basis)
    assert "Điểm b khoản 1 Điều 9" not in " ".join(criterion.standing(day, level="commune").legal_basis)


@pytest.mark.parametrize(("day", "basis"), [(date(2027, 3, 1), "good_practice"), (date(2027, 3, 2), "law")])
def test_new_points_of_the_law_are_recommended_in_their_grace(day: date, basis: str) -> None:
    assert load_rubric("nd224-2026").criterion("inspection.present").standing(day).basis == basis


def test_in_grace_the_plan_carries_what_it_asks_for_itself() -> None:
    standing = load_rubric("nd224-2026").criterion("taxes_fees.present").standing(date(2026, 11, 20))
    assert standing.basis == "plan"
    assert all(text.startswith("Kế hoạch") for text in standing.legal_basis)


@pytest.mark.parametrize("kind", sorted(load_wording()))
def test_every_kind_has_words_for_what_it_may_say(kind: str) -> None:
    wording = load_wording()[kind]
    wanted = {"pass", "not_measured"}
    of_a_section = "fail.absent" in wording.messages
    wanted |= {"fail.absent", "fail.shell", "needs_review"} if of_a_section else {"fail"}
    assert wording.messages.keys() >= wanted
    assert wording.how_to_fix
    assert all(text.endswith(".") for text in (*wording.messages.values(), *wording.how_to_fix.values()))
    assert all((wording.asks, wording.looks, wording.passes, wording.unseen))
