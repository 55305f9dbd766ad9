"""Triples as text that people can read: Turtle with blank lines between subjects, JSON-LD with a compact context.

Both are in a fixed order, so that the same triples give the same bytes.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kompas.namespaces import PREFIXES, RDF, XSD

_TYPE: Final = f"{RDF}type"
_STRING: Final = f"{XSD}string"
_TEXT: Final = f"{RDF}langString"
_OPENINGS: Final = ("<urn:kompas:recommendation", "<urn:kompas:case", "")
_BASES: Final = {base: prefix for prefix, base in PREFIXES.items()}
_BLOCK: Final = re.compile(r"\n(?=[^\t\n])")
Node = NamedNode | BlankNode | Literal | Triple


def turtle(triples: Iterable[Triple]) -> str:
    """The triples as Turtle: one block per subject, its type first, only the prefixes that occur."""
    ordered = in_order(triples)
    written = serialize(ordered, format=RdfFormat.TURTLE, prefixes=_prefixes(ordered)) or b""
    lines = written.decode().split("\n")
    header = sorted(line for line in lines if line.startswith("@prefix "))
    return "\n".join(header) + _BLOCK.sub("\n\n", "\n" + "\n".join(lines[len(header) :]))


def json_ld(triples: Iterable[Triple]) -> str:
    """The triples as JSON-LD: terms by their own names, values as bare as the context allows."""
    ordered = in_order(triples)
    values: defaultdict[str, list[Node]] = defaultdict(list)
    for triple in ordered:
        values[triple.predicate.value].append(triple.object)
    terms = _terms(values)
    context: dict[str, Any] = dict(_prefixes(ordered))
    context |= {name: _definition(predicate, values[predicate]) for predicate, name in terms.items()}
    bare = {predicate for predicate, name in terms.items() if set(context[name]) > {"@id"} or _plain(values[predicate])}
    nodes: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for triple in ordered:
        key = terms.get(triple.predicate.value, "@type")
        value = _value(triple.object, key == "@type" or triple.predicate.value in bare)
        nodes[_name(triple.subject)].setdefault(key, []).append(value)
    graph = [
        {"@id": name, **{key: found[0] if len(found) == 1 else found for key, found in properties.items()}}
        for name, properties in nodes.items()
    ]
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=2)


def _short(address: str) -> str:
    """The address as `kompas.namespaces.shortened` writes it, without trying every prefix: these are many."""
    start = max(address.rfind("/"), address.rfind("#")) + 1
    prefix = _BASES.get(address[:start])
    return f"{prefix}:{address[start:]}" if prefix and start < len(address) else address


def in_order(triples: Iterable[Triple]) -> list[Triple]:
    """The triples by subject (recommendation, case, then what is general), predicate (type first) and object."""
    return sorted(set(triples), key=_place)


def _place(triple: Triple) -> tuple[int, str, bool, str, str]:
    subject = str(triple.subject).rstrip(">")
    return (
        next(rank for rank, opening in enumerate(_OPENINGS) if subject.startswith(opening)),
        subject,
        triple.predicate.value != _TYPE,
        triple.predicate.value,
        str(triple.object),
    )


def _prefixes(triples: Iterable[Triple]) -> dict[str, str]:
    """The prefixes that some address in the triples uses."""
    used: set[str] = set()
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            named = term.datatype if isinstance(term, Literal) else term
            address = named.value if isinstance(named, NamedNode) else ""
            short = _short(address)
            used |= {short.partition(":")[0]} if short != address else set()
    return {prefix: base for prefix, base in PREFIXES.items() if prefix in used}


def _terms(values: Mapping[str, Sequence[Node]]) -> dict[str, str]:
    """A name for each predicate but the type: its own, or with its prefix where it would mean two things."""
    short = {predicate: _short(predicate) for predicate in values if predicate != _TYPE}
    local = {predicate: name.partition(":")[2] for predicate, name in short.items() if name != predicate}
    taken = [*local.values(), *PREFIXES]
    return {
        predicate: local[predicate] if predicate in local and taken.count(local[predicate]) == 1 else name
        for predicate, name in short.items()
    }


def _definition(predicate: str, values: Sequence[Node]) -> dict[str, str]:
    """What the context says of a term: that its values are addresses, of one datatype, or in one language."""
    definition = {"@id": _short(predicate)}
    if all(isinstance(value, NamedNode | BlankNode) for value in values):
        return {**definition, "@type": "@id"}
    literals = [value for value in values if isinstance(value, Literal)]
    if len(literals) < len(values):
        return definition
    if len(datatypes := {value.datatype.value for value in literals}) > 1:
        return definition
    (datatype,) = datatypes
    if datatype == _TEXT and len(languages := {value.language for value in literals}) == 1:
        (language,) = languages
        return {**definition, "@language": str(language)}
    return definition if datatype in (_STRING, _TEXT) else {**definition, "@type": _short(datatype)}


def _plain(values: Sequence[Node]) -> bool:
    """Whether all values are strings without more ado."""
    return all(isinstance(value, Literal) and value.datatype.value == _STRING for value in values)


def _value(value: Node, bare: bool) -> Any:
    if isinstance(value, Literal):
        if bare:
            return value.value
        if value.language:
            return {"@value": value.value, "@language": value.language}
        return {"@value": value.value, "@type": _short(value.datatype.value)}
    return _name(value) if bare else {"@id": _name(value)}


def _name(node: Node) -> str:
    if isinstance(node, NamedNode):
        return _short(node.value)
    return str(node)
