"""The Turtle documents of the ontology and the rules, read into triples."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kompas.errors import MalformedInput
from kompas.namespaces import ONTOLOGY, OWL, RDF

_TYPE: Final = NamedNode(f"{RDF}type")
_ONTOLOGY: Final = NamedNode(f"{OWL}Ontology")
_IMPORTS: Final = NamedNode(f"{OWL}imports")


def read_ontology(folder: Path) -> list[Triple]:
    """The modules of the ontology as one ontology: without imports, and with the header of the whole only.

    Raises:
        MalformedInput: a module is not Turtle.
    """
    triples = read_turtle(folder.glob("*.ttl"))
    headers = {triple.subject for triple in triples if triple.predicate == _TYPE and triple.object == _ONTOLOGY}
    modules = headers - {NamedNode(ONTOLOGY)}
    return [triple for triple in triples if triple.subject not in modules and triple.predicate != _IMPORTS]


def read_rules(folder: Path) -> list[Triple]:
    """The rules with their policy; none when there is no such folder.

    Raises:
        MalformedInput: a rule file is not Turtle.
    """
    return read_turtle(folder.rglob("*.ttl"))


def read_turtle(paths: Iterable[Path]) -> list[Triple]:
    """The triples of some files, in the order of their names.

    Raises:
        MalformedInput: a file is not Turtle; the message has its name, and line and column where reading stopped.
    """
    triples = []
    for path in sorted(paths):
        try:
            quads = parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True)
            triples += [quad.triple for quad in quads]
        except SyntaxError as error:
            place = f"line {error.lineno}, column {error.offset}" if error.lineno else ""
            raise MalformedInput(
                "Turtle", error.msg, position=place, source=f"{path.parent.name}/{path.name}"
            ) from error
    return triples
