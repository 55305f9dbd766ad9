"""Checks and competency questions: SPARQL files that the released graph must answer in one way.

A check (`ontology/checks/<what>-violation.rq`) finds mistakes: any row is one. A competency question
(`ontology/questions/<question>.rq`) has its expected answer beside it, in `<question>.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, Store

from kompas.errors import MalformedInput
from kompas.knowledge.findings import Finding
from kompas.namespaces import PREFIXES, shortened

SUFFIX: Final = "-violation.rq"
MEND: Final = "Mend: "


def violations(store: Store, folder: Path) -> Iterator[Finding]:
    """What the checks in a folder find in a graph.

    Raises:
        MalformedInput: a check is not SPARQL.
    """
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        intent, _, mend = _intent(path).partition(MEND)
        names, rows = answer(store, path)
        for row in rows:
            about = ", ".join(f"{name} {value}" for name, value in zip(names[1:], row[1:], strict=True) if value)
            what = f"{intent.strip()} ({about})" if about else intent.strip()
            yield Finding("error", row[0], what, mend[:1].upper() + mend[1:])


def unexpected_answers(store: Store, folder: Path) -> Iterator[Finding]:
    """The competency questions in a folder that a graph answers otherwise than expected.

    Raises:
        MalformedInput: a question is not SPARQL.
    """
    for path in sorted(folder.glob("*.rq")):
        beside = path.with_suffix(".csv")
        if not beside.is_file():
            yield Finding("error", path.name, "there is no expected answer beside it", f"Write {beside.name}.")
            continue
        names, rows = answer(store, path)
        found = [",".join(names), *(",".join(row) for row in rows)]
        expected = beside.read_text(encoding="utf-8").splitlines()
        if found != expected:
            missing = [line for line in expected if line not in found]
            extra = [line for line in found if line not in expected]
            told = "; ".join(
                f"{kind}: {', '.join(lines)}" for kind, lines in (("missing", missing), ("new", extra)) if lines
            )
            what = f"“{_intent(path)}” has another answer ({told or 'another order'})"
            yield Finding(
                "error", path.name, what, f"Correct the knowledge, or {beside.name} when the new answer is right."
            )


def answer(store: Store, path: Path) -> tuple[list[str], list[list[str]]]:
    """The answer to the query in a file: its variables, and rows of short texts; an ASK has one row.

    Raises:
        MalformedInput: it is not SPARQL.
    """
    try:
        result = store.query(path.read_text(encoding="utf-8"), prefixes=PREFIXES)
    except SyntaxError as error:
        raise MalformedInput("SPARQL", str(error), source=path.name) from error
    if isinstance(result, QuerySolutions):
        names = [variable.value for variable in result.variables]
        return names, [[_told(value) for value in solution] for solution in result]
    assert isinstance(result, QueryBoolean), f"{path.name} is neither SELECT nor ASK"
    return ["answer"], [[str(bool(result)).lower()]]


def _told(value: object) -> str:
    if isinstance(value, NamedNode):
        return shortened(value.value)
    return value.value if isinstance(value, Literal | BlankNode) else ""


def _intent(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("#").strip()
