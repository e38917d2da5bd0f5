"""Liferay and VNPT's portal on Liferay."""

import re
from typing import ClassVar

from tests.replica.families.base import Family, Maker
from tests.replica.model import Entry, Node
from tests.replica.reply import Reply
from tests.replica.slugs import slugify

_DOCS = "4_WAR_portalvbpqportlet"


class Liferay(Family):
    """Liferay 6 with an asset publisher for stories and a portlet for documents, whose rows link to "#"."""

    name = "liferay"
    headers = (("Server", "Apache-Coyote/1.1"), ("Liferay-Portal", "Liferay Portal Community Edition 6.2 CE"))
    search_field = "_3_keywords"

    @property
    def base(self) -> str:
        """The site's path."""
        return self.prefix or "/web/truong-giang"

    def path(self, node: Node, page: int = 1) -> str:
        """Home is the site's own path."""
        return self.base if node.role == "home" else super().path(node, page)

    def list_path(self, node: Node, page: int = 1) -> str:
        """Further pages carry the portlet's state."""
        bare = f"{self.base}/{node.key}"
        if page == 1:
            return bare
        docs = node.part is not None and node.part.kind == "documents"
        portlet = _DOCS if docs else f"101_INSTANCE_{self.code(node.key)}"
        state = f"p_p_id={portlet}&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view&p_p_col_id=column-2"
        return f"{bare}?{state}&_{portlet}_delta={self.page_size}&_{portlet}_keywords=&_{portlet}_cur={page}"

    def entry_path(self, node: Node, entry: Entry) -> str:
        """A story has its words in the path, a document its number in the query."""
        if entry.kind == "documents":
            return (
                f"{self.base}/{node.key}?p_p_id={_DOCS}&_{_DOCS}_action=viewDetail&_{_DOCS}_docid={entry.id}"
            )
        place = f"-/asset_publisher/{self.code(node.key, 12)}/content"
        return f"{self.base}/{node.key}/{place}/{slugify(entry.title)[:60]}-{entry.id}"

    def file_path(self, node: Node, entry: Entry) -> str:
        """Liferay's document library."""
        return f"/documents/{int(self.code('group', 4), 16) + node.number}/{entry.id}/{self.file_name(entry)}"

    def finish(self, html: str) -> str:
        """The server writes its session into every link: the same page under many addresses."""
        if "session" not in self.site.plan.traps:
            return html
        session = self.code(html, 32).upper()
        return re.sub(r'href="(/web/[^"?#;]+)', rf'href="\1;jsessionid={session}', html)

    def routes(self) -> list[tuple[str, Maker]]:
        """The province's own site answers for the host's root."""
        made = super().routes()
        if not self.prefix:
            made.append(("/", lambda: Reply(b"", 302, headers=(("Location", self.base),))))
        return made


class Vnpt(Family):
    """VNPT's portlets."""

    name = "vnpt"
    attaches = True
    page_size: ClassVar[int] = 8
    search_field = "keyword"
    stamp_format = "HH:MM | %d/%m/%Y"

    def list_path(self, node: Node, page: int = 1) -> str:
        """Further pages by the portlet's parameter."""
        bare = f"/{node.key}"
        portlet = f"vnpteportalappportlet_WAR_vnpteportalappportlet_INSTANCE_{self.code(node.key, 6)}"
        return bare if page == 1 else f"{bare}?p_p_id={portlet}&p_p_lifecycle=0&_{portlet}_trang={page}"

    def entry_path(self, node: Node, entry: Entry) -> str:
        """All entries below one path."""
        return f"/{node.key}/-/view_content/{entry.id}-{slugify(entry.title)[:50]}"

    def file_path(self, node: Node, entry: Entry) -> str:  # noqa: ARG002
        """A download action without the file's name in the path."""
        return f"/documents/vnpt/download?file={entry.id}&name={self.file_name(entry)}"
