"""The leaderboard as a folder of pages: no script, one style sheet, works from a disc and on paper."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from config.registry import Portal
from reports import charts, vietnamese, words
from reports.dealings import Dealings
from reports.files import unique_names
from reports.first import SHOWN_OF_ALL, first_things, of_all
from reports.leaders import leader_page
from reports.open_data import open_data
from reports.overview import section_tallies
from reports.pictures import find_picture
from reports.views import board, body_view
from reports.workbook import workbook
from scoring.deficiencies import follows
from scoring.history import PastRun
from scoring.movements import NOISE
from scoring.results import Results

BODIES, PICTURES, DATA = "co-quan", "hinh", "du-lieu"


def build_site(
    results: Results,
    history: Sequence[PastRun],
    portals: Sequence[Portal],
    out_dir: Path,
    pictures_dir: Path | None = None,
    *,
    dealings: Dealings | None = None,
) -> list[Path]:
    """Write the site of one run into `out_dir` and return the files written, in order.

    `pictures_dir` holds the pictures of the run's pages (`<as_of>/<portal>-<section>.webp`); those there are
    copied. `portals` gives what results do not keep (successors). The same input gives the same bytes.
    Raises `OSError` where the folder cannot be written.
    """
    dealings = dealings or Dealings()
    files = unique_names([portal.id for portal in results.portals])
    whole = board(results, history, files, dealings)
    environment = _environment()
    written: list[Path] = []

    def write(name: str, content: str | bytes) -> None:
        path = out_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        written.append(path)

    common = {"results": results, "board": whole, "registry": {portal.id: portal for portal in portals}}
    data = open_data(results, history, dealings)
    data[f"bang-xep-hang-{results.as_of:%Y-%m-%d}.xlsx"] = workbook(results, history, dealings=dealings)
    for name, content in data.items():
        write(f"{DATA}/{name}", content)
    write("kieu.css", (Path(__file__).parent / "templates" / "kieu.css").read_bytes())
    index = environment.get_template("index.html")
    shared = of_all(whole)[:SHOWN_OF_ALL]
    tallies = section_tallies(whole)
    write("index.html", index.render(**common, root="", data=sorted(data), tallies=tallies, first=shared))
    write("cach-cham.html", environment.get_template("method.html").render(**common, root=""))
    leaders = environment.get_template("leaders.html")
    write("lanh-dao.html", leaders.render(**common, root="", page=leader_page(whole)))
    page = environment.get_template("body.html")
    for body in whole.bodies:
        pictures = {}
        for name, section in body.portal.sections.items():
            picture = find_picture(pictures_dir, results.as_of, body.portal.id, name, section.picture)
            if picture is not None:
                pictures[name] = f"{body.file}-{name}{picture.suffix.lower()}"
                write(f"{PICTURES}/{pictures[name]}", picture.read_bytes())
        view = body_view(body, results, history, pictures)
        first = first_things(body, results.rubric)
        write(f"{BODIES}/{body.file}.html", page.render(**common, root="../", view=view, first=first))
    return written


def web_address(url: str | None) -> str:
    """The address if it is one of the web that may be linked to, else nothing."""
    text = vietnamese.clean(url)
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.hostname else ""


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "so": vietnamese.number,
        "diem": vietnamese.points,
        "phan_tram": vietnamese.percent,
        "doi": vietnamese.signed,
        "ngay": vietnamese.day,
        "sach": vietnamese.clean,
        "dia_chi": web_address,
        "chuyen_muc": words.section_name,
    }
    environment.globals |= {"words": words, "charts": charts, "vietnamese": vietnamese, "follows": follows}
    environment.globals["noise"] = NOISE
    return environment
