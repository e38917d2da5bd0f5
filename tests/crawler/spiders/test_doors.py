"""No private address is reached through a plain request: links, redirects, robots.txt, forms, files."""

from collections.abc import Iterator

import pytest

from crawler.facts import Fetch, Outcome
from tests.crawler import badserver as bad
from tests.crawler.scripted import Crawled, options, run_scripts

Batch = tuple[Crawled, bad.Site, bad.Site]

# Ways to write the trap's address 127.0.8.1 (or a closed one), by name of the case.
HOSTS = {
    "literal": "127.0.8.1",
    "decimal": "2130708481",
    "hex": "0x7f000801",
    "octal": "0177.0.010.01",
    "short": "127.2049",
    "mapped": "[::ffff:127.0.8.1]",
    "loopback6": "[::1]",
    "localhost": "localhost",
    "localhost-dot": "localhost.",
    "any": "0.0.0.0",  # noqa: S104
    "named": "kin.test",
    "metadata": "169.254.169.254",
    "userinfo": "mo.test@127.0.8.1",
    "userinfo-port": "mo.test:80@127.0.8.1",
}


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Batch]:
    out = tmp_path_factory.mktemp("doors")
    with bad.BadServer() as server:
        trap = server.site("kin.test", {"/": bad.page("bí mật")}, address="127.0.8.1")
        inner = {name: f"http://{host}:{trap.port}/" for name, host in HOSTS.items()}
        answers: dict[str, bad.Answerer] = {f"/to/{name}": bad.redirect(url) for name, url in inner.items()}
        answers["/307"] = bad.redirect(inner["literal"], 307)
        answers["/two"] = bad.redirect("/to/literal")
        answers["/scheme-less"] = bad.redirect(f"//127.0.8.1:{trap.port}/")
        answers["/backslash"] = bad.redirect(f"http:\\\\127.0.8.1:{trap.port}\\")
        opened = server.site("mo.test", answers, address="127.0.7.1")
        sly = server.site(
            "robots-kin.test",
            {"/robots.txt": bad.redirect(inner["literal"]), "/": bad.page("có")},
            address="127.0.7.2",
        )
        scripts = {f"link-{name}": [Fetch(url, "section")] for name, url in inner.items()}
        scripts |= {f"hop-{name}": [Fetch(f"{opened.url}/to/{name}", "section")] for name in inner}
        scripts |= {
            "form": [Fetch(f"{opened.url}/307", "section", "POST", (("a", "b"),))],
            "two-hops": [Fetch(f"{opened.url}/two", "section")],
            "scheme-less": [Fetch(f"{opened.url}/scheme-less", "section")],
            "backslash": [Fetch(f"{opened.url}/backslash", "section")],
            "file": [Fetch(f"{opened.url}/to/literal", "file", first_bytes=100)],
            "head": [Fetch(f"{opened.url}/to/literal", "file", "HEAD")],
            "robots": [Fetch(f"{sly.url}/", "home")],
            "file-scheme": [Fetch("file:///etc/passwd", "home")],
            "data-scheme": [Fetch("data:text/html,x", "home")],
            "ftp-scheme": [Fetch(f"ftp://mo.test:{opened.port}/", "home")],
        }
        chosen = options(
            out, concurrency=40, allow_nets=("127.0.7.0/24",),
            hosts=server.hosts_file(out / "hosts", ["127.0.7.1 doi.test"]),
        )  # fmt: skip
        env = {"PATH": "/usr/bin:/bin", "http_proxy": opened.url, "HTTP_PROXY": opened.url}
        yield run_scripts(out, scripts, chosen, env=env), opened, trap


@pytest.mark.parametrize("name", HOSTS)
@pytest.mark.parametrize("way", ["link", "hop"])
def test_closed_address_is_refused_however_it_is_written(batch: Batch, way: str, name: str) -> None:
    (seen,) = batch[0].answers[f"{way}-{name}"]
    assert seen.outcome is Outcome.PRIVATE_ADDRESS, seen.detail


@pytest.mark.parametrize("name", ["form", "two-hops", "scheme-less", "backslash", "file", "head"])
def test_no_kind_of_request_gets_through(batch: Batch, name: str) -> None:
    assert batch[0].answers[name][0].outcome is Outcome.PRIVATE_ADDRESS


def test_robots_redirected_to_a_closed_address_closes_the_host(batch: Batch) -> None:
    assert batch[0].answers["robots"][0].outcome in (Outcome.PRIVATE_ADDRESS, Outcome.ROBOTS)


@pytest.mark.parametrize("name", ["file-scheme", "data-scheme", "ftp-scheme"])
def test_other_schemes_are_not_fetched(batch: Batch, name: str) -> None:
    assert batch[0].answers[name][0].outcome is Outcome.BAD_RESPONSE


def test_the_trap_was_never_asked(batch: Batch) -> None:
    assert batch[2].hits == []


def test_proxy_of_the_environment_is_not_used(batch: Batch) -> None:
    assert not any(hit.target.startswith("http:") for hit in batch[1].hits)
