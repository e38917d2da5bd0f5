"""The families of Microsoft's world: SharePoint in two makes, DotNetNuke, home-made ASP.NET."""

import re
import unicodedata
from uuid import UUID

from tests.replica.families.base import Family
from tests.replica.model import Entry, Node
from tests.replica.slugs import slugify


class SharePoint(Family):
    """SharePoint 2010 as provinces bought it: NFD text with zero-width characters, pagers by postback."""

    name = "sharepoint"
    headers = (("Server", "Microsoft-IIS/7.5"), ("MicrosoftSharePointTeamServices", "14.0.0.4762"))
    home_file = "/Pages/default.aspx"
    posts = True
    search_field = "k"
    dead_parent = "javascript:void(0)"
    stamp_format = "%d/%m/%Y HH:MM"

    def list_path(self, node: Node, page: int = 1) -> str:  # noqa: ARG002 (further pages have no address)
        """One address for all pages of a list."""
        if node.role in ("search", "sitemap", "contact") or (node.part and node.part.mode == "static"):
            return f"/Pages/{node.key}.aspx"
        return f"/{node.key}/Pages/AllPosts.aspx?CategoryId={UUID(self.code(node.key, 32))}"

    def entry_path(self, node: Node, entry: Entry) -> str:
        """Post.aspx with the item's number."""
        return (
            f"/{node.key}/Pages/Post.aspx?ItemID={entry.id}&PublishedDate={entry.posted:%Y-%m-%d}T07:00:00Z"
        )

    def finish(self, html: str) -> str:
        """Decomposed letters, and zero-width spaces after some words."""
        marked = re.sub(r"(văn bản|hỏi|kế) ", "\\1​ ", html)
        return unicodedata.normalize("NFD", marked)


class TanDan(Family):
    """SharePoint by a Vietnamese maker: the date stands in the path, without zeros."""

    name = "tandan"
    home_file = "/portal/Pages/default.aspx"
    search_field = "s"
    page_size = 7

    def list_path(self, node: Node, page: int = 1) -> str:
        """PageIndex in the query."""
        bare = f"/portal/Pages/{node.key}.aspx"
        return bare if page == 1 else f"{bare}?PageIndex={page}"

    def entry_path(self, node: Node, entry: Entry) -> str:
        """Slug and hash in a folder named by the day."""
        day = entry.posted
        if entry.kind == "documents":
            return f"/portal/VanBan/Pages/chi-tiet.aspx?ItemId={entry.id}&l={node.number}"
        name = slugify(entry.title)[:40] + self.code(str(entry.id), 6)
        return f"/portal/Pages/{day.year}-{day.month}-{day.day}/{name}.aspx"


class Dnn(Family):
    """DotNetNuke with a Telerik grid: tabs by number, pagers by postback, no pages of documents."""

    name = "dnn"
    home_file = "/Default.aspx"
    posts = True
    doc_items = False
    page_size = 9
    attaches = True
    refuses_head = True
    headers = (("Server", "Microsoft-IIS/8.5"), ("X-AspNet-Version", "4.0.30319"))
    search_field = "Search"
    dead_parent = "javascript:;"

    def list_path(self, node: Node, page: int = 1) -> str:  # noqa: ARG002 (further pages have no address)
        """A tab's number."""
        return f"/Default.aspx?tabid={node.number}&language=vi-VN"

    def entry_path(self, node: Node, entry: Entry) -> str:
        """The tab's and the item's number in the path."""
        return f"/tabid/{node.number}/id/{entry.id}/Default.aspx"

    def file_path(self, node: Node, entry: Entry) -> str:  # noqa: ARG002
        """A ticket without a name."""
        return f"/LinkClick.aspx?fileticket={self.code(str(entry.id), 16)}&tabid=59"

    def post_target(self, node: Node) -> str:
        """The grid's control."""
        return f"dnn$ctr{node.number + 300}$ViewDocs$RadGrid1$ctl00$ctl03$ctl01$ctl05"


class AspNet(Family):
    """A home-made document system after the government's own: list and detail write days differently."""

    name = "aspnet"
    posts = True
    page_size = 15
    home_file = "/he-thong-van-ban?classid=1&mode=1"

    def list_path(self, node: Node, page: int = 1) -> str:  # noqa: ARG002 (further pages have no address)
        """The class of documents."""
        return "/he-thong-van-ban?classid=1&mode=1" if node.role == "list" else f"/{node.key}"

    def entry_path(self, node: Node, entry: Entry) -> str:  # noqa: ARG002
        """The document's number."""
        return f"/?pageid=27160&docid={entry.id}"

    def post_target(self, node: Node) -> str:
        """A control whose name changes with every release."""
        return f"ctrl_{190 + node.number}_163$grvDocument"
