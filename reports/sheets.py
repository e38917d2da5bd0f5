"""Tables of a workbook in one style: text is never a formula or a link."""

from datetime import date, datetime, time
from typing import Any

from reports import words
from reports.vietnamese import clean
from scoring.results import Results

Cell = str | int | float | date | None
MAX_CELL = 32_000  # characters; the format's own limit is 32,767
_FILLS = {"pass": "#DDEFE4", "partial": "#FBEBC8", "fail": "#F6D5D2", "not_measured": "#E7EAEE"}


class Sheets:
    """Writes tables in one style: title, note of the rubric, frozen header, filter, print set-up."""

    def __init__(self, book: Any, results: Results) -> None:
        self.book = book
        self.results = results
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
        self.plain = book.add_format(base | {"text_wrap": True, "border": 1, "border_color": "#B8BEC6"})
        self.title = book.add_format(base | {"bold": True, "font_size": 14})
        self.note = book.add_format(base | {"italic": True})
        head = {"bold": True, "text_wrap": True, "border": 1, "align": "center", "bg_color": "#E4E9EF"}
        self.head = book.add_format(base | head | {"valign": "vcenter"})
        cell = {"border": 1, "border_color": "#B8BEC6"}
        self.formats = {
            "number": book.add_format(base | cell | {"num_format": "0.0"}),
            "share": book.add_format(base | cell | {"num_format": "0%"}),
            "day": book.add_format(base | cell | {"num_format": "dd/mm/yyyy", "align": "center"}),
        }
        self.fills = {
            name: book.add_format(base | cell | {"bg_color": colour, "align": "center", "text_wrap": True})
            for name, colour in _FILLS.items()
        }

    def table(
        self, name: str, title: str, columns: list[tuple[str, int, str]], rows: list[list[Cell]]
    ) -> None:
        """One sheet; `columns`: heading, width in characters, kind (text, number, share, day, outcome)."""
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, title, self.title)
        sheet.write_string(1, 0, words.rubric_note(self.results), self.note)
        for place, (heading, width, _) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(3, place, heading, self.head)
        for line, row in enumerate(rows, start=4):
            for place, (value, (_, _, kind)) in enumerate(zip(row, columns, strict=True)):
                self._cell(sheet, line, place, value, kind)
        sheet.freeze_panes(4, 2)
        if rows:
            sheet.autofilter(3, 0, 3 + len(rows), len(columns) - 1)
        self._print(sheet)
        sheet.repeat_rows(3)

    def _cell(self, sheet: Any, line: int, place: int, value: Cell, kind: str) -> None:
        if value is None:
            sheet.write_blank(line, place, None, self.plain)
        elif isinstance(value, date):
            sheet.write_datetime(line, place, datetime.combine(value, time()), self.formats["day"])
        elif isinstance(value, str):
            shown = words.SHORT_OUTCOMES.get(value, value) if kind == "outcome" else clean(value)[:MAX_CELL]
            style = self.fills.get(value, self.plain) if kind == "outcome" else self.plain
            sheet.write_string(line, place, shown, style)
        else:
            sheet.write_number(line, place, value, self.formats.get(kind, self.plain))

    def lines(self, name: str, title: str, rows: list[tuple[str, str]]) -> None:
        """A sheet of named remarks."""
        sheet = self.book.add_worksheet(name)
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 110)
        sheet.write_string(0, 0, title, self.title)
        for line, (label, text) in enumerate(rows, start=2):
            sheet.write_string(line, 0, label, self.head)
            sheet.write_string(line, 1, clean(text)[:MAX_CELL], self.plain)
        self._print(sheet)

    @staticmethod
    def _print(sheet: Any) -> None:
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.set_footer("&CTrang &P/&N")
