"""The pages: every address answers, lists walk to their end, files are as planned, bytes never change."""

import io
import re
import unicodedata
from collections.abc import Iterator
from html import unescape

import pytest
from docx import Document
from lxml import html as markup
from pypdf import PdfReader

from tests.replica.addresses import Ports
from tests.replica.content import MONTHS
from tests.replica.families import FAMILIES, Family
from tests.replica.families.base import canonical
from tests.replica.model import Entry, Node
from tests.replica.plans import PLANS
from tests.replica.province import Province
from tests.replica.reply import Reply
from tests.replica.site import all_entries

NOVEMBER = Province("2026-11", Ports())
_OPEN = [plan.id for plan in PLANS if plan.fate == "open" and plan.id in NOVEMBER.families]
_PAGED = [one for one in _OPEN if NOVEMBER.families[one].name != "spa"]


def _get(family: Family, path: str) -> Reply:
    plan = family.site.plan
    reply = NOVEMBER.answer(plan.scheme, plan.host, "GET", path, {})
    assert reply is not None
    return reply


def _text(reply: Reply) -> str:
    return unescape(reply.body.decode())


def _core(family: Family) -> Iterator[Node]:
    for node in family.site.nodes:
        if node.part and node.part.mode in ("list", "framed") and node.role == "list" and node.entries:
            yield node


@pytest.mark.parametrize("portal", _OPEN)
def test_every_address_answers(portal: str) -> None:
    family = NOVEMBER.families[portal]
    for path in family.makers():
        assert _get(family, path).status in (200, 302), path


def test_every_family_is_used() -> None:
    assert {family.name for family in NOVEMBER.families.values()} == set(FAMILIES)


@pytest.mark.parametrize("portal", _PAGED)
def test_every_kind_of_page_says_its_own(portal: str) -> None:
    family = NOVEMBER.families[portal]
    for node in family.site.nodes:
        if node.role in ("external", "tab") or (node.part and node.part.mode in ("dead", "nolink")):
            continue
        text = _norm(_text(_get(family, family.page_path(node, 1))))
        for entry in node.entries[: family.page_size]:
            assert _norm(entry.title) in text, (portal, node.label)
        for entry in node.entries[:2]:
            if family.has_page(entry):
                page = _norm(_text(_get(family, family.entry_path(node, entry))))
                assert _norm(entry.title) in page
                assert _norm(entry.answer) in page
                assert _norm(entry.number) in page


def _norm(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text).replace("\u200b", ""))


@pytest.mark.parametrize("portal", _PAGED)
def test_pagers_walk_to_the_last_entry(portal: str) -> None:
    family = NOVEMBER.families[portal]
    for node in _core(family):
        seen: set[str] = set()
        for text in _walk(family, node):
            seen |= {entry.title for entry in node.entries if _norm(entry.title) in _norm(text)}
        assert seen == {entry.title for entry in node.entries}, (portal, node.label)


def _walk(family: Family, node: Node) -> Iterator[str]:
    """The pages of a list, each found through the one before it alone."""
    reply = _get(family, family.page_path(node, 1))
    for page in range(2, family.pages_of(node) + 2):
        text = _text(reply)
        yield text
        if page > family.pages_of(node):
            return
        asked = re.search(rf"__doPostBack\('([^']+)','(Page\${page})'\)", text)
        if asked:
            state = re.search(r'name="__VIEWSTATE"[^>]*value="([^"]+)"', text)
            assert state
            form = {"__EVENTTARGET": asked[1], "__EVENTARGUMENT": asked[2], "__VIEWSTATE": state[1]}
            action = family.list_path(node)
            posted = NOVEMBER.answer(family.site.plan.scheme, family.site.plan.host, "POST", action, form)
            assert posted is not None
            reply = posted
            continue
        href = family.page_path(node, page)
        assert href in _plain(text), (node.label, page)
        reply = _get(family, href)


def _plain(text: str) -> str:
    return re.sub(r";jsessionid=[0-9A-F]+", "", text.replace("\\/", "/"))


@pytest.mark.parametrize("portal", _OPEN)
def test_no_two_documents_of_a_list_are_alike(portal: str) -> None:
    for node in _core(NOVEMBER.families[portal]):
        told = [(entry.number, entry.title) for entry in node.entries if entry.number]
        assert len(set(told)) == len(told), node.label


def test_a_postback_without_the_state_of_a_page_is_not_followed() -> None:
    family = NOVEMBER.families["stc"]
    node = next(node for node in _core(family) if family.pages_of(node) > 1)
    form = {"__EVENTTARGET": family.post_target(node), "__EVENTARGUMENT": "Page$2", "__VIEWSTATE": "made up"}
    reply = NOVEMBER.answer("http", family.site.plan.host, "POST", family.list_path(node), form)
    assert reply == _get(family, family.list_path(node))


def _files(state: str) -> list[tuple[Family, Node, Entry]]:
    return [
        (family, node, entry)
        for family in NOVEMBER.families.values()
        for top in family.site.nodes
        for node, entry in all_entries(top)
        if entry.file == state
    ]


def test_good_files_open_and_say_their_number() -> None:
    pdfs = [one for one in _files("ok") if one[2].file_kind == "pdf"][:3]
    words = [one for one in _files("ok") if one[2].file_kind == "docx"][:3]
    assert pdfs
    assert words
    for family, node, entry in pdfs:
        body = _get(family, family.file_path(node, entry)).body
        assert entry.number in PdfReader(io.BytesIO(body)).pages[0].extract_text()
    for family, node, entry in words:
        body = _get(family, family.file_path(node, entry)).body
        assert any(entry.number in line.text for line in Document(io.BytesIO(body)).paragraphs)


def test_broken_files_are_broken_as_planned() -> None:
    for family, node, entry in _files("dead"):
        assert family.answer("GET", family.file_path(node, entry), {}) is None or family.name == "spa"
    for family, node, entry in _files("empty"):
        assert _get(family, family.file_path(node, entry)).body == b""
    for family, node, entry in _files("html"):
        assert b"<html>" in _get(family, family.file_path(node, entry)).body
    for family, node, entry in _files("encrypted"):
        assert PdfReader(io.BytesIO(_get(family, family.file_path(node, entry)).body)).is_encrypted
    for family, node, entry in _files("scan"):
        page = PdfReader(io.BytesIO(_get(family, family.file_path(node, entry)).body)).pages[0]
        assert page.extract_text() == ""
    for family, node, entry in _files("trap"):
        assert dict(_get(family, family.file_path(node, entry)).headers)["Location"].startswith(
            "http://127.99."
        )


def test_the_dead_file_of_a_script_portal_is_not_found_either() -> None:
    family, node, entry = next(one for one in _files("dead") if one[0].name == "spa")
    assert _get(family, family.file_path(node, entry)).status == 404


def test_the_same_month_gives_the_same_bytes() -> None:
    again = Province("2026-11", Ports())
    for portal in _OPEN:
        family, other = NOVEMBER.families[portal], again.families[portal]
        assert list(family.makers()) == list(other.makers())
        for path in list(family.makers())[::9]:
            assert family.answer("GET", path, {}) == other.answer("GET", path, {}), path


def test_entries_keep_their_addresses_over_the_months() -> None:
    for portal in ("sxd", "svhttdl", "tayson", "sct", "anphu", "truonggiang", "bqlkkt"):
        before = Province(MONTHS[2], Ports()).families[portal]
        paths = set(NOVEMBER.families[portal].makers())
        for node in before.site.nodes:
            for entry in node.entries:
                if before.has_page(entry):
                    assert canonical(before.entry_path(node, entry)) in paths


def test_the_page_of_a_script_portal_says_nothing_without_scripts() -> None:
    body = _get(NOVEMBER.families["sgddt"], "/").body
    assert "Văn bản".encode() not in body


def test_a_portal_may_answer_200_for_what_is_not_there() -> None:
    soft = _get(NOVEMBER.families["tanlap"], "/khong-co")
    assert soft.status == 200
    assert "Không tìm thấy" in _text(soft)
    assert _get(NOVEMBER.families["sxd"], "/khong-co").status == 404


def test_the_traps_lead_out_by_redirect_by_refresh_and_by_link() -> None:
    family = NOVEMBER.families["skhcn"]
    assert dict(_get(family, "/chuyen-huong").headers)["Location"].startswith("http://127.99.0.1")
    assert 'http-equiv="refresh"' in _text(_get(family, "/ban-do"))
    home = _text(_get(family, "/"))
    assert "http://127.99.0.1:80/quy-hoach" in home
    assert "http://169.254.169.254/" in home


def test_the_calendar_and_the_gallery_never_end() -> None:
    for week in (1, 47, 5200):
        assert f"tuan={week + 1}" in _text(
            _get(NOVEMBER.families["truonggiang"], f"/lich-cong-tac?tuan={week}")
        )
    assert "trang=1001" in _text(_get(NOVEMBER.families["snnmt"], "/thu-vien-video?trang=1000"))


def test_session_ids_make_every_link_new_and_lead_to_the_same_page() -> None:
    family = NOVEMBER.families["truonggiang"]
    home = _get(family, "/web/truong-giang").body.decode()
    found = re.search(r'href="(/web/truong-giang/hoi-dap;jsessionid=[0-9A-F]+)"', home)
    assert found
    assert _get(family, found[1]) == _get(family, "/web/truong-giang/hoi-dap")


def test_a_template_stamp_is_on_every_page_from_its_month_on() -> None:
    family = NOVEMBER.families["tanlap"]
    pages = [
        _text(_get(family, family.path(node)))
        for node in family.site.nodes
        if node.role in ("list", "static")
    ]
    assert pages
    assert all("Cập nhật: 20/11/2026" in page for page in pages)
    earlier = Province("2026-09", Ports()).families["tanlap"]
    assert all(
        "Cập nhật" not in _text(earlier.page_of(node)) for node in earlier.site.nodes if node.role == "static"
    )


def test_a_section_only_the_search_knows_is_linked_from_no_page() -> None:
    family = NOVEMBER.families["longhai"]
    node = family.site.found("planning")
    assert node is not None
    path = family.path(node)
    own = (path, *(family.entry_path(node, entry) for entry in node.entries))
    for other in family.makers():
        if not other.startswith(own) and _get(family, other).content_type.startswith("text/html"):
            assert f'"{path}"' not in _get(family, other).body.decode(), other
    assert path in _text(_get(family, "/tim-kiem?tukhoa=quy+hoạch"))


def test_pages_parse_as_markup() -> None:
    for portal in _PAGED:
        family = NOVEMBER.families[portal]
        tree = markup.fromstring(_get(family, family.path(family.site.home)).body)
        assert tree.findall(".//a") or tree.findall(".//frame")
