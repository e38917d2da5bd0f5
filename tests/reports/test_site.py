"""The site: whole, safe, and readable without anything but a browser."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

import reports
from reports.dealings import Dealings, Reply
from reports.overview import pushes, section_tallies
from reports.site import build_site, web_address
from reports.vietnamese import number
from reports.views import board
from scoring.deficiencies import follows
from scoring.results import Results
from tests.reports.samples import HOSTILE, history, hostile, registry, results

VOID = {"meta", "link", "br", "img", "col", "hr", "input"}


class Page(HTMLParser):
    """What a browser would find: tags, attributes, text; complains about tags that do not match."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(markup)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def built(run: Results, folder: Path, dealings: Dealings | None = None) -> dict[str, Page]:
    """The pages by path within the site."""
    written = build_site(run, history(run), registry(), folder, dealings=dealings)
    return {
        path.relative_to(folder).as_posix(): Page(path.read_text(encoding="utf-8"))
        for path in written
        if path.suffix == ".html"
    }


@pytest.fixture(scope="module")
def run() -> Results:
    return results()


@pytest.fixture(scope="module")
def pages(run: Results, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    return built(run, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def attacked(run: Results, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    return built(hostile(run), tmp_path_factory.mktemp("hostile"))


def test_there_is_a_page_for_every_body(run: Results, pages: dict[str, Page]) -> None:
    assert {f"co-quan/{one.id}.html" for one in run.portals} < set(pages)
    assert {"index.html", "cach-cham.html"} < set(pages)


def test_no_page_runs_anything(attacked: dict[str, Page]) -> None:
    for page in attacked.values():
        for tag, attributes in page.tags:
            assert tag not in ("script", "iframe", "object", "embed", "form", "base", "style")
            assert not [name for name in attributes if name.startswith("on") or name == "style"]


def test_every_page_forbids_scripts_and_foreign_sources(pages: dict[str, Page]) -> None:
    for page in pages.values():
        policy = next(
            attributes["content"]
            for tag, attributes in page.tags
            if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy is not None
        assert "default-src 'none'" in policy
        assert "script-src" not in policy


def test_links_out_are_of_the_web_only(attacked: dict[str, Page]) -> None:
    targets = [
        attributes.get("href") or ""
        for page in attacked.values()
        for tag, attributes in page.tags
        if tag in ("a", "link")
    ]
    assert targets
    assert {urlsplit(target).scheme for target in targets} <= {"", "http", "https"}


def test_hostile_text_is_shown_as_text(attacked: dict[str, Page]) -> None:
    text = attacked["co-quan/sct.html"].text
    assert (
        '=HYPERLINK("http://xau.example","bấm") <script>alert(1)</script> & {{7*7}} gnp.exe Bcc: a@b' in text
    )
    assert "\u202e" not in text
    assert "\x07" not in text


def test_a_link_within_the_site_leads_to_a_file(pages: dict[str, Page], run: Results, tmp_path: Path) -> None:
    build_site(run, history(run), registry(), tmp_path)
    for name, page in pages.items():
        for tag, attributes in page.tags:
            target = attributes.get("href" if tag in ("a", "link") else "src")
            if not target or urlsplit(target).scheme:
                continue
            path, _, anchor = target.partition("#")
            file = (tmp_path / name).parent / unquote(path) if path else tmp_path / name
            assert file.is_file(), f"{name}: {target}"
            if anchor:
                known = Page(file.read_text(encoding="utf-8")).tags
                assert anchor in {attributes.get("id") for _, attributes in known}, f"{name}: {target}"


def test_each_deficiency_shows_what_was_seen_the_clicks_law_remedy_and_points(
    run: Results, pages: dict[str, Page]
) -> None:
    body = next(one for one in run.portals if one.id == "sct")
    text = pages["co-quan/sct.html"].text
    found = [one for one in body.findings if one.outcome == "fail" and not follows(one)]
    assert found
    for one in found:
        assert one.message in text
        assert not one.how_to_fix or one.how_to_fix in text
        assert all(law in text for law in one.legal_basis)
        assert all(url in text for url in one.urls)
    assert "Trang chủ › Thông tin công khai › Quy hoạch" in text


def test_one_who_could_not_be_measured_has_a_reason_and_no_number(pages: dict[str, Page]) -> None:
    text = pages["co-quan/xa-an-binh.html"].text
    assert "Chưa chấm điểm: không phân giải được tên miền" in text
    assert "/ 100" not in text


def test_the_chart_of_history_has_a_table_with_the_same_numbers(run: Results, pages: dict[str, Page]) -> None:
    text = pages["co-quan/stc.html"].text
    for past in history(run):
        value = next(one.value for one in past.portals if one.id == "stc")
        assert f"{past.as_of:%d/%m/%Y}" in text
        assert number(value) in text
    drawing = [tag for tag, _ in pages["co-quan/stc.html"].tags]
    assert "svg" in drawing
    assert "table" in drawing


def test_a_rubric_out_of_force_is_named_on_every_page(tmp_path: Path) -> None:
    run = results(rubric="nd42-2022")
    for page in built(run, tmp_path).values():
        assert "đã hết hiệu lực" in page.text


def test_an_accepted_reply_takes_a_deficiency_off_the_list(run: Results, tmp_path: Path) -> None:
    body = next(one for one in run.portals if one.id == "xa-dai-lam")
    answered = {one.criterion for one in body.findings if one.outcome == "fail" and one.basis == "law"}
    page = built(run, tmp_path, dealings=Dealings(answered={body.id: answered}))["co-quan/xa-dai-lam.html"]
    assert "Không có thiếu sót phải khắc phục" in page.text


def test_a_deadline_that_runs_is_shown_with_its_day(run: Results, tmp_path: Path) -> None:
    due = {"xa-dai-lam": {"planning.present": date(2026, 12, 5)}}
    page = built(run, tmp_path, dealings=Dealings(deadlines=due))["co-quan/xa-dai-lam.html"]
    assert "Đang trong thời hạn của thông báo trước" in page.text
    assert "hạn 05/12/2026" in page.text


def test_the_same_run_gives_the_same_bytes(run: Results, tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    names = [path.relative_to(first) for path in build_site(run, history(run), registry(), first)]
    build_site(run, history(run), registry(), second)
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


def test_names_of_files_come_from_ids_and_stay_in_the_folder(run: Results, tmp_path: Path) -> None:
    portals = list(run.portals)
    portals[1] = portals[1].model_copy(update={"id": "../../etc/passwd"})
    portals[2] = portals[2].model_copy(update={"id": "..etc.passwd"})
    site = tmp_path / "site"
    written = build_site(run.model_copy(update={"portals": portals}), [], registry(), site)
    assert all(path.resolve().is_relative_to(site.resolve()) for path in written)
    assert len(written) == len(set(written))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//a.example/x", "https:", "", "http://[", "ftp://a/b"]
)
def test_an_address_that_is_not_of_the_web_is_no_link(url: str) -> None:
    assert web_address(url) == ""


def test_every_table_has_a_caption_and_headings(pages: dict[str, Page]) -> None:
    for page in pages.values():
        tags = [tag for tag, _ in page.tags]
        assert tags.count("table") == tags.count("caption")
        assert all(attributes.get("scope") for tag, attributes in page.tags if tag == "th")


def test_headings_leave_no_level_out(pages: dict[str, Page]) -> None:
    for page in pages.values():
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def replied(**more: Any) -> Dealings:
    values = {"author": "Văn phòng UBND xã", "received": date(2026, 11, 1), "text": f"Đã mở {HOSTILE}"}
    reply = Reply("planning.present", "explained", **{**values, **more})
    return Dealings(replies={"xa-dai-lam": [reply]})


def test_replies_are_shown_with_author_and_decision(run: Results, tmp_path: Path) -> None:
    page = built(run, tmp_path, replied())["co-quan/xa-dai-lam.html"]
    assert "Văn phòng UBND xã, ngày 01/11/2026" in page.text
    assert "chờ xem xét" in page.text
    assert "<script>alert(1)</script>" in page.text
    assert "Thuộc trách nhiệm của cơ quan" in page.text


def test_an_accepted_reply_counts_until_it_expires(run: Results, tmp_path: Path) -> None:
    lasting = built(run, tmp_path / "a", replied(accepted=True, expires=run.as_of))
    lapsed = built(run, tmp_path / "b", replied(accepted=True, expires=run.as_of - timedelta(days=1)))
    assert "Thuộc trách nhiệm của cơ quan" not in lasting["co-quan/xa-dai-lam.html"].text
    assert "Thuộc trách nhiệm của cơ quan" in lapsed["co-quan/xa-dai-lam.html"].text


def test_a_reply_of_a_later_day_is_not_shown(run: Results, tmp_path: Path) -> None:
    page = built(run, tmp_path, replied(received=run.as_of + timedelta(days=1)))["co-quan/xa-dai-lam.html"]
    assert "Ý kiến của cơ quan" not in page.text


def test_each_section_is_counted_over_all_bodies(run: Results) -> None:
    names = {one.id: one.id for one in run.portals}
    whole = board(run, [], names, Dealings())
    for tally in section_tallies(whole):
        outcomes = [one.sections[tally.id].outcome for one in run.portals if tally.id in one.sections]
        assert (tally.passed, tally.failed) == (outcomes.count("pass"), outcomes.count("fail"))
        assert tally.measured + tally.unmeasured + outcomes.count("not_applicable") == len(outcomes)


def test_what_to_push_feeds_an_indicator_of_its_own_first(run: Results) -> None:
    names = {one.id: one.id for one in run.portals}
    found = pushes(board(run, [], names, Dealings()))
    assert found
    own = [bool(push.indicators) for push in found]
    assert own == sorted(own, reverse=True)
    planning = next(push for push in found if push.deficiency.finding.criterion == "planning.present")
    assert {body.portal.id for body in planning.bodies} == {"sct", "xa-dai-lam"}


INKS = (
    ("ink", "paper"),
    ("soft", "paper"),
    ("soft", "wash"),
    ("accent", "paper"),
    ("deep", "paper"),
    ("pass", "pass-bg"),
    ("partial", "partial-bg"),
    ("fail", "fail-bg"),
    ("none", "none-bg"),
    ("soft", "none-bg"),
)


@pytest.mark.parametrize(("ink", "ground"), INKS)
def test_text_stands_out_as_wcag_aa_asks(ink: str, ground: str) -> None:
    style = (Path(reports.__file__).parent / "templates" / "kieu.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", style))
    light, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """The relative luminance of a colour, by WCAG 2."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
