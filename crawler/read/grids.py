"""The rows of a table with every cell in each column that it spans."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.read.zones import Zones

MAX_ROWS = 3_000
_MAX_CELLS = 60
_MAX_SPAN = 300


@dataclass(slots=True)
class Row:
    """One row. `cells` are element indices by column: a cell that spans more stands in each of them."""

    at: int
    cells: list[int]
    header: bool
    goes_on: bool = False  # one of its cells reaches into the next row

    @property
    def width(self) -> int:
        """How many different cells the row has."""
        return len(set(self.cells))


def rows_of(zones: Zones, table: HtmlElement) -> list[Row]:
    """The table's own rows, those of tables within it left out; hidden ones are skipped."""
    rows: list[Row] = []
    reaching: dict[int, tuple[int, int]] = {}  # by column: the cell from above, rows that it still spans
    for child in table:
        group = child if child.tag in ("thead", "tbody", "tfoot") else (child,)
        for element in group:
            at = zones.index.get(element)
            if element.tag != "tr" or at is None or zones.hidden[at]:
                continue
            own = [cell for cell in element if cell.tag in ("td", "th") and cell in zones.index]
            cells = _filled(zones, own[:_MAX_CELLS], reaching)
            heads = sum(cell.tag == "th" for cell in own)
            header = bool(own) and (child.tag == "thead" or heads * 2 > len(own))
            rows.append(Row(at, cells, header, any(left > 0 for _, left in reaching.values())))
            if len(rows) >= MAX_ROWS:
                return rows
    return rows


def _filled(zones: Zones, own: list[HtmlElement], reaching: dict[int, tuple[int, int]]) -> list[int]:
    cells: list[int] = []
    waiting = list(reversed(own))
    while waiting or len(cells) in reaching:
        column = len(cells)
        if column >= _MAX_CELLS:
            break
        if column in reaching:
            cell, left = reaching.pop(column)
            cells.append(cell)
            if left > 1:
                reaching[column] = (cell, left - 1)
            continue
        element = waiting.pop()
        at, down = zones.index[element], _span(element, "rowspan")
        for _ in range(min(_span(element, "colspan"), _MAX_CELLS - column)):
            if down > 1:
                reaching[len(cells)] = (at, down - 1)
            cells.append(at)
    return cells


def _span(element: HtmlElement, name: str) -> int:
    said = (element.get(name) or "").strip()
    return min(max(int(said), 1), _MAX_SPAN) if said.isascii() and said.isdigit() and len(said) < 6 else 1
