"""A table to fill in: as a workbook with drop-downs and explanations, or as CSV with its header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from kompas.workbench.schema import Column, TableSchema

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

EXPLANATION: Final = "uitleg"
"""The sheet that explains every column; the sheet to fill in has the name of the table."""
CHOICES: Final = "keuzes"
LAST_ROW: Final = 1000
"""How far down the drop-downs reach."""
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A fixed date of making, so that the same table gives the same workbook."""


def as_csv(schema: TableSchema) -> str:
    """The header of the table, to add rows to."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow([column.name for column in schema.columns])
    return text.getvalue()


def as_markdown(schema: TableSchema) -> str:
    """The explanation of the table, column by column."""
    rows = [f"| {' | '.join(_escaped(cell) for cell in cells)} |" for cells in _explained(schema)]
    bar = f"| {' | '.join('---' for _ in _HEADINGS)} |"
    return "\n".join([f"# {schema.title}", "", schema.explanation, "", rows[0], bar, *rows[1:], ""])


def as_workbook(schema: TableSchema) -> bytes:
    """The table as .xlsx: a sheet to fill in with drop-downs and explanations, and a sheet that explains it."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.created = book.properties.modified = _MADE
    sheet = book.worksheets[0]
    sheet.title = schema.name[:31]
    explanation, choices = book.create_sheet(EXPLANATION), book.create_sheet(CHOICES)
    choices.sheet_state = "hidden"
    must, may = PatternFill("solid", fgColor="FFD9E8F5"), PatternFill("solid", fgColor="FFF0F0F0")
    for number, column in enumerate(schema.columns, start=1):
        cell = sheet.cell(row=1, column=number, value=column.name)
        cell.font, cell.fill = Font(bold=True), must if column.required else may
        cell.comment = Comment(_comment(column), "Kompas", height=160, width=320)
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 40 if column.name.startswith("definition") else 22
        for row in range(2, LAST_ROW + 1) if column.form == "jjjj-mm-dd" else ():
            sheet.cell(row=row, column=number).number_format = "yyyy-mm-dd"
        if column.values:
            _offer(sheet, choices, letter, number, column)
    sheet.freeze_panes = "B2"
    for line, cells in enumerate(_explained(schema), start=1):
        for number, text in enumerate(cells, start=1):
            told = explanation.cell(row=line, column=number, value=text)
            told.alignment = Alignment(wrap_text=True, vertical="top")
            told.font = Font(bold=line == 1)
    for letter, width in zip("ABCDEFG", (22, 28, 60, 11, 14, 24, 60), strict=True):
        explanation.column_dimensions[letter].width = width
    explanation.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _offer(sheet: Worksheet, choices: Worksheet, letter: str, number: int, column: Column) -> None:
    """A drop-down with the values of a column; where a cell takes several, other text than one value is let through."""
    from openpyxl.worksheet.datavalidation import DataValidation

    for row, value in enumerate(column.values, start=1):
        choices.cell(row=row, column=number, value=value)
    offered = DataValidation(
        type="list",
        formula1=f"'{CHOICES}'!${letter}$1:${letter}${len(column.values)}",
        allow_blank=not column.required,
        showErrorMessage=column.separator is None,
        errorTitle="Kompas",
        error=f"“{column.name}” neemt alleen waarden uit de lijst."[:255],
        showInputMessage=True,
        promptTitle=column.name[:32],
        prompt=_comment(column)[:255],
    )
    sheet.add_data_validation(offered)
    offered.add(f"{letter}2:{letter}{LAST_ROW}")


_HEADINGS: Final = ("kolom", "titel / title", "wat er staat", "verplicht", "meer waarden", "vorm", "waarden")


def _explained(schema: TableSchema) -> Iterator[tuple[str, ...]]:
    yield _HEADINGS
    for column in schema.columns:
        titles = " / ".join(column.title[language] for language in ("nl", "en") if language in column.title)
        several = f"ja, met {column.separator} ertussen" if column.separator else "nee"
        yield (
            column.name,
            titles,
            column.explanation,
            "ja" if column.required else "nee",
            several,
            column.form,
            _values(column),
        )


def _values(column: Column) -> str:
    if column.names:
        return f"korte namen uit {', '.join(f'{name}.csv' for name in column.names)} ({len(column.values)})"
    return ", ".join(column.values)


def _comment(column: Column) -> str:
    parts = [
        column.title.get("nl", column.name),
        column.explanation,
        "Verplicht." if column.required else "Mag leeg blijven.",
        f"Meer waarden: zet er {column.separator} tussen." if column.separator else "",
        f"Vorm: {column.form}." if column.form else "",
    ]
    return "\n".join(part for part in parts if part)


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
