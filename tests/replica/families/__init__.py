"""The families of portals: how each makes addresses, pages and pagers."""

from tests.replica.families.base import Family
from tests.replica.families.dotnet import AspNet, Dnn, SharePoint, TanDan
from tests.replica.families.java import Liferay, Vnpt
from tests.replica.families.odd import English, Frames, Hamburger, Spa, Table
from tests.replica.families.php import Drupal, Joomla, Laravel, NukeViet, Vhv, WordPress

FAMILIES: dict[str, type[Family]] = {
    kind.name: kind
    for kind in (
        Liferay, Vnpt, SharePoint, TanDan, Dnn, AspNet, NukeViet, Joomla, WordPress, Drupal, Laravel, Vhv,
        English, Frames, Hamburger, Spa, Table,
    )
}  # fmt: skip

__all__ = ["FAMILIES", "Family"]
