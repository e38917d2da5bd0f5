"""The families written in PHP: NukeViet, Joomla, WordPress, Drupal, Laravel, VHV."""

from typing import ClassVar

from tests.replica.families.base import Family
from tests.replica.model import Entry, Node
from tests.replica.slugs import slugify


def _kind(node: Node) -> str:
    if node.part is None:
        return node.role
    if node.part.mode in ("static", "feature"):
        return "static"
    return "questions" if node.part.section == "qa" else node.part.kind


class NukeViet(Family):
    """NukeViet's eGovernment edition: a module per kind, pages as /page-2/."""

    name = "nukeviet"
    home_file = "/vi/"
    stamp_format = "%d/%m/%Y HH:MM"
    _modules: ClassVar[dict[str, str]] = {
        "documents": "laws", "stories": "news", "questions": "faq", "projects": "projects", "static": "about",
        "contact": "contact", "search": "seek", "sitemap": "sitemap",
    }  # fmt: skip

    def list_path(self, node: Node, page: int = 1) -> str:
        """Module, category, page."""
        module = self._modules[_kind(node)]
        if module in ("contact", "seek", "sitemap"):
            return f"/vi/{module}/"
        if module == "about":
            return f"/vi/about/{node.key}.html"
        return f"/vi/{module}/{node.key}/" + (f"page-{page}/" if page > 1 else "")

    def entry_path(self, node: Node, entry: Entry) -> str:
        """Slug and number; documents through the old address."""
        slug = slugify(entry.title)[:70]
        if entry.kind == "documents":
            return f"/index.php?language=vi&nv=laws&op=detail/{slug}-{entry.id}"
        return f"/vi/{self._modules[entry.kind]}/{node.key}/{slug}-{entry.id}.html"


class Joomla(Family):
    """Joomla 3: index.php in the path, pages by ?start=."""

    name = "joomla"
    search_field = "searchword"
    date_format = "%d-%m-%Y"
    stamp_format = "%d Tháng %m %Y"

    def list_path(self, node: Node, page: int = 1) -> str:
        """The offset, not the page."""
        bare = f"/index.php/{node.key}"
        return bare if page == 1 else f"{bare}?start={(page - 1) * self.page_size}"

    def entry_path(self, node: Node, entry: Entry) -> str:
        """Number and slug."""
        return f"/index.php/{node.key}/{entry.id}-{slugify(entry.title)[:60]}"


class WordPress(Family):
    """WordPress: categories, the month in the path, pages as /page/2/."""

    name = "wordpress"
    headers = (("Server", "Apache"), ("X-Powered-By", "PHP/7.4.33"))
    search_field = "s"
    page_size = 8

    def list_path(self, node: Node, page: int = 1) -> str:
        """A category or a page; the search answers at the root."""
        if node.role == "search":
            return "/tim-kiem/"
        if _kind(node) in ("static", "sitemap", "contact"):
            return f"/{node.key}/"
        above = f"{node.parent.key}/" if node.parent else ""
        return f"/category/{above}{node.key}/" + (f"page/{page}/" if page > 1 else "")

    def entry_path(self, node: Node, entry: Entry) -> str:  # noqa: ARG002
        """Year, month and slug."""
        return f"/{entry.posted:%Y/%m}/{slugify(entry.title)[:60]}-{entry.id}/"

    def file_path(self, node: Node, entry: Entry) -> str:  # noqa: ARG002
        """The uploads of the month."""
        return f"/wp-content/uploads/{entry.posted:%Y/%m}/{self.file_name(entry)}"


class Drupal(Family):
    """Drupal 9: views with pages counted from nought, entries as nodes."""

    name = "drupal"
    search_field = "keys"

    def list_path(self, node: Node, page: int = 1) -> str:
        """?page=1 is the second page."""
        bare = f"/{node.key}"
        return bare if page == 1 else f"{bare}?page={page - 1}"

    def entry_path(self, node: Node, entry: Entry) -> str:  # noqa: ARG002
        """A node's number, no words."""
        return f"/node/{entry.id}"

    def file_path(self, node: Node, entry: Entry) -> str:  # noqa: ARG002
        """The public files folder."""
        return f"/sites/default/files/{entry.posted:%Y-%m}/{self.file_name(entry)}"


class Laravel(Family):
    """A commune's portal on Laravel: a path per kind, ?page=2."""

    name = "laravel"
    search_field = "tukhoa"
    date_format = "%d-%m-%Y"
    stamp_format = "HH:MM %d-%m-%Y"
    _paths: ClassVar[dict[str, str]] = {
        "documents": "van-ban",
        "stories": "loai-tin",
        "questions": "hoi-dap",
        "projects": "du-an",
        "static": "danh-muc",
    }

    def list_path(self, node: Node, page: int = 1) -> str:
        """Kind and slug."""
        place = self._paths.get(_kind(node))
        bare = f"/{place}/{node.key}" if place else f"/{node.key}"
        return bare if page == 1 else f"{bare}?page={page}"

    def entry_path(self, node: Node, entry: Entry) -> str:  # noqa: ARG002
        """Slug and number below the kind's detail path."""
        return f"/chi-tiet-{self._paths[entry.kind]}/{slugify(entry.title)[:60]}-{entry.id}"


class Vhv(Family):
    """VHV's CMS: numbers of categories and pages in the file's name."""

    name = "vhv"
    search_field = "keyword"
    page_size = 12
    stamp_format = "%d/%m/%Y HH:MM"

    def list_path(self, node: Node, page: int = 1) -> str:
        """-c118.html, then -c118-2.html."""
        return f"/{node.key}-c{node.number}.html" if page == 1 else f"/{node.key}-c{node.number}-{page}.html"

    def entry_path(self, node: Node, entry: Entry) -> str:
        """Below the category."""
        return f"/{node.key}/{slugify(entry.title)[:60]}-n{entry.id}.htm"
