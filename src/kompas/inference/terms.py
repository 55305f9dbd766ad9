"""The terms of RDF, RDFS and SHACL that rules are made of, and the types that terms have in code."""

from __future__ import annotations

from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kompas.namespaces import OWL, RDF, RDFS, SH, XSD

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
"""What can be the value of a variable or the object of a triple."""

Node: TypeAlias = NamedNode | BlankNode
"""What can be the subject of a triple."""

Row: TypeAlias = tuple[Term | None, ...]
"""The values of one solution, None where a variable has none."""

TYPE: Final = NamedNode(RDF + "type")
FIRST: Final = NamedNode(RDF + "first")
REST: Final = NamedNode(RDF + "rest")
NIL: Final = NamedNode(RDF + "nil")
SUBCLASS_OF: Final = NamedNode(RDFS + "subClassOf")
CLASS: Final = NamedNode(RDFS + "Class")
OWL_CLASS: Final = NamedNode(OWL + "Class")
IMPORTS: Final = NamedNode(OWL + "imports")
STRING: Final = NamedNode(XSD + "string")


def sh(name: str) -> NamedNode:
    """The SHACL term of this name: `sh("rule")`."""
    return NamedNode(SH + name)


def written(term: Term) -> str:
    """The term as SPARQL text. Blank nodes cannot be written: in SPARQL they stand for anything."""
    if isinstance(term, BlankNode):
        raise ValueError(f"The blank node {term} cannot be written into a query.")
    return str(term)


def named(term: Term) -> str:
    """The term as people read it in a message: an address without brackets, a blank node as such."""
    return term.value if isinstance(term, NamedNode) else str(term)
