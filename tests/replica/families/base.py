"""What all families share: from a site to answers. A family says its addresses, its dates, its pager."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tests.replica.addresses import TRAP, Ports
from tests.replica.chrome import frame_of
from tests.replica.files import file_body
from tests.replica.model import Entry, Node
from tests.replica.reply import Reply
from tests.replica.site import Site
from tests.replica.slugs import slugify
from tests.replica.views import entry_view, list_view, message_view, node_view, search_view

_TEMPLATES = Path(__file__).parent.parent / "templates"


Maker = Callable[[], Reply]
Form = dict[str, str]


@cache
def environment() -> Environment:
    """The templates of all families; a name that a page does not give is an error."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip


def canonical(path: str) -> str:
    """Path and query with the query's fields in order: what answers are kept under."""
    bare, _, query = path.partition("?")
    if not query:
        return bare
    return f"{bare}?{urlencode(sorted(parse_qsl(query, keep_blank_values=True)))}"


@dataclass
class Family:
    """One family. `posts` tells that list pages after the first are asked for by POST."""

    site: Site
    ports: Ports
    name: ClassVar[str] = ""
    page_size: ClassVar[int] = 10
    doc_items: ClassVar[bool] = True  # documents have pages of their own
    posts: ClassVar[bool] = False
    search_field: ClassVar[str] = "q"
    date_format: ClassVar[str] = "%d/%m/%Y"
    stamp_format: ClassVar[str] = "%d/%m/%Y"
    home_file: ClassVar[str] = "/"  # where "/" leads to, if elsewhere
    dead_parent: ClassVar[str] = "#"
    content_type: ClassVar[str] = "text/html; charset=utf-8"
    soft_404: ClassVar[bool] = False  # what is not there is answered with 200
    refuses_head: ClassVar[bool] = False
    attaches: ClassVar[bool] = False  # a file's name is told by a header, not by its address
    headers: ClassVar[tuple[tuple[str, str], ...]] = (("Server", "nginx"),)
    _replies: dict[str, Reply] = field(default_factory=dict)
    _makers: dict[str, Maker] = field(default_factory=dict)

    @cached_property
    def frame(self) -> dict[str, Any]:
        """What is the same on all of the portal's pages."""
        return frame_of(self)

    @property
    def prefix(self) -> str:
        """The path below which the portal lives."""
        return self.site.plan.prefix

    def code(self, text: str, length: int = 8) -> str:
        """A stable name as content systems make them."""
        return hashlib.sha256(f"{self.site.plan.id}/{text}".encode()).hexdigest()[:length]

    # addresses, which a family says

    def list_path(self, node: Node, page: int = 1) -> str:
        """Address of a page of a list (of any node: its own page)."""
        raise NotImplementedError

    def entry_path(self, node: Node, entry: Entry) -> str:
        """Address of an entry's own page."""
        raise NotImplementedError

    def file_path(self, node: Node, entry: Entry) -> str:  # noqa: ARG002 (families use it)
        """Address of a document's file."""
        return f"{self.prefix}/uploads/{entry.posted:%Y/%m}/{self.file_name(entry)}"

    def file_name(self, entry: Entry) -> str:
        """A file's name: from its number, else from its title."""
        name = slugify(entry.number) or slugify(entry.title)[:40]
        return f"{name}-{entry.id}.{entry.file_kind}"

    def path(self, node: Node, page: int = 1) -> str:
        """Address of a node, for links."""
        part = node.part
        if part is not None and part.mode == "nolink":
            return self.dead_parent
        if part is not None and part.forbidden:
            return f"{self.prefix}/noi-bo/{node.key}" + (f"?trang={page}" if page > 1 else "")
        if node.role == "external" and part is not None:
            return self.ports.origin(part.host) + "/"
        if node.role == "tab" and node.parent is not None:
            return f"{self.path(node.parent)}#{node.key}"
        if node.role == "home":
            return self.home_file if self.home_file != "/" else (self.prefix or "/")
        return self.list_path(node, page)

    def page_path(self, node: Node, page: int) -> str:
        """Address of one page of a list; of a framed list, the page inside the frame."""
        if node.part is not None and node.part.mode == "framed":
            return f"{self.prefix}/khung/{node.key}" + (f"?trang={page}" if page > 1 else "")
        return self.path(node, page)

    def aliases(self, node: Node) -> list[str]:
        """All addresses under which the node's first page is found, the usual one first."""
        found = [self.path(node)]
        if not self.prefix and found[0] == self.path(self.site.home):
            found.append("/")
        if node.part is not None and node.part.mode == "framed":
            found.append(self.page_path(node, 1))
        return list(dict.fromkeys(found))

    def page_count(self) -> int:
        """How many pages a reader can open, files apart."""
        lists = sum(self.pages_of(node) for node in self.site.nodes if node.role not in ("external", "tab"))
        return lists + sum(self.has_page(one) for node in self.site.nodes for one in node.entries)

    def pages_of(self, node: Node) -> int:
        """How many pages the list has, at least one."""
        return max(1, -(-len(node.entries) // self.page_size))

    # answers

    def answer(self, method: str, path: str, form: Form) -> Reply | None:
        """The answer to a request, or None where the portal knows no such address."""
        key = canonical(path)
        if method == "POST":
            return self.answer_post(key, form)
        if key not in self._replies:
            maker = self.makers().get(key)
            if maker is None:
                return self.answer_search(path)
            self._replies[key] = maker()
        return self._replies[key]

    def answer_post(self, key: str, form: Form) -> Reply | None:
        """The answer to a form: a further page of a list, where the family asks for it so."""
        for node in self.site.nodes:
            if node.entries and self.posts and canonical(self.list_path(node)) == key:
                wanted = self.posted_page(node, form)
                if 0 < wanted <= self.pages_of(node):
                    return self.page_of(node, wanted)
        return self.answer("GET", key, {}) if key in self.makers() else None

    def posted_page(self, node: Node, form: Form) -> int:
        """The page that a form asks for; 0 where it asks for none, or without the state of a page."""
        argument = form.get("__EVENTARGUMENT", "")
        asked = form.get("__EVENTTARGET") == self.post_target(node) and argument.startswith("Page$")
        known = form.get("__VIEWSTATE") in {
            self.viewstate(node, n) for n in range(1, self.pages_of(node) + 1)
        }
        return int(argument[5:]) if asked and known and argument[5:].isdigit() else 0

    def viewstate(self, node: Node | None, page: int = 1) -> str:
        """The state that a page writes into its form; it must come back with the postback."""
        name = f"{self.site.plan.id}/{node.key if node else ''}/{page}"
        return base64.b64encode(
            b"\xff\x01" + name.encode() + hashlib.sha256(name.encode()).digest() * 3
        ).decode()

    def makers(self) -> dict[str, Maker]:
        """All addresses of the portal, each with what makes its answer."""
        if not self._makers:
            self._makers = {canonical(path): maker for path, maker in self.routes()}
        return self._makers

    def routes(self) -> list[tuple[str, Maker]]:
        """Every address: pages of nodes, entries, files."""
        made: list[tuple[str, Maker]] = []
        if self.home_file != "/" and not self.prefix:
            made.append(("/", lambda: Reply(b"", 302, headers=(("Location", self.home_file),))))
        for node in self.site.nodes:
            made += self.node_routes(node)
        return made

    def node_routes(self, node: Node) -> list[tuple[str, Maker]]:
        """The addresses of one node, its entries and their files."""
        if node.role == "external" or (node.part and node.part.mode in ("dead", "nolink")):
            return []
        made: list[tuple[str, Maker]] = []
        if node.part and node.part.mode == "framed":
            made.append((self.path(node), lambda: self.page_of(node)))
            made += [
                (self.page_path(node, page), partial(self.framed_page, node, page))
                for page in range(1, self.pages_of(node) + 1)
            ]
        elif node.role != "tab":
            made += self.page_routes(node)
        for entry in node.entries:
            if self.has_page(entry):
                made.append((self.entry_path(node, entry), partial(self.entry_page, node, entry)))
            if entry.file not in (None, "dead"):
                made.append((self.file_path(node, entry), partial(self.file_of, node, entry)))
        return made

    def page_routes(self, node: Node) -> list[tuple[str, Maker]]:
        """The pages of a node: of a list all of them, unless further ones are asked for by POST."""
        pages = range(1, 2 if self.posts else self.pages_of(node) + 1)
        return [(self.path(node, page), partial(self.page_of, node, page)) for page in pages]

    def has_page(self, entry: Entry) -> bool:
        """Does the entry have a page of its own?"""
        return entry.kind != "documents" or self.doc_items

    def page_of(self, node: Node, page: int = 1) -> Reply:
        """A node's page."""
        return self.render(node_view(self, node, page))

    def entry_page(self, node: Node, entry: Entry) -> Reply:
        """An entry's own page."""
        return self.render(entry_view(self, node, entry))

    def framed_page(self, node: Node, page: int) -> Reply:
        """What stands inside the frame of a framed list."""
        html = environment().get_template("framed.html").render(list_view(self, node, page))
        return Reply(self.finish(html).encode(), content_type=self.content_type, headers=self.headers)

    def plain_page(self, title: str, lines: list[str], steps: list[tuple[str, str]]) -> Reply:
        """A page of a few lines with links below them."""
        view = message_view(self, title, *lines)
        view["inline"] = [{"label": label, "href": href} for label, href in steps]
        return self.render(view)

    def not_found(self) -> Reply:
        """The portal's page for what is not there."""
        message = "Không tìm thấy trang bạn yêu cầu"
        page = self.render(message_view(self, message, message))
        return replace(page, status=200 if self.soft_404 else 404)

    def file_of(self, node: Node, entry: Entry) -> Reply:
        """A document's file, whole or broken as planned."""
        if entry.file == "trap":
            return Reply(b"", 302, headers=(("Location", f"http://{TRAP}:{self.ports.http}/van-ban.pdf"),))
        reply = file_body(entry, dated=bool(node.part and node.part.dated_files))
        if not self.attaches:
            return reply
        name = f"attachment; filename*=UTF-8''{self.file_name(entry)}"
        return replace(reply, headers=(("Content-Disposition", name),))

    def answer_search(self, path: str) -> Reply | None:
        """The answer of the site's search, which takes any words."""
        bare, _, query = path.partition("?")
        search = next((node for node in self.site.nodes if node.role == "search"), None)
        if search is None or bare != self.list_path(search).partition("?")[0]:
            return None
        fields = dict(parse_qsl(query, keep_blank_values=True))
        if self.search_field not in fields:
            return None
        return self.render(search_view(self, search, fields[self.search_field]))

    def render(self, view: dict[str, Any]) -> Reply:
        """The view in the family's template."""
        html = environment().get_template(f"{self.name}.html").render(view)
        return Reply(self.finish(html).encode(), content_type=self.content_type, headers=self.headers)

    def finish(self, html: str) -> str:
        """The last touch of a page: a family's own quirks of text."""
        return html

    # dates

    def day(self, value: date | None) -> str:
        """A day as lists print it."""
        return value.strftime(self.date_format) if value else ""

    def stamp(self, entry: Entry) -> str:
        """The day and time of posting, as an entry's own page prints it."""
        hour, minute = 7 + entry.id % 10, (entry.id * 13) % 60
        return (
            entry.posted.strftime(self.stamp_format)
            .replace("HH", f"{hour:02d}")
            .replace("MM", f"{minute:02d}")
        )

    def pager_step(self, node: Node, page: int) -> tuple[str, tuple[str, str] | None]:
        """Where a pager's number leads: an address, and the postback that must be made there."""
        if self.posts and not (node.part and node.part.mode == "framed"):
            target = self.post_target(node)
            return f"javascript:__doPostBack('{target}','Page${page}')", (target, f"Page${page}")
        return self.page_path(node, page), None

    def post_target(self, node: Node) -> str:
        """The control that the family's pager names."""
        return f"ctl00$content$grid{node.number}"
