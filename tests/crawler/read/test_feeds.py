"""Site maps, feeds and JSON."""

import gzip

from tests.crawler.read.pages import days, read

MAP = (
    '<?xml version="1.0" encoding="UTF-8"?>{doctype}<urlset '
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    "<url><loc>https://sotest.tinh.gov.vn/van-ban{entity}</loc></url><url><loc>/lien-he</loc></url></urlset>"
)
RSS = (
    "<rss version='2.0'><channel><title>Tin</title><item><title>Hội nghị sơ kết</title><link>"
    "https://sotest.tinh.gov.vn/tin/1</link>"
    "<pubDate>Thu, 19 Nov 2026 09:26:00 +0700</pubDate></item></channel></rss>"
)


def test_a_site_map_gives_links() -> None:
    page = read(MAP.format(doctype="", entity=""), content_type="text/xml")
    assert page.kind == "xml"
    assert [(link.url, link.place) for link in page.links] == [
        ("https://sotest.tinh.gov.vn/van-ban", "sitemap"), ("https://sotest.tinh.gov.vn/lien-he", "sitemap"),
    ]  # fmt: skip


def test_a_site_map_index_leads_to_site_maps() -> None:
    body = (
        "<sitemapindex><sitemap><loc>https://sotest.tinh.gov.vn/sitemap1.xml.gz</loc></sitemap>"
        "</sitemapindex>"
    )
    assert [link.url for link in read(body).links] == ["https://sotest.tinh.gov.vn/sitemap1.xml.gz"]


def test_a_packed_site_map_is_unpacked() -> None:
    body = gzip.compress(MAP.format(doctype="", entity="").encode())
    assert len(read(body, content_type="application/x-gzip").links) == 2


def test_a_packed_bomb_is_unpacked_only_so_far() -> None:
    body = gzip.compress(
        b"<urlset>" + b" " * 60_000_000 + b"<url><loc>https://a.gov.vn/</loc></url></urlset>"
    )
    assert read(body, content_type="application/x-gzip").links == ()


def test_entities_are_neither_expanded_nor_fetched() -> None:
    doctype = '<!DOCTYPE urlset [<!ENTITY a "boom"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    page = read(MAP.format(doctype=doctype, entity="&a;&x;"), content_type="text/xml")
    assert not any("boom" in link.url or "root" in link.url for link in page.links)


def test_a_feed_is_a_list_with_days() -> None:
    item = read(RSS, content_type="application/rss+xml").listings[0].items[0]
    assert (item.title, item.url, days(item)[2]) == (
        "Hội nghị sơ kết",
        "https://sotest.tinh.gov.vn/tin/1",
        "2026-11-19",
    )


def test_json_gives_its_longest_list_of_things_with_titles() -> None:
    body = (
        '{"total": 2, "data": {"items": [{"trichYeu": "Ban hành Quy định quản lý đô thị",'
        '"soKyHieu": "12/2026/QĐ-UBND",'
        '"ngayBanHanh": "2026-03-05T00:00:00", "url": "/vb/12"}, {"trichYeu": "Kế hoạch chuyển đổi số", '
        '"soKyHieu": "7/KH-UBND"}]}}'
    )
    listing = read(body, content_type="application/json").listings[0]
    assert listing.kind == "documents"
    assert [(item.number, days(item)[0]) for item in listing.items] == [
        ("12/2026/QĐ-UBND", "2026-03-05"),
        ("7/KH-UBND", None),
    ]
