"""From what the rules derived to arguments that can be read: each with its rule, premises and sources.

The rules derive argument nodes; an engine keeps, for each firing, the rule and the bindings that made it. Here those
become `Argument`s: the rule's sentence template is filled with the labels of what its variables were bound to, its
premises are told one by one, and its sources are those of the rule and of every piece of knowledge it stands on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kompas.conclusions import IS_A, Conclusions, Term
from kompas.inference import Derivation
from kompas.knowledge import Knowledge
from kompas.namespaces import DCTERMS, ID, kompas
from kompas.recommendation import Argument, ConceptRef, Language, Premise, RuleRef, SourceRef
from kompas.rules import Basis, RuleBase
from kompas.sentences import fill, in_words, places

ARGUMENT = kompas("Argument")
SUPPORTS, ATTACKS = kompas("supports"), kompas("attacks")
HYPOTHESIS: Mapping[str, Mapping[Language, str]] = {
    "lowest": {"nl": "Als meevalt wat nog niet bekend is: ", "en": "If what is not known yet turns out well: "},
    "highest": {"nl": "Als tegenvalt wat nog niet bekend is: ", "en": "If what is not known yet turns out badly: "},
}


@dataclass
class _Firing:
    """All firings of one rule that made the same argument, taken together."""

    rule: NamedNode
    bindings: dict[str, dict[Term, None]] = field(default_factory=dict)


class Justification:
    """The arguments of one case, by what they are about.

    Args:
        derivation: what an engine derived, with the rule and bindings of every firing.
        conclusions: facts and derived triples of the case.
        knowledge: labels and sources.
        rules: what each rule says of itself.
        language: the language of every sentence.
    """

    def __init__(
        self,
        derivation: Derivation,
        conclusions: Conclusions,
        knowledge: Knowledge,
        rules: RuleBase,
        language: Language,
    ) -> None:
        self.knowledge = knowledge
        self.language = language
        self._conclusions = conclusions
        self._rules = rules
        self._firings = _firings(derivation)
        self._made: dict[str, Argument] = {}
        self._words: dict[Term, str] = {}
        self._cited: dict[tuple[NamedNode, str], SourceRef] = {}

    def supporting(self, target: NamedNode) -> tuple[Argument, ...]:
        """The arguments for a target, weightiest first."""
        return self._about(target, "supports")

    def attacking(self, target: NamedNode) -> tuple[Argument, ...]:
        """The arguments against a target, weightiest first."""
        return self._about(target, "attacks")

    def _about(self, target: NamedNode, relation: str) -> tuple[Argument, ...]:
        made = (self.argument(node) for node in self._conclusions.those(relation, target))
        return tuple(sorted(made, key=lambda argument: (_WEIGHTS.index(argument.weight), argument.id)))

    def argument(self, node: NamedNode) -> Argument:
        """An argument node as an argument that can be read."""
        if node.value not in self._made:
            self._made[node.value] = self._make(node)
        return self._made[node.value]

    def _make(self, node: NamedNode) -> Argument:
        firing = self._firings[node]
        rule = self._rules.description(firing.rule)
        assert rule.weight is not None
        assert rule.theme is not None
        return Argument(
            id=node.value.partition("#")[2],
            kind="for" if self._conclusions.thing(node, "supports") is not None else "against",
            weight=self.code(rule.weight),
            theme=self.code(rule.theme),
            text=self._hypothesis(node) + self._sentence(rule.text[self.language], firing.bindings),
            rule=RuleRef(iri=rule.iri.value, label=rule.label[self.language]),
            premises=tuple(self._premises(rule.iri, firing)),
            sources=self._sources(rule.basis, firing, self._conclusions.things(node, "premise")),
        )

    def _hypothesis(self, node: NamedNode) -> str:
        """What an argument takes for granted when it stands in only one of two readings that differ."""
        readings = {reading.value.rsplit("/", 1)[-1] for reading in self._conclusions.things(node, "inReading")}
        return HYPOTHESIS[readings.pop()][self.language] if len(readings) == 1 else ""

    def _sentence(self, template: str, bindings: Mapping[str, Iterable[Term]]) -> str:
        """A template with the words for what its variables were bound to."""
        words = {name: [self.words(term) for term in bindings[name]] for name in places(template)}
        return fill(template, words, self.language)

    def _premises(self, rule: NamedNode, firing: _Firing) -> Iterable[Premise]:
        for template in self._rules.description(rule).premises:
            text = template.text[self.language]
            if template.variable is None:
                yield Premise(text=self._sentence(text, firing.bindings))
                continue
            for term in sorted(firing.bindings.get(template.variable, ()), key=self._dutch):
                bindings = {**firing.bindings, template.variable: [term]}
                yield Premise(text=self._sentence(text, bindings), iri=_address(term))

    def _sources(self, basis: Iterable[Basis], firing: _Firing, premises: Iterable[NamedNode]) -> tuple[SourceRef, ...]:
        cited = [self.source(entry.source, entry.locator) for entry in basis]
        found = (self.source_of(premise) for premise in premises)
        cited.extend(source for source in found if source is not None)
        return tuple({(source.id, source.locator): source for source in cited}.values())

    def source_of(self, thing: NamedNode) -> SourceRef | None:
        """Where the knowledge has a thing from, with the place in that source."""
        source = self.knowledge.value(thing, NamedNode(f"{DCTERMS}source"))
        if not isinstance(source, NamedNode):
            return None
        locator = self.knowledge.value(thing, kompas("locator"))
        return self.source(source, locator.value if isinstance(locator, Literal) else "")

    def source(self, source: NamedNode, locator: str = "") -> SourceRef:
        """A source as it is cited."""
        if (source, locator) not in self._cited:
            self._cited[source, locator] = cite(self.knowledge, source, locator, self.language)
        return self._cited[source, locator]

    def words(self, term: Term) -> str:
        """A term in the language of the answer: a label, a finding in words, a number as people write it."""
        if term not in self._words:
            self._words[term] = in_words(self.knowledge, term, self.language)
        return self._words[term]

    def _dutch(self, term: Term) -> tuple[str, str]:
        """Where a term comes among its equals: by its Dutch words, whatever the language of the answer."""
        return in_words(self.knowledge, term, "nl"), str(term)

    def concept(self, thing: NamedNode) -> ConceptRef:
        """A concept with its address, slug and label."""
        return ConceptRef(
            iri=thing.value,
            slug=thing.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1],
            label=self.knowledge.label(thing, self.language),
        )

    def code(self, thing: NamedNode) -> Any:
        """The code by which the contract names a member of a code list; which may be, the model it goes into says."""
        return code_of(self.knowledge, thing)


def cite(knowledge: Knowledge, source: NamedNode, locator: str, language: Language) -> SourceRef:
    """A source as it is cited: short citation, place, and where to read it."""
    citation = knowledge.literal(source, NamedNode(f"{DCTERMS}bibliographicCitation"), language)
    url = None
    for predicate in ("http://xmlns.com/foaf/0.1/page", "http://purl.org/ontology/bibo/doi"):
        found = knowledge.value(source, NamedNode(predicate))
        if found is not None:
            url = found.value if found.value.startswith("http") else f"https://doi.org/{found.value}"
            break
    return SourceRef(
        id=source.value.removeprefix(f"{ID}source/"),
        citation=citation or knowledge.label(source, language),
        locator=locator,
        url=url,
    )


def code_of(knowledge: Knowledge, thing: NamedNode) -> str:
    """The `skos:notation` of a member of a code list, a route or a milieu."""
    notation = knowledge.value(thing, NamedNode("http://www.w3.org/2004/02/skos/core#notation"))
    assert isinstance(notation, Literal), f"{thing.value} has no notation"
    return notation.value


def _address(term: Term) -> str | None:
    return term.value if isinstance(term, NamedNode) and term.value.startswith("http") else None


_WEIGHTS = ["decisive", "strong", "supporting"]


def _firings(derivation: Derivation) -> dict[NamedNode, _Firing]:
    """Group the firings by the argument they made; one argument may stand on several firings of its rule."""
    found: dict[NamedNode, _Firing] = {}
    for application in derivation.applications:
        for triple in application.triples:
            if triple.predicate == IS_A and triple.object == ARGUMENT and isinstance(triple.subject, NamedNode):
                assert isinstance(application.rule, NamedNode)
                firing = found.setdefault(triple.subject, _Firing(application.rule))
                for name, term in application.bindings.items():
                    if isinstance(term, Triple):
                        continue
                    firing.bindings.setdefault(name, {})[term] = None
    return found
