"""SHACL rules for any data: rdflib graphs in, an rdflib graph out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from kompas.inference.conversion import graph_of, triples_of
from kompas.inference.fast import FastEngine
from kompas.inference.ruleset import RuleSet
from kompas.inference.terms import TYPE

if TYPE_CHECKING:
    import rdflib


def infer(data: rdflib.Graph, rules: rdflib.Graph) -> rdflib.Graph:
    """The triples that the rules derive from the data, without the data itself; neither graph is changed.

    Classes have the subclasses that data and rules together state. Blank nodes keep their identity: a derived triple
    about a blank node of the data is about that same node. Literals of the data keep the form in which they are written
    there.

    Raises:
        UnsupportedRule: a rule uses something that is not supported; it is never ignored.
        MalformedRule: a rule or a shape with rules is not well-formed.

    >>> import rdflib
    >>> data = rdflib.Graph().parse(format="turtle", data='''
    ...     @prefix ex: <http://example.org/> .
    ...     ex:plot a ex:Rectangle ; ex:width 7 ; ex:height 8 .
    ... ''')
    >>> rules = rdflib.Graph().parse(format="turtle", data='''
    ...     @prefix ex: <http://example.org/> .
    ...     @prefix sh: <http://www.w3.org/ns/shacl#> .
    ...     ex:RectangleShape a sh:NodeShape ; sh:targetClass ex:Rectangle ; sh:rule [
    ...         a sh:TripleRule ; sh:subject sh:this ; sh:predicate ex:side ;
    ...         sh:object [ sh:union ( [ sh:path ex:width ] [ sh:path ex:height ] ) ] ] .
    ... ''')
    >>> sorted(int(side) for side in infer(data, rules).objects())
    [7, 8]
    """
    known = triples_of(data)
    store = Store()
    store.extend(Quad(*triple) for triple in known)
    derivation = FastEngine(store, RuleSet.from_triples(triples_of(rules))).derive(())
    written = _written_forms(known)
    return graph_of(
        Triple(t.subject, t.predicate, written.get(t.object, t.object)) if isinstance(t.object, Literal) else t
        for t in derivation.triples
    )


def _written_forms(triples: Iterable[Triple]) -> dict[Literal, Literal]:
    """For each literal as Oxigraph keeps it, the literal that the data has in its place, where there is only one.

    Numbers and times come out of a store in canonical form: `01` as `1`, and the derived integer types as xsd:integer.
    """
    literals = list({t.object for t in triples if isinstance(t.object, Literal)})
    store = Store()
    store.extend(Quad(NamedNode(f"urn:x:{i}"), TYPE, literal) for i, literal in enumerate(literals))
    written: dict[Literal, set[Literal]] = {}
    for quad in store:
        stored = cast(Literal, quad.object)
        written.setdefault(stored, set()).add(literals[int(cast(NamedNode, quad.subject).value[6:])])
    return {stored: forms.pop() for stored, forms in written.items() if len(forms) == 1}
