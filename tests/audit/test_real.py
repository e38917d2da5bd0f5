"""The five real portals of the shared material, served on loopback and audited from end to end."""

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from audit.notices import draft
from audit.report import report
from audit.run import Manners, Order, audit
from config.rubric import RubricError
from reports.letters.issued import NoticeError
from scoring.results import Results
from tests.audit.mirrors import NETWORK, mirrors
from tests.quality.mirror import REAL
from tests.quality.test_real_portals import SEEN

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason=f"real portals are not at {REAL}")

AS_OF = date(2019, 9, 1)  # earlier than any rubric


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Results]:
    """The folder and the results of the audit."""
    base = tmp_path_factory.mktemp("real")
    with mirrors(base) as served:
        manners = Manners(delay=0, allow_nets=(NETWORK,), hosts=served.hosts)
        order = Order(served.registry, base / "out", AS_OF, rubric="nd42-2022", manners=manners)
        return base / "out", audit(order)


def test_a_day_before_any_rubric_must_be_forced(tmp_path: Path) -> None:
    with mirrors(tmp_path) as served, pytest.raises(RubricError, match="nd42-2022"):
        audit(Order(served.registry, tmp_path / "out", AS_OF))


def test_each_portal_is_measured_and_its_core_sections_are_what_a_reader_saw(
    audited: tuple[Path, Results],
) -> None:
    wrong = {}
    for portal in audited[1].portals:
        assert portal.status == "measured", portal.status_reason
        for section, (states, path) in SEEN[f"{portal.id}.daknong"].items():
            found = portal.sections[section]
            doubtful = found.state == "present" and (found.confidence or 0) < 0.6
            where = urlsplit(found.url).path.strip("/") if found.url else None
            state = "doubtful" if doubtful else found.state
            if state not in states or (path is not None and where != path):
                wrong[f"{portal.id}.{section}"] = (state, found.reason, found.url)
    assert wrong == {}


def test_every_page_of_the_report_says_that_the_rubric_is_not_in_force(audited: tuple[Path, Results]) -> None:
    site, *_ = report(audited[0])
    pages = [site, *(site.parent / "co-quan").glob("*.html")]
    assert len(pages) == 1 + len(SEEN)
    assert [page.name for page in pages if "không có hiệu lực" not in page.read_text("utf-8")] == []


def test_no_letter_is_drafted(audited: tuple[Path, Results]) -> None:
    with pytest.raises(NoticeError, match="không có hiệu lực"):
        draft(audited[0])
