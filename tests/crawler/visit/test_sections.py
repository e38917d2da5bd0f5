"""Finding sections: what is present, a shell, absent or unknown, and where."""

from dataclasses import replace

import pytest

from crawler.facts import Contact, Form, Listing, Outcome, SectionFacts
from tests.crawler.visit.conftest import Go
from tests.crawler.visit.site import (
    ADDRESS,
    LAWS,
    MENU,
    ORDERS,
    PLANS,
    QUESTIONS,
    ROOT,
    Site,
    documents,
    good_site,
    link,
    news,
    page,
)


def planning(go: Go, site: Site) -> SectionFacts:
    return go(site, wanted=("planning",)).sections["planning"]


def test_good_portal_has_all_core_sections(go: Go) -> None:
    facts = go(good_site())
    assert {name: one.state for name, one in facts.sections.items()} == dict.fromkeys(
        facts.sections, "present"
    )
    assert facts.status == "measured"


def test_sections_are_settled_in_few_pages(go: Go) -> None:
    site = good_site()
    go(site)
    assert len(site.asked_for("section")) <= 7


def test_path_is_the_labels_pressed_with_the_menu_above(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/"] = page(
        "/", links=(link("Quy hoạch", "/quy-hoach", "submenu", "Thông tin công khai"),)
    )
    assert planning(go, site).path == ("Thông tin công khai", "Quy hoạch")


def test_news_list_under_planning_is_a_shell_of_another_kind(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/quy-hoach"] = page(
        "/quy-hoach",
        links=MENU,
        listings=(
            news(
                "Chủ tịch tỉnh dự hội nghị công bố quy hoạch", "Hội thi nấu ăn chào mừng ngày phụ nữ",
                "Đoàn công tác thăm hỏi gia đình chính sách", "Bàn giải pháp phát triển du lịch",
            ),
        ),
    )  # fmt: skip
    found = planning(go, site)
    assert (found.state, found.reason) == ("shell", "other_kind")
    assert found.url == ROOT + "/quy-hoach"


def test_empty_page_is_a_shell(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/quy-hoach"] = page("/quy-hoach", links=MENU)
    assert (planning(go, site).state, planning(go, site).reason) == ("shell", "empty")


def test_page_being_updated_is_a_shell(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/quy-hoach"] = page(
        "/quy-hoach", links=MENU, text="Nội dung đang được cập nhật", troubles=("under_construction",)
    )
    assert planning(go, site).reason == "under_construction"


@pytest.mark.parametrize("soft", [True, False])
def test_dead_menu_target_is_a_shell(go: Go, soft: bool) -> None:
    site = good_site()
    if soft:
        site.pages[ROOT + "/quy-hoach"] = page("/quy-hoach", troubles=("soft_404",))
    else:
        del site.pages[ROOT + "/quy-hoach"]
    found = planning(go, site)
    assert (found.state, found.reason) == ("shell", "dead_target")


def test_label_that_leads_nowhere_is_a_shell(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/"] = page("/", links=(link("Quy hoạch"), link("Tin tức", "/tin")))
    assert planning(go, site).reason == "dead_target"


def test_menu_heading_over_living_entries_is_no_dead_label(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/"] = page(
        "/", links=(link("Quy hoạch"), link("Quy hoạch tỉnh", "/quy-hoach", "submenu", "Quy hoạch"))
    )
    assert planning(go, site).state == "present"


def test_no_label_anywhere_is_absent(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/"] = page("/", links=(link("Tin tức", "/tin"), link("Liên hệ", "/lien-he")))
    assert (planning(go, site).state, planning(go, site).reason) == ("absent", "no_label")


@pytest.mark.parametrize(
    "outcome", [Outcome.TIMEOUT, Outcome.ROBOTS, Outcome.BLOCKED, Outcome.SERVER_ERROR, Outcome.TLS]
)
def test_page_that_could_not_be_read_leaves_the_section_unknown(go: Go, outcome: Outcome) -> None:
    site = good_site()
    site.outcomes[ROOT + "/quy-hoach"] = outcome
    found = planning(go, site)
    assert (found.state, found.reason) == ("unknown", outcome.value)


def test_challenge_page_is_unreadable_not_a_shell(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/quy-hoach"] = page("/quy-hoach", troubles=("challenge",))
    assert planning(go, site).state == "unknown"


def test_lost_page_does_not_matter_once_the_section_is_found(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/"] = page("/", links=(*MENU, link("Quy hoạch xây dựng", "/hong", "submenu")))
    site.outcomes[ROOT + "/hong"] = Outcome.TIMEOUT
    assert planning(go, site).state == "present"


def test_hub_is_the_section_when_its_parts_hold_the_lists(go: Go) -> None:
    site = good_site()
    parts = (link("Quy hoạch xây dựng", "/qh-xd", "content"), link("Kế hoạch năm", "/kh-nam", "content"))
    site.pages[ROOT + "/quy-hoach"] = page("/quy-hoach", links=(*MENU, *parts))
    site.pages[ROOT + "/qh-xd"] = page("/qh-xd", listings=(PLANS,))
    site.pages[ROOT + "/kh-nam"] = page(
        "/kh-nam", listings=(documents({"Kế hoạch cải cách hành chính": "9/KH-UBND"}, first=50),)
    )
    found = planning(go, site)
    assert found.state == "present"
    assert found.url == ROOT + "/quy-hoach"
    assert found.total == 4


def test_hub_over_empty_parts_is_a_shell(go: Go) -> None:
    site = good_site()
    parts = (link("Quy hoạch xây dựng", "/qh-xd", "content"), link("Kế hoạch năm", "/kh-nam", "content"))
    site.pages[ROOT + "/quy-hoach"] = page("/quy-hoach", links=(*MENU, *parts))
    site.pages[ROOT + "/qh-xd"] = page("/qh-xd")
    site.pages[ROOT + "/kh-nam"] = page("/kh-nam")
    assert planning(go, site).state == "shell"


def test_one_page_may_serve_two_sections_each_with_its_own_entries(go: Go) -> None:
    mixed = replace(LAWS, items=LAWS.items + ORDERS.items)
    site = Site(
        {
            ROOT + "/": page("/", links=(link("Văn bản", "/van-ban"), link("Tin tức", "/tin"))),
            ROOT + "/van-ban": page("/van-ban", listings=(mixed,), title="Hệ thống văn bản"),
        }
    )
    found = go(site, wanted=("legal_documents", "directives")).sections
    assert [found["legal_documents"].total, found["directives"].total] == [3, 3]
    assert found["legal_documents"].url == found["directives"].url == ROOT + "/van-ban"


def test_legal_documents_are_not_the_directives(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/vbqppl"] = page("/vbqppl", links=MENU, listings=(ORDERS,))
    found = go(site, wanted=("legal_documents",)).sections["legal_documents"]
    assert found.state == "shell"


def test_headline_in_the_news_is_no_way_to_the_section(go: Go) -> None:
    headline = link("Công bố quy hoạch chung đô thị Nam Hà giai đoạn mới tại hội nghị", "/tin/1", "content")
    site = Site({ROOT + "/": page("/", links=(headline, link("Tin tức", "/tin")))})
    assert planning(go, site).state == "absent"


def test_prose_can_be_the_incentives_section(go: Go) -> None:
    site = good_site()
    text = "Nhà đầu tư được miễn tiền thuê đất và hưởng ưu đãi đầu tư, hỗ trợ đầu tư hạ tầng. " * 8
    site.pages[ROOT + "/dau-tu"] = page("/dau-tu", links=MENU, text=text)
    found = go(site, wanted=("investment_incentives",)).sections["investment_incentives"]
    assert (found.state, found.total) == ("present", 0)


def test_question_form_without_answers_is_doubtful(go: Go) -> None:
    site = good_site()
    form = Form(ROOT + "/gui", "POST", (("noi_dung", ""),), "question")
    site.pages[ROOT + "/hoi-dap"] = page("/hoi-dap", links=MENU, forms=(form,))
    found = go(site, wanted=("qa",)).sections["qa"]
    assert found.state == "present"
    assert found.confidence < 0.6
    assert found.has_form


def test_contact_is_its_page_when_address_and_phone_stand_there(go: Go) -> None:
    found = go(good_site(), wanted=("contact",)).sections["contact"]
    assert found.url == ROOT + "/lien-he"
    assert found.contact is not None
    assert found.contact.address == ADDRESS.address


def test_contact_in_the_footer_is_the_home_page(go: Go) -> None:
    footer = replace(ADDRESS, place="footer")
    site = Site({ROOT + "/": page("/", links=(link("Tin tức", "/tin"),), contacts=(footer,))})
    found = go(site, wanted=("contact",)).sections["contact"]
    assert (found.state, found.url) == ("present", ROOT + "/")


def test_contact_with_an_address_only_is_not_there(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/lien-he"] = page("/lien-he", contacts=(Contact("Số 1 Lê Lợi", "Số 1 Lê Lợi"),))
    assert go(site, wanted=("contact",)).sections["contact"].state == "shell"


def test_menu_target_that_is_the_home_page_is_dead(go: Go) -> None:
    site = good_site()
    site.pages[ROOT + "/"] = page("/", links=(link("Quy hoạch", "/index.php?x=1"), link("Tin tức", "/tin")))
    site.pages[ROOT + "/index.php?x=1"] = page("/")
    site.redirects[ROOT + "/index.php?x=1"] = ROOT + "/"
    assert planning(go, site).reason == "dead_target"


def test_every_judgement_is_recorded_with_its_signals(go: Go) -> None:
    found = planning(go, good_site())
    assert {signal.name for signal in found.signals} >= {"label", "list", "url"}
    assert found.attempts[0].verdict == "accepted"


def test_section_of_a_sister_host_is_found_there(go: Go) -> None:
    there = "https://vbpl.tinh.gov.vn/"
    listing = Listing("documents", LAWS.items)
    site = Site(
        {
            ROOT + "/": page("/", links=(link("Văn bản quy phạm pháp luật", there), link("Tin tức", "/tin"))),
            there: replace(page("/"), url=there, listings=(listing,)),
        }
    )
    found = go(site, wanted=("legal_documents",)).sections["legal_documents"]
    assert (found.state, found.url, found.found_by) == ("present", there, "sister")


def test_other_bodies_are_not_visited(go: Go) -> None:
    there = "https://chinhphu.vn/hoi-dap"
    site = Site({ROOT + "/": page("/", links=(link("Hỏi đáp", there), link("Tin tức", "/tin")))})
    go(site, wanted=("qa",))
    assert there not in [fetch.url for fetch in site.asked]


def test_questions_count_with_the_day_of_the_answer(go: Go) -> None:
    found = go(good_site(), wanted=("qa",)).sections["qa"]
    assert found.total == len(QUESTIONS.items)
    assert all(item.answered for item in found.items)
