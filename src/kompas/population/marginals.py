"""The marginals: how often each value is drawn, and whether that share was published or is synthetic."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Literal

from kompas import resources
from kompas.errors import InputMissing, InvalidValue

Basis = Literal["published", "synthetic"]


@dataclass(frozen=True, slots=True)
class Marginal:
    """How often a value of a field is drawn; `source` and `locator` say where a published share stands."""

    field: str
    value: str
    share: float
    basis: Basis
    source: str
    locator: str
    note: str


@dataclass(frozen=True)
class Marginals:
    """All marginals of a population."""

    rows: tuple[Marginal, ...]

    @cached_property
    def fields(self) -> Mapping[str, Mapping[str, float]]:
        """The share of each value, by field."""
        found: dict[str, dict[str, float]] = {}
        for row in self.rows:
            found.setdefault(row.field, {})[row.value] = row.share
        return found

    def share(self, field: str, value: str) -> float:
        """How often a value is drawn; the share of `*` for a value that is not named."""
        shares = self.fields[field]
        return shares[value] if value in shares else shares.get("*", 0.0)

    def drawn(self, field: str, chance: Random) -> str:
        """One value of a field whose values exclude each other, by their weights."""
        shares = self.fields[field]
        return chance.choices(list(shares), weights=list(shares.values()))[0]

    def happens(self, field: str, value: str, chance: Random, times: float = 1.0) -> bool:
        """Whether a value that stands by itself is drawn."""
        return chance.random() < self.share(field, value) * times


def default_marginals() -> Path:
    """The file of the marginals that come with Kompas.

    Raises:
        ResourceMissing: the data of Kompas are not there.
    """
    return resources.data() / "populations" / "marginals.csv"


def read_marginals(path: Path | None = None) -> Marginals:
    """The marginals in a table; by default those that come with Kompas.

    Raises:
        InputMissing: there is no such file.
        InvalidValue: a share is not between 0 and 1, or a published one has no source; the row is named.
    """
    file = path or default_marginals()
    try:
        text = file.read_text("utf-8")
    except OSError as error:
        raise InputMissing(str(file), error.strerror or "it cannot be read") from error
    rows = []
    for number, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        where = f"{file.name}, row {number}"
        try:
            share = float(row["share"])
        except (KeyError, ValueError, TypeError):
            share = -1.0
        if not 0 <= share <= 1:
            raise InvalidValue(f"{where}: a share is a number from 0 to 1", pointer="", value=row.get("share"))
        if row["basis"] not in ("published", "synthetic"):
            raise InvalidValue(
                f"{where}: the basis of a share is published or synthetic", pointer="", value=row["basis"]
            )
        if (row["basis"] == "published") != bool(row["source"] and row["locator"]):
            raise InvalidValue(
                f"{where}: a published share has a source and a locator, a synthetic one has neither",
                pointer="",
                value=row["value"],
            )
        basis: Basis = "published" if row["basis"] == "published" else "synthetic"
        rows.append(
            Marginal(row["field"], row["value"], share, basis, row["source"], row["locator"], row["note"] or "")
        )
    return Marginals(tuple(rows))
