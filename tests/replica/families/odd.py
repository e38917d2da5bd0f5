"""The odd ones: frames, tables, an English portal, a page that only scripts fill."""

import json
from functools import partial
from typing import Any

from tests.replica.chrome import common
from tests.replica.families.base import Family, Form, Maker, canonical, environment
from tests.replica.model import Entry, Node
from tests.replica.reply import Reply
from tests.replica.slugs import slugify
from tests.replica.views import entry_view, list_view, node_view


def json_reply(value: dict[str, Any]) -> Reply:
    """The value as JSON."""
    return Reply(json.dumps(value, ensure_ascii=False).encode(), content_type="application/json")


class Frames(Family):
    """A frameset: the menu lives in a frame of its own, and the pages know nothing of it."""

    name = "frames"
    content_type = "text/html"
    doc_items = False
    date_format = "%-d/%-m/%Y"
    search_field = "key"

    def list_path(self, node: Node, page: int = 1) -> str:
        """Numbers only."""
        if node.role == "home":
            return "/main.asp"
        bare = f"/Default.asp?sid=1451&pageid={node.number}"
        if node.role == "search":
            return "/timkiem.asp"
        return bare if page == 1 else f"{bare}&page={page}"

    def path(self, node: Node, page: int = 1) -> str:
        """The first page is inside the frameset."""
        return "/main.asp" if node.role == "home" else super().path(node, page)

    def entry_path(self, node: Node, entry: Entry) -> str:
        """Numbers only."""
        return f"/Default.asp?sid=1451&pageid={node.number}&itemid={entry.id}"

    def file_path(self, node: Node, entry: Entry) -> str:
        """A folder with spaces in its name."""
        return f"/Van%20ban/{node.number}/{self.file_name(entry)}"

    def routes(self) -> list[tuple[str, Maker]]:
        """The frameset and its frames."""
        made = super().routes()
        for path, kind in (
            ("/", "frameset"),
            ("/index.htm", "frameset"),
            ("/menu.htm", "menu"),
            ("/top.htm", "top"),
        ):
            made.append((path, partial(self.bare_page, kind)))
        return made

    def bare_page(self, kind: str) -> Reply:
        """The frameset, or one of its frames."""
        return self.render(common(self, kind, self.site.plan.name))


class Table(Family):
    """Tables within tables, font tags, no headings, no closing tags."""

    name = "table"
    soft_404 = True
    content_type = "text/html"
    doc_items = False
    date_format = "%d-%m-%Y"
    page_size = 8
    search_field = "tim"

    def list_path(self, node: Node, page: int = 1) -> str:
        """Further pages below another path."""
        if node.role == "search":
            return "/TimKiem/"
        return f"/?IDChuyenMuc={node.number}" if page == 1 else f"/PhanTrang/{node.number}/{page}/"

    def entry_path(self, node: Node, entry: Entry) -> str:  # noqa: ARG002
        """A number."""
        return f"/?IDBaiViet={entry.id}"


class English(Family):
    """A portal with English labels and numbers for addresses; its documents stay Vietnamese."""

    name = "english"
    page_size = 9

    def list_path(self, node: Node, page: int = 1) -> str:
        """Numbers only."""
        if node.role in ("search", "sitemap"):
            return f"/en/{node.role}"
        return f"/en/page-{node.number}.html" if page == 1 else f"/en/page-{node.number}/{page}.html"

    def entry_path(self, node: Node, entry: Entry) -> str:  # noqa: ARG002
        """A number."""
        return f"/en/view-{entry.id}.html"


class Hamburger(Family):
    """A modern portal: its menu behind one button, further entries by a script's "Xem thêm"."""

    name = "hamburger"
    page_size = 8
    stamp_format = "HH:MM, %d/%m/%Y"

    def list_path(self, node: Node, page: int = 1) -> str:
        """A slug; further parts come as JSON with a piece of markup."""
        return f"/{node.key}" if page == 1 else f"/ajax/danh-sach?muc={node.number}&trang={page}"

    def entry_path(self, node: Node, entry: Entry) -> str:
        """Below the list's slug."""
        return f"/{node.key}/{slugify(entry.title)[:60]}-{entry.id}"

    def page_of(self, node: Node, page: int = 1) -> Reply:
        """The page, or what its button brings."""
        if page == 1:
            return super().page_of(node)
        view = list_view(self, node, page)
        html = environment().get_template("hamburger_part.html").render(view)
        return json_reply({"html": html, "next": view["pager"]["next"] or None})


class Spa(Family):
    """One empty page and a script that asks an API; "Xem thêm" asks for the next part."""

    name = "spa"
    search_field = "tu-khoa"

    def list_path(self, node: Node, page: int = 1) -> str:  # noqa: ARG002 (further parts come by the API)
        """The script's own addresses."""
        return f"/chuyen-muc/{node.key}"

    def entry_path(self, node: Node, entry: Entry) -> str:
        """The script's own addresses."""
        return f"/bai-viet/{node.key}/{entry.id}"

    def node_routes(self, node: Node) -> list[tuple[str, Maker]]:
        """Every address gives the same empty page; the words come by the API."""
        if node.part and node.part.mode in ("dead", "nolink"):
            return []
        made: list[tuple[str, Maker]] = [(self.path(node), self.shell)]
        made += [
            (f"/api/chuyen-muc/{node.key or 'trang-chu'}?trang={page}", partial(self.data, node, page))
            for page in range(1, self.pages_of(node) + 1)
        ]
        for entry in node.entries:
            made.append((self.entry_path(node, entry), self.shell))
            made.append((f"/api/bai-viet/{entry.id}", partial(self.entry_data, node, entry)))
            if entry.file not in (None, "dead"):
                made.append((self.file_path(node, entry), partial(self.file_of, node, entry)))
        return made

    def routes(self) -> list[tuple[str, Maker]]:
        """The script and its menu beside the pages."""
        made = super().routes()
        made.append(("/assets/app.js", self.script))
        made.append(
            ("/api/khung", lambda: json_reply(self.plain(common(self, "frame", self.site.plan.name))))
        )
        return made

    def script(self) -> Reply:
        """What fills the page."""
        text = environment().get_template("spa.js").render()
        return Reply(text.encode(), content_type="text/javascript; charset=utf-8")

    def shell(self) -> Reply:
        """The empty page."""
        return self.render({"title": self.site.plan.name})

    def data(self, node: Node, page: int) -> Reply:
        """A page's words."""
        return json_reply(self.plain(node_view(self, node, page)))

    def entry_data(self, node: Node, entry: Entry) -> Reply:
        """An entry's words."""
        return json_reply(self.plain(entry_view(self, node, entry)))

    def plain(self, view: dict[str, Any]) -> dict[str, Any]:
        """What the script needs of a view."""
        if view["pager"]:
            more = view["pager"]["current"] < view["pager"]["total"]
            view["pager"] = {
                "next": view["pager"]["current"] + 1 if more else 0,
                "count": view["pager"]["count"],
            }
        view["footer"] = vars(view["footer"]) if view["footer"] else None
        view["contacts"] = vars(view["contacts"])
        view["columns"] = sorted(view["columns"])
        return view

    def answer(self, method: str, path: str, form: Form) -> Reply | None:
        """An unknown address gives the empty page too, as such servers do; only the API says 404."""
        found = super().answer(method, path, form) if canonical(path) in self.makers() else None
        if found is None and not path.startswith(
            ("/api/", "/assets/", "/uploads/", "/robots", "/sitemap", "/favicon")
        ):
            return self.shell()
        return found
