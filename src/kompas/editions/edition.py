"""One edition, read from the folder of a release: the rules are in the released graph beside the knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Triple

from kompas.errors import MalformedInput
from kompas.inference import RuleSet
from kompas.knowledge import Knowledge
from kompas.knowledge.graph import read_release
from kompas.namespaces import ONTOLOGY, SH
from kompas.rules import RuleBase
from kompas.rules.description import describe

_RULE = NamedNode(f"{SH}rule")


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """Knowledge and rules of one release, by the name under which it was asked for."""

    name: str
    folder: Path
    knowledge: Knowledge
    rules: RuleBase

    @property
    def title(self) -> str:
        """The name with the version of the knowledge."""
        return f"{self.name} ({self.knowledge.version})" if self.name != self.knowledge.version else self.name


def read_edition(folder: Path, name: str) -> Edition:
    """The edition in the folder of a release.

    Raises:
        MalformedInput: there is no release there, or it cannot be read.
        UnsupportedRule, MalformedRule: a rule in it cannot be run.
    """
    try:
        knowledge = read_release(folder)
    except (OSError, SyntaxError) as error:
        raise MalformedInput("a release", str(error), source=str(folder)) from error
    return Edition(name, folder, knowledge, rules_of(list(knowledge.triples()), knowledge.rules_version))


def rules_of(triples: list[Triple], version: str) -> RuleBase:
    """The rules that stand in a graph, with everything that hangs from them by blank nodes."""
    shapes = {triple.subject for triple in triples if triple.predicate == _RULE}
    kept: list[Triple] = []
    below: dict[object, list[Triple]] = {}
    for triple in triples:
        subject = triple.subject
        if isinstance(subject, BlankNode):
            below.setdefault(subject, []).append(triple)
        elif subject in shapes or _is_of_rules(triple):
            kept.append(triple)
    waiting = [triple.object for triple in kept if isinstance(triple.object, BlankNode)]
    while waiting:
        hanging = below.pop(waiting.pop(), [])
        kept += hanging
        waiting += [triple.object for triple in hanging if isinstance(triple.object, BlankNode)]
    return RuleBase(frozenset(kept), RuleSet.from_triples(kept), describe(kept), version)


def _is_of_rules(triple: Triple) -> bool:
    """Whether a statement is about a rule (of an extension too), or declares the prefixes that rules use."""
    subject = triple.subject
    if not isinstance(subject, NamedNode):
        return False
    return "/id/rule/" in subject.value or (subject.value == ONTOLOGY and triple.predicate.value.startswith(SH))
