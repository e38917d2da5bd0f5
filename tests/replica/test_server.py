"""The server: names, ports, certificates, the log with its traps, months behind the same names."""

import http.client
import json
import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.replica.addresses import TRAP
from tests.replica.server import Running, running

_ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running("2026-11", tmp_path_factory.mktemp("replica")) as one:
        yield one


def _hosts(served: Running) -> dict[str, str]:
    lines = Path(served.described["hosts"]).read_text("utf-8").splitlines()
    return {name: address for address, name in (line.split("\t") for line in lines)}


def _get(
    served: Running, host: str, path: str, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(_hosts(served)[host], served.described["http"], timeout=5)
    connection.request("GET", path, headers={"Host": host, **(headers or {})})
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    return reply.status, {name.lower(): value for name, value in reply.getheaders()}, body


def _handshake(served: Running, host: str) -> None:
    context = ssl.create_default_context(cafile=served.described["ca"])
    place = (_hosts(served)[host], served.described["https"])
    with (
        socket.create_connection(place, timeout=5) as plain,
        context.wrap_socket(plain, server_hostname=host),
    ):
        return


def test_every_name_has_an_address_of_its_own_in_the_opened_network(served: Running) -> None:
    hosts = {name: address for name, address in _hosts(served).items() if address != TRAP}
    assert len(set(hosts.values())) == len(hosts) >= 20
    assert all(address.startswith("127.42.") for address in hosts.values())


def test_a_home_page_is_served_under_its_name(served: Running) -> None:
    status, headers, body = _get(served, "sxd.truonggiang.gov.vn", "/vi/")
    assert status == 200
    assert "Sở Xây dựng tỉnh Trường Giang" in body.decode()
    assert headers["content-length"] == str(len(body))


def test_connections_are_kept_alive(served: Running) -> None:
    host = "stp.truonggiang.gov.vn"
    connection = http.client.HTTPConnection(_hosts(served)[host], served.described["http"], timeout=5)
    for _ in range(3):
        connection.request("GET", "/", headers={"Host": host})
        assert len(connection.getresponse().read()) > 1000
    connection.close()


def test_a_range_of_a_file_is_given(served: Running) -> None:
    status, headers, body = _get(served, "stp.truonggiang.gov.vn", "/", {"Range": "bytes=0-99"})
    assert (status, len(body)) == (206, 100)
    assert headers["content-range"].startswith("bytes 0-99/")


def test_good_certificates_are_trusted(served: Running) -> None:
    _handshake(served, "syt.truonggiang.gov.vn")


def test_an_expired_certificate_is_refused(served: Running) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="expired"):
        _handshake(served, "bqlkkt.truonggiang.gov.vn")


def test_a_certificate_of_another_name_is_refused(served: Running) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        _handshake(served, "svhttdl.truonggiang.gov.vn")


def test_http_leads_to_https_where_the_certificate_is_good(served: Running) -> None:
    status, headers, _ = _get(served, "syt.truonggiang.gov.vn", "/")
    assert (status, headers["location"]) == (
        301,
        f"https://syt.truonggiang.gov.vn:{served.described['https']}/",
    )


def test_the_log_names_forbidden_paths_and_traps(served: Running) -> None:
    _get(served, "sxd.truonggiang.gov.vn", "/noi-bo/thu-vien-anh")
    connection = http.client.HTTPConnection(TRAP, served.described["http"], timeout=5)
    connection.request("GET", "/quy-hoach")
    connection.getresponse().read()
    connection.close()
    rows = served.log()
    assert [row["path"] for row in rows if row["forbidden"]] == ["/noi-bo/thu-vien-anh"]
    assert [row["path"] for row in rows if row["trap"]] == ["/quy-hoach"]


def test_robots_that_cannot_be_read_close_everything(served: Running) -> None:
    assert _get(served, "thanhson.truonggiang.gov.vn", "/robots.txt")[0] == 503
    _get(served, "thanhson.truonggiang.gov.vn", "/")
    assert served.log()[-1]["forbidden"]


def test_a_firewall_refuses_everything(served: Running) -> None:
    assert _get(served, "sdttg.truonggiang.gov.vn", "/")[0] == 403


def test_a_silent_host_never_answers(served: Running) -> None:
    host = "phuocloc.truonggiang.gov.vn"
    connection = http.client.HTTPConnection(_hosts(served)[host], served.described["http"], timeout=0.3)
    connection.request("GET", "/", headers={"Host": host})
    with pytest.raises(TimeoutError):
        connection.getresponse()
    connection.close()


def test_months_change_behind_the_same_names_and_ports(tmp_path: Path) -> None:
    with running("2026-08", tmp_path) as one:
        before = one.described
        assert one.truth()["portals"][1]["sections"]["qa"]["state"] == "shell"
        after = one.switch("2026-09")
        assert (after["http"], after["https"]) == (before["http"], before["https"])
        assert after["month"] == one.truth()["month"] == "2026-09"
        registry = Path(after["registry"]).read_text("utf-8")
        assert "hoathinh" in registry
        assert ",2026-08-31,anphu" in registry


def test_a_month_that_is_none_is_refused_and_changes_nothing(served: Running) -> None:
    before = served.described
    assert "error" in served.switch("2027-01")
    served.described = before
    assert served.switch("2026-11") == before


def test_it_ends_when_its_stdin_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.replica", "serve", "--month", "2026-06", "--dir", str(tmp_path)]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert json.loads(process.stdout.readline())["network"] == "127.42.0.0/16"
        process.stdin.close()
        assert process.wait(5) == 0


def test_it_ends_when_its_parent_dies(tmp_path: Path) -> None:
    script = (
        "import subprocess, sys, os\n"
        f"p = subprocess.Popen([sys.executable, '-m', 'tests.replica', 'serve', '--dir', {str(tmp_path)!r}],"
        " stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)\n"
        "p.stdout.readline(); print(p.pid, flush=True); os._exit(0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=_ROOT, capture_output=True, text=True, check=True
    )
    pid = int(done.stdout)
    for _ in range(60):
        if not Path(f"/proc/{pid}").exists() or "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text():
            return
        time.sleep(0.1)
    os.kill(pid, 15)
    pytest.fail("the server outlived its parent")
