"""A case as a graph (Turtle or JSON-LD) → the same plain data that a JSON or YAML case is.

Addresses of case, concerns and help are free, blank nodes too. Every statement must be one that a case can make:
what is not understood is refused, never ignored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeGuard

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kompas.case.fields import nearest_of
from kompas.case.privacy import NotAnonymous, asked_for, concealed
from kompas.case.statements import CASE, CONCERN, HELP, Field
from kompas.errors import BadInput, InvalidValue, MalformedInput, UnknownKey
from kompas.namespaces import RDF, XSD, kompas, shortened

FORMATS: Final = {"Turtle": RdfFormat.TURTLE, "JSON-LD": RdfFormat.JSON_LD}

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal | Triple

_TYPE: Final = NamedNode(f"{RDF}type")
_OF_CASE: Final = kompas("ofCase")
_HAS_CONCERN: Final = kompas("hasConcern")
_TRIED: Final = kompas("tried")
_NUMBERS: Final = frozenset(XSD + name for name in ("integer", "decimal", "double", "float", "nonNegativeInteger"))
_TRUTHS: Final = {"true": True, "1": True, "false": False, "0": False}


def plain_from_graph(text: str, format: str) -> tuple[dict[str, Any], list[BadInput]]:
    """The plain data of the only case in a graph, and everything in the graph that is no part of a case.

    Raises:
        MalformedInput: it cannot be read in this format, or it holds no case, or more than one.
    """
    graph = _Graph(_quads(text, format), format)
    case = graph.case()
    data = graph.described(case, CASE, "Case", "")
    concerns = sorted(graph.concerns(case), key=graph.problem)
    if concerns:
        data["concerns"] = [graph.concern(concern, f"/concerns/{place}") for place, concern in enumerate(concerns)]
    graph.refuse_strangers()
    return data, graph.mistakes


def _quads(text: str, format: str) -> tuple[Quad, ...]:
    try:
        return tuple(parse(text, FORMATS[format]))
    except SyntaxError as error:
        reason = str(error.msg).partition(": ")[2] or str(error.msg)
        if "LoadDocumentCallback" in reason:
            reason = (
                "its context stands at another address, and Kompas fetches nothing; put the context in the document"
            )
        position = f"line {error.lineno}, column {error.offset}" if error.lineno else ""
        raise MalformedInput(format, concealed(reason.partition(" (line ")[0]), position=position) from None


class _Graph:
    """The statements of a graph by subject, and the subjects that were read as a part of the case."""

    def __init__(self, quads: Iterable[Quad], format: str) -> None:
        self.mistakes: list[BadInput] = []
        self._format = format
        self._about: dict[Node, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._read: set[Node] = set()
        for quad in dict.fromkeys(quads):
            if not isinstance(quad.graph_name, DefaultGraph):
                raise MalformedInput(format, "a case stands in the default graph, not in a named one")
            if isinstance(quad.subject, Triple):
                raise MalformedInput(format, "a case makes no statements about statements")
            self._about[quad.subject][quad.predicate].append(quad.object)

    def case(self) -> Node:
        """The only case that the graph is about."""
        typed = {node for node, said in self._about.items() if kompas("Case") in said.get(_TYPE, ())}
        linking = {node for node, said in self._about.items() if _HAS_CONCERN in said}
        linked = {case for said in self._about.values() for case in said.get(_OF_CASE, ()) if _is_node(case)}
        cases = typed | linking | linked
        if len(cases) != 1:
            reason = "it holds more than one case; give each its own file" if cases else "it holds no `kompas:Case`"
            raise MalformedInput(self._format, reason)
        return cases.pop()

    def concerns(self, case: Node) -> list[Node]:
        """The concerns of the case, in the order in which they stand."""
        linked = (node for node in self._about[case].get(_HAS_CONCERN, ()) if _is_node(node))
        linking = (node for node, said in self._about.items() if case in said.get(_OF_CASE, ()))
        return list(dict.fromkeys((*linked, *linking)))

    def problem(self, concern: Node) -> str:
        """What a concern is about, as written: what concerns are put in order by."""
        said = self._about[concern].get(kompas("aboutProblem"), [])
        return min((node.value for node in said if isinstance(node, NamedNode | Literal)), default="")

    def concern(self, node: Node, pointer: str) -> dict[str, Any]:
        """The plain data of a concern, with the help that was tried for it."""
        data = self.described(node, CONCERN, "Concern", pointer)
        tried = [help for help in self._about[node].get(_TRIED, ()) if _is_node(help)]
        if tried:
            places = enumerate(tried)
            data["tried"] = [self.described(help, HELP, "HelpTried", f"{pointer}/tried/{at}") for at, help in places]
        return data

    def described(self, node: Node, fields: Mapping[str, Field], type: str, pointer: str) -> dict[str, Any]:
        """The plain data of one part of the case, from the statements about it; parts of its own left out."""
        self._read.add(node)
        data: dict[str, Any] = {}
        for predicate, values in self._about[node].items():
            field = fields.get(predicate.value)
            if predicate == _TYPE:
                self._check_type(values, type, pointer)
            elif field is None:
                self._refuse(predicate, fields, pointer)
            else:
                self._fill(data, field, values, f"{pointer}/{field.path}")
        return data

    def refuse_strangers(self) -> None:
        """Report statements about anything that is not a part of the case."""
        for node, said in self._about.items():
            if node not in self._read and said:
                name = f" “{concealed(node.value)}”" if isinstance(node, NamedNode) else ""
                if not any(self._refuse_identifying(predicate, "") for predicate in said):
                    detail = f"Something{name} is described here that is not a part of the case: take it out"
                    self.mistakes.append(InvalidValue(detail, pointer=""))

    def _check_type(self, types: list[Term], type: str, pointer: str) -> None:
        for found in types:
            if found != kompas(type):
                name = shortened(found.value) if isinstance(found, NamedNode) else "this"
                self._report(f"“{concealed(name)}” is not the class of this part: write `a kompas:{type}`", pointer)

    def _refuse(self, predicate: NamedNode, fields: Mapping[str, Field], pointer: str) -> None:
        if not self._refuse_identifying(predicate, pointer):
            name = shortened(predicate.value)
            nearest = nearest_of(name, [shortened(known) for known in fields])
            self.mistakes.append(UnknownKey(concealed(name), pointer=pointer, nearest=nearest))

    def _refuse_identifying(self, predicate: NamedNode, pointer: str) -> bool:
        name = shortened(predicate.value)
        instead = asked_for(name)
        if instead:
            self.mistakes.append(NotAnonymous(f"“{concealed(name)}”", instead, pointer=pointer))
        return instead is not None

    def _report(self, detail: str, pointer: str) -> None:
        self.mistakes.append(InvalidValue(detail, pointer=pointer))

    def _fill(self, data: dict[str, Any], field: Field, values: list[Term], pointer: str) -> None:
        """Put the values of one predicate where the field stands in plain data."""
        if field.manner == "part":
            if not all(_is_node(value) for value in values):
                self._report("this leads to a part of the case, not to a value", pointer)
            return
        *blocks, name = field.path.split("/")
        for block in blocks:
            data = data.setdefault(block, {})
        given = [self._plain(value, pointer) for value in values]
        if field.manner == "many":
            data[name] = given
        elif field.manner in {"present", "absent"}:
            self._fill_factors(data.setdefault(name, {}), field.manner, given, pointer)
        else:
            if len(given) > 1:
                self._report(f"this is said {len(given)} times: keep one", pointer)
            if field.manner == "one":
                data[name] = given[0]
            elif given[0] is True:
                data.setdefault(name, {} if name == "protective_factors" else [])
            else:
                self._report("this can only be said as `true`: take it out if it is not known", pointer)

    def _fill_factors(self, factors: dict[str, str], state: str, given: list[Any], pointer: str) -> None:
        for factor in given:
            if factors.setdefault(str(factor), state) != state:
                self._report(f"“{concealed(str(factor))}” is said to be both present and absent: keep one", pointer)

    def _plain(self, value: Term, pointer: str) -> str | float | bool | None:
        """A value as JSON has it: an address or text, a number, or true or false."""
        if isinstance(value, NamedNode):
            return value.value
        if not isinstance(value, Literal):
            self._report("this has no value: write an address, a text or a number", pointer)
            return None
        datatype = value.datatype.value
        if datatype == f"{XSD}boolean":
            return _TRUTHS.get(value.value, value.value)
        if datatype in _NUMBERS:
            try:
                return float(value.value)
            except ValueError:
                return value.value
        return value.value


def _is_node(term: Term) -> TypeGuard[Node]:
    return isinstance(term, NamedNode | BlankNode)
