"""The cases of the rules: what a rule must conclude from a case, and when it must stay silent; read, and as a graph.

A file `<rule>.yaml` names its rule and lists cases. A case has a `name` (its claim, a sentence), the same in Dutch
(`name_nl`), the `case` in the form of the contract, and `fires`: whether the rule concludes anything. With `concludes`
it is about those statements only: `subject predicate object`, the case itself as `case`, other things as `type:slug`. A
value has the datatype that the ontology gives the property, or the one it names: `7^^xsd:integer`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import yaml
from pyoxigraph import Literal, NamedNode, Triple

from kompas.knowledge.findings import Finding
from kompas.namespaces import CASE, OWL, PREFIXES, RDF, RDFS, SH, kompas

_FIELDS: Final = {"name": str, "name_nl": str, "case": dict, "fires": bool, "concludes": list}
_OPTIONAL: Final = frozenset({"name_nl", "concludes"})
_TYPE: Final = NamedNode(f"{RDF}type")
_LABEL: Final = NamedNode(f"{RDFS}label")
_RANGE: Final = NamedNode(f"{RDFS}range")
_VALUES: Final = NamedNode(f"{OWL}DatatypeProperty")
_ORDER: Final = NamedNode(f"{SH}order")
_SHORT: Final = 8


@dataclass(frozen=True, slots=True)
class RuleCase:
    """A claim about one rule: with this case it speaks, or is silent."""

    rule: str
    """The slug of the rule."""
    name: str
    name_nl: str
    """The claim in Dutch; empty when it was not given."""
    case: str
    """The case as JSON, in the form of the contract."""
    fires: bool
    concludes: tuple[str, ...] = ()
    """What it concludes, or, when it is silent, does not: `subject predicate object`, without addresses."""

    @property
    def slug(self) -> str:
        """Its own slug: another case has another one, and the same case keeps it when its name is put better."""
        told = json.dumps([self.case, self.fires, self.concludes], ensure_ascii=False)
        return f"{self.rule}-{sha256(told.encode()).hexdigest()[:_SHORT]}"


def read_rule_cases(path: Path) -> tuple[list[RuleCase], list[Finding]]:
    """The cases in a file about one rule, and what is wrong with it."""
    try:
        told = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return [], [Finding("error", path.name, f"This is not readable as YAML: {error}.")]
    whole = isinstance(told, Mapping) and told.keys() == {"rule", "cases"} and told["rule"] == path.stem
    if not whole or not isinstance(told["cases"], list):
        return [], [Finding("error", path.name, f"It must say `rule: {path.stem}` and list `cases`, and nothing else.")]
    right = [entry for entry in told["cases"] if _is_case(entry)]
    wanted = "A case has a name, a case, and fires: true or false; maybe name_nl, and concludes, a list."
    wrong = [Finding("error", path.name, wanted) for entry in told["cases"] if not _is_case(entry)]
    return [_case(path.stem, entry) for entry in right], wrong


def cases_as_graph(
    files: Iterable[Path], schema: Iterable[Triple], rules: Iterable[Triple]
) -> tuple[list[Triple], list[Finding]]:
    """The cases in some files as statements, and everything that is wrong with the files.

    Args:
        files: a file for each rule.
        schema: the ontology, for what kind of value each property has.
        rules: the rules, for their addresses.
    """
    known = datatypes(schema)
    addresses = {rule.value.rpartition("/")[2]: rule for rule in _rules(rules)}
    triples: list[Triple] = []
    findings: list[Finding] = []
    for path in sorted(files):
        cases, wrong = read_rule_cases(path)
        findings += wrong
        for order, case in enumerate(cases, start=1):
            try:
                triples += _statements(case, order, addresses[case.rule], known)
            except KeyError:
                mend = "Name the file after its rule."
                findings.append(Finding("error", path.name, f"There is no rule “{case.rule}”.", mend))
                break
            except ValueError as error:
                findings.append(Finding("error", f"{path.name}, “{case.name}”", f"{error}."))
    return triples, findings


def datatypes(schema: Iterable[Triple]) -> dict[NamedNode, NamedNode]:
    """The datatype of each property of an ontology that has values."""
    listed = list(schema)
    values = {triple.subject for triple in listed if triple.predicate == _TYPE and triple.object == _VALUES}
    return {
        triple.subject: triple.object
        for triple in listed
        if triple.predicate == _RANGE
        and triple.subject in values
        and isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, NamedNode)
    }


def statement(short: str, datatypes: Mapping[NamedNode, NamedNode]) -> Triple:
    """The statement that is written short, as `concludes` has it.

    >>> str(statement("case inPhase age-phase:5-12-jaar", {}).object)
    '<https://w3id.org/kompas/id/age-phase/5-12-jaar>'

    Raises:
        ValueError: it is no `subject predicate object`, or has a prefix that does not exist.
    """
    parts = short.split(" ", 2)
    if len(parts) < 3:
        raise ValueError(f"“{short}” is not written as subject, predicate, object")
    predicate = _TYPE if parts[1] == "a" else _term(parts[1])
    text, typed, name = parts[2].partition("^^")
    datatype = _term(name) if typed else datatypes.get(predicate)
    value = Literal(text, datatype=datatype) if datatype else _term(text)
    return Triple(_term(parts[0]), predicate, value)


def _is_case(entry: Any) -> bool:
    return (
        isinstance(entry, Mapping)
        and _FIELDS.keys() - _OPTIONAL <= entry.keys() <= _FIELDS.keys()
        and all(isinstance(value, _FIELDS[name]) for name, value in entry.items())
        and all(isinstance(one, str) for one in entry.get("concludes", ()))
    )


def _case(rule: str, entry: Mapping[str, Any]) -> RuleCase:
    return RuleCase(
        rule,
        entry["name"],
        entry.get("name_nl", ""),
        json.dumps(entry["case"], sort_keys=True, ensure_ascii=False),
        entry["fires"],
        tuple(entry.get("concludes", ())),
    )


def _rules(triples: Iterable[Triple]) -> Iterator[NamedNode]:
    for triple in triples:
        if triple.predicate == _TYPE and triple.object == kompas("Rule") and isinstance(triple.subject, NamedNode):
            yield triple.subject


def _statements(
    case: RuleCase, order: int, rule: NamedNode, datatypes: Mapping[NamedNode, NamedNode]
) -> Iterator[Triple]:
    node = NamedNode(f"{rule.value.rpartition('/rule/')[0]}/rule-case/{case.slug}")
    yield Triple(node, _TYPE, kompas("RuleCase"))
    yield Triple(node, _LABEL, Literal(case.name, language="en"))
    if case.name_nl:
        yield Triple(node, _LABEL, Literal(case.name_nl, language="nl"))
    yield Triple(node, kompas("caseOfRule"), rule)
    yield Triple(node, _ORDER, Literal(order))
    yield Triple(node, kompas("caseAsJson"), Literal(case.case))
    yield Triple(node, kompas("ruleSpeaks"), Literal(case.fires))
    for short in case.concludes:
        yield Triple(node, kompas("expectedStatement"), Literal(f"{statement(short, datatypes)} ."))


def _term(short: str) -> NamedNode:
    """The term that is written short: `case…`, `type:slug`, or the name of a term of the ontology."""
    if short == "case" or short.startswith(("case#", "case/")):
        return NamedNode(CASE + short.removeprefix("case"))
    prefix, colon, name = short.partition(":")
    if not colon:
        return kompas(short)
    if prefix not in PREFIXES:
        raise ValueError(f"“{short}” starts with a prefix that does not exist")
    return NamedNode(PREFIXES[prefix] + name)
