"""Rules for the common shapes, from a row of a table: no SPARQL needed.

A row says: when the worry falls under problem P, in phase F, with severity at least S, and a factor present or absent,
that is an argument for (or against) X. It becomes a standard SHACL rule in Turtle that people can read, and take over
as their own. Severity counts in its lightest reading: what is not known is no reason.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kompas.errors import CheckFailed, InputMissing
from kompas.namespaces import ID, TYPES
from kompas.sentences import PLACE

TEMPLATES: Final = "templates.csv"
LAYER: Final = "5-arguments"
COLUMNS: Final[Mapping[str, str]] = {
    "slug": "The name of the rule: lower case, ASCII, hyphens; never used before.",
    "label_nl": "What the rule says, in a few words, in Dutch.",
    "label_en": "The same in English.",
    "problem": "When the worry is, or falls under, this problem (a slug of problems.csv). Empty: any.",
    "phase": "When the child is in this phase (a slug of age-phases.csv). Empty: any.",
    "min_severity": "When severity is at least ordinary, light, moderate or serious. Empty: any.",
    "factor": "When this factor is there or not: risk-factor/… or protective-factor/…. Empty: whatever the factors.",
    "factor_state": "present or absent; only with a factor. Absent is said, not merely left out.",
    "argues": "for or against.",
    "target": "What it argues for or against: route/…, kernel-element/…, intervention/… or treatment/….",
    "weight": "strong or supporting. A decisive argument asks for a rule of its own.",
    "theme": "proportionality, fit, certainty, preference, feasibility or safety.",
    "text_nl": "The sentence people read, in Dutch; {problem}, {phase}, {severity} and {factor} stand for their names.",
    "text_en": "The same in English, about the same.",
    "source": "The source (a slug of a source table).",
    "locator": "Where in the source.",
    "last_verified": "The date it was last looked up: yyyy-mm-dd.",
}
"""Every column of the table, with what it means."""
_OPTIONAL: Final = frozenset({"problem", "phase", "min_severity", "factor", "factor_state"})
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_RANKS: Final = {"ordinary": 0, "light": 1, "moderate": 2, "serious": 3}
_VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "min_severity": tuple(_RANKS),
    "factor_state": ("present", "absent"),
    "argues": ("for", "against"),
    "weight": ("strong", "supporting"),
    "theme": ("proportionality", "fit", "certainty", "preference", "feasibility", "safety"),
}
_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "factor": ("risk-factor", "protective-factor"),
    "target": ("route", "kernel-element", "intervention", "treatment"),
}
_PREMISES: Final[Mapping[str, tuple[str, str]]] = {
    "problem": ("de zorg: {problem:lower}", "the worry: {problem:lower}"),
    "phase": ("de leeftijdsfase: {phase:lower}", "the age phase: {phase:lower}"),
    "severity": ("de ernst is minstens: {severity:lower}", "the severity is at least: {severity:lower}"),
    "factor": ("wat meespeelt: {factor:lower}", "what plays a part: {factor:lower}"),
}


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    @property
    def variables(self) -> list[str]:
        """What a sentence of the rule may speak of."""
        found = ["problem"]
        found += ["phase"] if self["phase"] else []
        found += ["severity"] if self["min_severity"] else []
        return found + (["factor"] if self["factor"] else [])


def compiled(table: Path, base: str = ID, elsewhere: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """The rules that the rows of a table of templates become, as Turtle, by slug; they belong in the folder `LAYER`.

    Args:
        table: a CSV file with the columns of `COLUMNS`.
        base: the beginning of the address of each rule, before `rule/{slug}`; by default that of the core.
        elsewhere: the addresses of things that do not live where those of the core do, by `{type}/{slug}`.

    Raises:
        InputMissing: there is no such file.
        CheckFailed: cells are wrong; each is told with row and column.
    """
    rows = _read(table)
    if wrong := [told for row in rows for told in _wrong(table.name, row)] + list(_twice(table.name, rows)):
        raise CheckFailed(str(table), wrong, "Correct these cells.")
    return {row["slug"]: _Writer(row, base, elsewhere).turtle() for row in rows}


def _read(table: Path) -> list[_Row]:
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            header = list(reader.fieldnames or ())
            rows = [
                _Row(reader.line_num, {name: (cell or "").strip() for name, cell in row.items() if name})
                for row in reader
            ]
    except OSError as error:
        raise InputMissing(str(table), error.strerror or "it cannot be read") from error
    if header != list(COLUMNS):
        missing = [name for name in COLUMNS if name not in header]
        extra = [name for name in header if name not in COLUMNS]
        told = [f"The column “{name}” is missing." for name in missing]
        told += [f"The column “{name}” is not one of a table of rule templates." for name in extra]
        raise CheckFailed(
            str(table), told or ["The columns stand in another order."], f"Columns: {', '.join(COLUMNS)}."
        )
    return rows


def _wrong(table: str, row: _Row) -> Iterator[str]:
    def told(column: str, what: str) -> str:
        return f"{table}, row {row.number}, column “{column}”: {what}"

    for column, explanation in COLUMNS.items():
        value = row[column]
        if not value:
            if column not in _OPTIONAL:
                yield told(column, f"This may not be empty. {explanation}")
        elif column in _VALUES and value not in _VALUES[column]:
            yield told(column, f"“{value}” is not one of {', '.join(_VALUES[column])}.")
        elif column in _TYPES and (value.partition("/")[0] not in _TYPES[column] or not _is_thing(value)):
            yield told(column, f"“{value}” is not written as {', '.join(f'{type}/…' for type in _TYPES[column])}.")
        elif column in {"slug", "problem", "phase", "source"} and not _SLUG.fullmatch(value):
            yield told(column, f"“{value}” is not a slug: lower case, ASCII, hyphens.")
        elif column == "last_verified" and not _DATE.fullmatch(value):
            yield told(column, f"“{value}” is not a date; write yyyy-mm-dd.")
    if bool(row["factor"]) != bool(row["factor_state"]):
        yield told("factor_state", "A factor and its state go together: fill both, or neither.")
    if not any(row[column] for column in ("problem", "phase", "min_severity", "factor")):
        yield told("problem", "The rule has no condition: fill problem, phase, min_severity or factor.")
    spoken = {language: _places(row[f"text_{language}"]) for language in ("nl", "en")}
    for language, places in spoken.items():
        for name in sorted(places - set(row.variables)):
            known = ", ".join(f"{{{variable}}}" for variable in row.variables)
            yield told(f"text_{language}", f"{{{name}}} is not bound in this rule; it knows {known}.")
    if spoken["nl"] != spoken["en"]:
        yield told("text_en", "The sentences speak of other things in each language; use the same {…} in both.")


def _twice(table: str, rows: list[_Row]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for row in rows:
        if row["slug"] in seen:
            where = f"{table}, row {row.number}, column “slug”"
            yield f"{where}: “{row['slug']}” stands in row {seen[row['slug']]} already."
        seen.setdefault(row["slug"], row.number)


def _places(text: str) -> set[str]:
    return {place["name"] for place in PLACE.finditer(text)}


def _is_thing(value: str) -> bool:
    type, _, slug = value.partition("/")
    return type in TYPES and bool(_SLUG.fullmatch(slug))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the rule of one row."""

    row: _Row
    base: str
    elsewhere: Mapping[str, str]

    def turtle(self) -> str:
        """The rule with its focus shape, as a file of its own."""
        row, slug = self.row, self.row["slug"]
        rule = f"{self.base}rule/{slug}"
        focus, order, target = ("Concern", 510, "?option") if self._for_route else ("ChoiceItem", 530, "$this")
        side = "supports" if row["argues"] == "for" else "attacks"
        premises = " , ".join(f"?{name}" for name in row.variables if name != "factor" or self._present)
        listed = "\n".join(_premise(name) for name in row.variables)
        where = "\n".join(f"    {line}" for line in self._where())
        return f'''# Made from a row of rule templates ({slug}): change the row, or make this a rule of your own.
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kompas: <https://w3id.org/kompas/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<{rule}> a sh:SPARQLRule, kompas:Rule ;
    rdfs:label {_text(row["label_nl"])}@nl ,
        {_text(row["label_en"])}@en ;
    kompas:layer 5 ;
    sh:order {order} ;
    kompas:basis [ dcterms:source {self._iri("source/" + row["source"])} ; kompas:locator {_text(row["locator"])} ] ;
    kompas:lastVerified "{row["last_verified"]}"^^xsd:date ;
    kompas:weight kompas:{row["weight"].capitalize()} ;
    kompas:theme kompas:{row["theme"].capitalize()} ;
    kompas:text {_text(row["text_nl"])}@nl ,
        {_text(row["text_en"])}@en ;
    kompas:premises (
{listed}
    ) ;
    sh:prefixes <https://w3id.org/kompas/ontology> ;
    sh:construct """CONSTRUCT {{
    ?argument a kompas:Argument ;
        kompas:madeBy <{rule}> ;
        kompas:{side} {target} ;
        kompas:premise {premises} .
}}
WHERE {{
{where}
    BIND(IRI(CONCAT(STR(?case), "#argument/{slug}/", STRAFTER(STR($this), "#"))) AS ?argument)
}}""" .

<{rule}-focus> a sh:NodeShape ;
    sh:targetClass kompas:{focus} ;
    sh:order {order} ;
    sh:rule <{rule}> .
'''

    @property
    def _for_route(self) -> bool:
        return self.row["target"].startswith("route/")

    @property
    def _present(self) -> bool:
        return self.row["factor_state"] == "present"

    def _where(self) -> Iterator[str]:
        row = self.row
        concern = "$this" if self._for_route else "?concern"
        yield "$this kompas:ofCase ?case ."
        if self._for_route:
            yield f"?option kompas:ofCase ?case ; kompas:onRoute {self._iri(row['target'])} ."
        else:
            yield f"$this kompas:concept {self._iri(row['target'])} ; kompas:forConcern ?concern ."
        yield f"{concern} kompas:aboutProblem ?problem ."
        if row["problem"]:
            yield f"{concern} kompas:fallsUnder {self._iri('problem/' + row['problem'])} ."
        if row["phase"]:
            yield "?case kompas:inPhase ?phase ."
            yield f"FILTER(?phase = {self._iri('age-phase/' + row['phase'])})"
        if row["min_severity"]:
            yield f"{concern} kompas:lowestSeverity ?severity ."
            yield "?severity kompas:rank ?rank ."
            yield f"FILTER(?rank >= {_RANKS[row['min_severity']]})"
        if row["factor"]:
            yield from self._factor(self._iri(row["factor"]))

    def _factor(self, named: str) -> Iterator[str]:
        if self.row["factor"].startswith("protective-factor/"):
            yield f"?case kompas:{'protectivePresent' if self._present else 'protectiveAbsent'} ?factor ."
            yield f"FILTER(?factor = {named})"
        elif self._present:
            yield "?case kompas:hasRiskFactor ?factor ."
            yield f"FILTER(?factor = {named})"
        else:
            yield "?case kompas:riskFactorsKnown true ."
            yield f"FILTER NOT EXISTS {{ ?case kompas:hasRiskFactor {named} }}"
            yield f"BIND({named} AS ?factor)"

    def _iri(self, type_and_slug: str) -> str:
        return f"<{self.elsewhere.get(type_and_slug) or ID + type_and_slug}>"


def _premise(name: str) -> str:
    nl, en = _PREMISES[name]
    return f'        [ kompas:variable "{name}" ; kompas:text {_text(nl)}@nl , {_text(en)}@en ]'


def _text(text: str) -> str:
    """A text as Turtle writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
