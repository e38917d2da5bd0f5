"""The browser: pages that run scripts, labels pressed, pictures; and pages that mean harm, within bounds."""

import asyncio
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.browser import Browser, BrowserError, Limits, NoBrowserError, Rendered
from crawler.browser.find import ON_PATH, find_browser
from crawler.facts import Outcome
from crawler.net.addresses import AddressPolicy
from crawler.net.doors import Doors
from crawler.net.names import Names
from crawler.net.proxy import Proxy
from tests.crawler import badserver as bad

try:
    find_browser("")
except NoBrowserError as none:
    pytestmark = pytest.mark.skip(reason=f"no browser at hand: {none}")

JPEG = b"\xff\xd8\xff"
APP = """<div id=app></div><script>
setTimeout(() => fetch('/du-lieu.json').then(r => r.json()).then(d => {
  app.innerHTML = d.map(x => `<a href="/vb/${x}">Văn bản ${x}</a>`).join('') + location.hash;
}), 100)</script>"""
MORE = """<ul id=ds><li>1</li></ul><button onclick="them()">Xem   thêm</button><a href="/trang-2">Trang 2</a>
<script>let n = 1; function them() { setTimeout(() => { for (let i = 0; i < 5; i++) {
  ds.insertAdjacentHTML('beforeend', `<li>${++n}</li>`) } }, 150) }</script>"""


def leak_page(url: str) -> str:
    """Every way we know for a page to reach another address."""
    host = url.removeprefix("http://")
    return f"""<p>trang</p><img src="{url}/img"><iframe src="{url}/frame"></iframe>
<link rel=stylesheet href="{url}/css"><script src="{url}/js"></script><object data="{url}/obj"></object>
<video src="{url}/video"></video><form id=f action="{url}/form" target=fr></form><iframe name=fr></iframe>
<script>fetch('{url}/fetch').catch(()=>0); navigator.sendBeacon('{url}/beacon', 'x');
new WebSocket('ws://{host}/ws'); new EventSource('{url}/sse'); document.getElementById('f').submit();
new Image().src = '/toi-anh'; fetch('/toi-du-lieu').catch(()=>0); window.open('{url}/popup');
const w = new Worker(URL.createObjectURL(new Blob([`fetch('{url}/worker').catch(()=>0)`])));
const c = new RTCPeerConnection({{iceServers: [{{urls: 'stun:{host}'}}]}});
c.createDataChannel('x'); c.createOffer().then(o => c.setLocalDescription(o));</script>"""


@dataclass
class Seen:
    """What came of the cases, by name."""

    rendered: dict[str, Rendered | BrowserError]
    seconds: dict[str, float]
    site: bad.Site
    trap: bad.Site
    pictures: Path
    datagrams: socket.socket  # of the trap

    def page(self, name: str) -> Rendered:
        shown = self.rendered[name]
        assert isinstance(shown, Rendered), shown
        return shown

    def error(self, name: str) -> BrowserError:
        shown = self.rendered[name]
        assert isinstance(shown, BrowserError), shown
        return shown


def answers(trap: bad.Site) -> dict[str, bad.Answerer]:
    beep = "<script>while (true) alert('x')</script>"
    many = "<p>nhiều</p><script>for (let i = 0; i < 1000; i++) fetch('/x/' + i)</script>"
    return {
        "/app": bad.page(APP),
        "/du-lieu.json": bad.reply(200, "[1, 2, 3]", "Content-Type: application/json"),
        "/more": bad.page(MORE),
        "/trang-2": bad.page("<h1>Trang hai</h1>"),
        "/alert": bad.page("<p>trước</p><script>alert('x'); document.write('<b>sau</b>')</script>"),
        "/alerts": bad.page(beep),
        "/loop": bad.page("<p>x</p><script>while (true) {}</script>"),
        "/late-loop": bad.page("<p>x</p><script>setTimeout(() => { while (true) {} }, 300)</script>"),
        "/popups": bad.page(
            "<p>mẹ</p><script>for (let i = 0; i < 50; i++) window.open('/con?' + i)</script>"
        ),
        "/download": bad.reply(
            200, b"PK", "Content-Type: application/zip", "Content-Disposition: attachment"
        ),
        "/worker": bad.page(
            "<p>x</p><script>navigator.serviceWorker.register('/sw.js').catch(() => 0)</script>"
        ),
        "/sw.js": bad.reply(200, "1", "Content-Type: text/javascript"),
        "/many": bad.page(many),
        "/images": bad.page("<p>ảnh</p><img src=/anh.png>"),
        "/anh.png": bad.reply(200, b"", "Content-Type: image/png"),
        "/tall": bad.page("<div style='height: 9000px; background: linear-gradient(red, blue)'>cao</div>"),
        "/small": bad.page("<p>thấp</p>"),
        "/gone": bad.reply(404, "<p>không thấy</p>", "Content-Type: text/html"),
        "/forbidden": bad.reply(403, "<p>cấm</p>", "Content-Type: text/html"),
        "/hop": bad.redirect("/small"),
        "/hops": bad.redirect("/hops"),
        "/to-trap": bad.redirect(f"{trap.url}/hop"),
        "/via-closed": bad.redirect("/cam/x"),
        "/cam/x": bad.page("cấm"),
        "/meta": bad.page(f"<meta http-equiv=refresh content='0; url={trap.url}/meta'>"),
        "/script-to-trap": bad.page(f"<script>location = '{trap.url}/location'</script>"),
        "/leaks": bad.page(leak_page(trap.url)),
        "/drop": bad.drop,
        "/huge": bad.page(
            "<p>x</p><script>document.documentElement.append(document.createComment('x'.repeat(12000000)))</script>"
        ),
        "/cookie": bad.page("<script>document.cookie = 'qua=1'</script>"),
        "/show-cookie": lambda hit, wire: bad.page(f"<i>{hit.headers.get('cookie')}</i>")(hit, wire),
    }


PLAIN = [
    "app", "alert", "popups", "worker", "many", "images", "gone", "forbidden", "hop", "hops", "to-trap",
    "via-closed", "meta", "script-to-trap", "leaks", "drop", "download", "huge", "late-loop",
    "loop", "alerts",
]  # fmt: skip


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    pictures = tmp_path_factory.mktemp("pictures")
    with bad.BadServer() as server:
        trap = server.site("kin.test", {}, address="127.0.8.1")
        site = server.site("mo.test", answers(trap), address="127.0.7.1")
        with socket.socket(type=socket.SOCK_DGRAM) as datagrams:
            datagrams.bind((trap.address, trap.port))
            datagrams.setblocking(False)
            made = Seen({}, {}, site, trap, pictures, datagrams)
            asyncio.run(show_all(made))
            yield made


async def show_all(seen: Seen) -> None:
    names = Names({one.name: (one.address,) for one in (seen.site, seen.trap)})
    proxy = Proxy(Doors(names, AddressPolicy(allow_nets=["127.0.7.0/24"])))
    browser = Browser(proxy.start, "CongKhai/test", Limits(6.0, 2.0, 3.0))
    url = seen.site.url

    async def refuse(address: str) -> Outcome | None:
        return Outcome.ROBOTS if "/cam/" in address else None

    async def show(name: str, path: str, portal: str = "a", clicks: tuple[str, ...] = ()) -> None:
        begun = time.monotonic()
        try:
            async with browser.room:
                begun = time.monotonic()
                seen.rendered[name] = await browser.render(url + path, portal, refuse, clicks)
        except BrowserError as error:
            seen.rendered[name] = error
        seen.seconds[name] = time.monotonic() - begun

    async def picture(name: str) -> None:
        async with browser.room:
            await browser.picture(f"{url}/{name}", "a", refuse, seen.pictures / f"{name}.jpg")

    await asyncio.gather(
        *(show(name, f"/{name}") for name in PLAIN),
        show("hash", "/app#/van-ban"),
        show("more-0", "/more"),
        show("more-2", "/more", clicks=("Xem thêm", "xem thêm")),
        show("pressed-away", "/more", clicks=("Trang 2",)),
        show("not-there", "/more", clicks=("Xem thêm", "Không có nút này", "Xem thêm")),
    )
    await show("cookie", "/cookie", "b")
    await show("same-portal", "/show-cookie", "b")
    await show("other-portal", "/show-cookie", "c")
    await picture("tall")
    await picture("small")
    await picture("images")
    await browser.close()
    await proxy.close()
    names.close()


def test_page_that_scripts_build_is_read_when_it_stands(seen: Seen) -> None:
    html = seen.page("app").html.decode()
    assert html.count('<a href="/vb/') == 3 + 1  # the script shows one more
    assert "Văn bản 3" in html


def test_fragment_reaches_the_page(seen: Seen) -> None:
    assert "#/van-ban" in seen.page("hash").html.decode()


def test_labels_are_pressed_in_order_and_waited_for(seen: Seen) -> None:
    assert seen.page("more-0").html.count(b"<li>") == 1 + 1  # the script shows one more
    assert seen.page("more-2").html.count(b"<li>") == 11 + 1
    assert seen.page("more-2").pressed == 2


def test_pressing_may_lead_to_another_page(seen: Seen) -> None:
    shown = seen.page("pressed-away")
    assert shown.url.endswith("/trang-2")
    assert "Trang hai" in shown.html.decode()


def test_label_that_is_not_there_ends_the_pressing(seen: Seen) -> None:
    assert seen.page("not-there").pressed == 1


def test_alert_is_dismissed_and_the_page_goes_on(seen: Seen) -> None:
    assert "<b>sau</b>" in seen.page("alert").html.decode()


@pytest.mark.parametrize("name", ["loop", "alerts"])
def test_page_that_never_ends_is_given_up(seen: Seen, name: str) -> None:
    assert seen.error(name).outcome is Outcome.TIMEOUT
    assert seen.seconds[name] < 20


def test_page_that_hangs_later_does_no_harm(seen: Seen) -> None:
    assert seen.seconds["late-loop"] < 20
    assert seen.page("same-portal")


def test_popups_are_not_opened(seen: Seen) -> None:
    assert "mẹ" in seen.page("popups").html.decode()
    assert not [target for target in seen.site.asked if target.startswith("/con")]


def test_download_is_refused_by_name(seen: Seen) -> None:
    assert seen.error("download").outcome is Outcome.BROWSER_ERROR


def test_service_workers_are_blocked(seen: Seen) -> None:
    assert seen.page("worker").status == 200
    assert "/sw.js" not in seen.site.asked


def test_page_may_ask_for_so_much_and_no_more(seen: Seen) -> None:
    assert "nhiều" in seen.page("many").html.decode()
    assert len([target for target in seen.site.asked if target.startswith("/x/")]) <= 400


def test_images_are_loaded_for_pictures_only(seen: Seen) -> None:
    assert "ảnh" in seen.page("images").html.decode()
    assert seen.site.asked.count("/anh.png") == 1
    assert (seen.pictures / "images.jpg").exists()


@pytest.mark.parametrize(("name", "status"), [("gone", 404), ("forbidden", 403), ("app", 200)])
def test_status_is_the_servers(seen: Seen, name: str, status: int) -> None:
    assert seen.page(name).status == status


def test_redirects_are_told(seen: Seen) -> None:
    shown = seen.page("hop")
    assert (shown.url, shown.redirects) == (f"{seen.site.url}/small", (f"{seen.site.url}/hop",))
    assert seen.error("hops").outcome is Outcome.REDIRECT_LOOP


def test_hop_that_is_forbidden_is_not_taken(seen: Seen) -> None:
    assert seen.error("via-closed").outcome is Outcome.ROBOTS
    assert "/cam/x" not in seen.site.asked


def test_page_too_large_is_not_taken_home(seen: Seen) -> None:
    assert seen.error("huge").outcome is Outcome.TOO_LARGE


@pytest.mark.parametrize("name", ["meta", "script-to-trap"])
def test_page_that_leads_to_a_dead_end_is_not_the_browsers_own_page(seen: Seen, name: str) -> None:
    assert seen.error(name).outcome is Outcome.RESET
    assert seen.error(name).url.startswith(seen.trap.url)


def test_dropped_connection_is_a_reset(seen: Seen) -> None:
    assert seen.error("drop").outcome is Outcome.RESET


def test_closed_address_gets_nothing_by_any_road(seen: Seen) -> None:
    assert isinstance(seen.rendered["to-trap"], BrowserError)
    assert "trang" in seen.page("leaks").html.decode()
    assert "/toi-du-lieu" in seen.site.asked
    assert seen.trap.hits == []
    with pytest.raises(BlockingIOError):
        seen.datagrams.recv(1)


def test_portals_do_not_share_cookies(seen: Seen) -> None:
    assert "qua=1" in seen.page("same-portal").html.decode()
    assert "None" in seen.page("other-portal").html.decode()


def test_picture_is_a_jpeg_of_bounded_size(seen: Seen) -> None:
    tall, small = (seen.pictures / f"{name}.jpg" for name in ("tall", "small"))
    assert tall.read_bytes().startswith(JPEG)
    assert size_of(tall) == (1280, 1600)
    assert size_of(small) == (1280, 800)


def size_of(path: Path) -> tuple[int, int]:
    """Width and height in a JPEG's frame header."""
    data = path.read_bytes()
    at = 2
    while data[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")


def test_browser_that_dies_is_replaced() -> None:
    async def run() -> tuple[Outcome, int | None]:
        with bad.BadServer() as server:
            site = server.site("127.0.7.1", {"/": bad.page("<p>x</p>"), "/silent": bad.silent})
            proxy = Proxy(Doors(Names(), AddressPolicy(allow_nets=["127.0.7.0/24"])))
            browser = Browser(proxy.start, "x")

            async def refuse(_: str) -> None:
                return None

            waiting = asyncio.ensure_future(browser.render(f"{site.url}/silent", "a", refuse))
            while "/silent" not in site.asked:
                await asyncio.sleep(0.05)
            running = browser._running
            assert running is not None
            await running.chromium.close()
            with pytest.raises(BrowserError) as died:
                await waiting
            shown = await browser.render(f"{site.url}/", "a", refuse)
            await browser.close()
            await proxy.close()
            return died.value.outcome, shown.status

    assert asyncio.run(run()) == (Outcome.BROWSER_ERROR, 200)


def test_named_browser_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("CONGKHAI_BROWSER", str(program))
    assert find_browser("") == str(program)
    monkeypatch.setenv("CONGKHAI_BROWSER", str(tmp_path / "khong-co"))
    with pytest.raises(NoBrowserError):
        find_browser(str(program))


def test_browser_on_the_path_comes_in_order_then_playwrights_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CONGKHAI_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    own = tmp_path / "own"
    own.write_text("")
    assert find_browser(str(own)) == str(own)
    for name in reversed(ON_PATH):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
        assert find_browser(str(own)) == str(tmp_path / name)


def test_without_a_browser_there_is_an_error_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONGKHAI_BROWSER", "/khong/co")

    async def run() -> int:
        async def proxy() -> str:
            return "http://127.0.0.1:9"

        async def refuse(_: str) -> None:
            return None

        browser = Browser(proxy, "x")
        failed = 0
        for _ in range(2):
            try:
                await browser.render("http://so.gov.vn/", "a", refuse)
            except NoBrowserError:
                failed += 1
        await browser.close()
        return failed

    assert asyncio.run(run()) == 2
