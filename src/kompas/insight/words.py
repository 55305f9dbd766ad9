"""A rule in words: what it looks at, when it speaks, what it concludes, and on what it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from kompas.inference.sparqlrule import SparqlBody
from kompas.inference.syntax import Element, Group, Query, Sort
from kompas.inference.tokens import Kind
from kompas.inference.whynot import comment_before
from kompas.justification import cite
from kompas.knowledge import Knowledge
from kompas.namespaces import PREFIXES, RDF, kompas
from kompas.recommendation import Language
from kompas.rules import RuleBase, RuleDescription

WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    "layer": {"nl": "laag", "en": "layer"},
    "order": {"nl": "volgorde", "en": "order"},
    "looks": {"nl": "Kijkt naar", "en": "Looks at"},
    "each": {"nl": "elke", "en": "each"},
    "when": {"nl": "Spreekt als", "en": "Speaks when"},
    "unless": {"nl": "tenzij", "en": "unless"},
    "only if": {"nl": "alleen als", "en": "only if"},
    "if known": {"nl": "voor zover bekend", "en": "as far as known"},
    "or": {"nl": "of", "en": "or"},
    "holds": {"nl": "er geldt", "en": "it holds that"},
    "call": {"nl": "noem", "en": "call"},
    "concludes": {"nl": "Concludeert", "en": "Concludes"},
    "is a": {"nl": "is een", "en": "is a"},
    "this": {"nl": "deze", "en": "this"},
    "says": {"nl": "Zegt", "en": "Says"},
    "weight": {"nl": "gewicht", "en": "weight"},
    "theme": {"nl": "thema", "en": "theme"},
    "basis": {"nl": "Steunt op", "en": "Stands on"},
    "verified": {"nl": "laatst nagekeken", "en": "last verified"},
}
_HIDDEN: Final = frozenset({"madeBy", "premise", "ofCase", "inReading"})
"""What every argument has; it tells nothing of one rule."""
_ADDRESS: Final = "argument"
"""The variable for the address of an argument."""


def explanation(rule: RuleDescription, rules: RuleBase, knowledge: Knowledge, language: Language) -> str:
    """A rule explained in a language, as text."""
    body = next(
        (r.body for r in rules.rule_set.rules if r.node == rule.iri and isinstance(r.body, SparqlBody)),
        None,
    )
    return _Telling(rule, body, knowledge, language).text()


class _Telling:
    def __init__(
        self, rule: RuleDescription, body: SparqlBody | None, knowledge: Knowledge, language: Language
    ) -> None:
        self._rule = rule
        self._body = body
        self._knowledge = knowledge
        self._language = language
        focus = sorted(rule.focus, key=lambda of: of.value)
        self._focus = " / ".join(knowledge.label(of, language).lower() for of in focus)

    def text(self) -> str:
        rule, say = self._rule, self._say
        lines = [
            rule.label.get(self._language, rule.slug),
            f"rule:{rule.slug} · {say('layer')} {rule.layer} · {say('order')} {rule.order:g}",
            "",
            f"{say('looks')} {say('each')} {self._focus}.",
        ]
        if self._body is not None:
            query = self._body.query
            lines += ["", f"{say('when')}:", *(f"- {line}" for line in self._group(query, query.where))]
            lines += ["", f"{say('concludes')}:", *(f"- {line}" for line in self._head(self._body))]
        if rule.text:
            weight, theme = (
                self._knowledge.label(node, self._language).lower() if node else ""
                for node in (rule.weight, rule.theme)
            )
            lines += ["", f"{say('says')} ({say('weight')}: {weight}; {say('theme')}: {theme}):"]
            lines.append(f"  {rule.text.get(self._language, '')}")
        lines += ["", f"{say('basis')}:"]
        for basis in rule.basis:
            cited = cite(self._knowledge, basis.source, basis.locator, self._language)
            lines.append(f"- {cited.citation}, {cited.locator}")
        lines.append(f"  ({say('verified')} {rule.last_verified})")
        return "\n".join(lines) + "\n"

    def _say(self, name: str) -> str:
        return WORDS[name][self._language]

    def _group(self, query: Query, group: Group) -> Iterator[str]:
        if group.select is not None:
            yield from self._group(query, group.select.where)
            return
        for element in group.elements:
            if element.assigned != _ADDRESS:
                yield from self._element(query, element)

    def _element(self, query: Query, element: Element) -> Iterator[str]:
        comment = [part.strip() for part in comment_before(query, element.span[0]).split("|")]
        if len(comment) == len(WORDS["or"]):
            yield comment[0 if self._language == "nl" else 1]
            return
        inner = [" & ".join(self._group(query, group)) for group in element.groups]
        if element.sort is Sort.TRIPLES and element.patterns:
            for pattern in element.patterns:
                yield self._told(
                    *(query.text(span).strip() for span in (pattern.subject, pattern.predicate, pattern.object))
                )
        elif element.exists:
            word = "unless" if "NOT" in query.text(element.span).upper().split("EXISTS")[0] else "only if"
            for group in element.exists:
                yield f"{self._say(word)}: {' & '.join(self._group(query, group))}"
        elif element.sort is Sort.OPTIONAL:
            yield f"{self._say('if known')}: {' & '.join(inner)}"
        elif inner:
            yield f" {self._say('or')} ".join(inner)
        else:
            yield self._expression(query, element)

    def _expression(self, query: Query, element: Element) -> str:
        tokens = query.tokens[slice(*element.span)]
        text = " ".join("".join(" " if t.kind in (Kind.SPACE, Kind.COMMENT) else t.text for t in tokens).split())
        if element.sort is Sort.FILTER:
            return f"{self._say('holds')} {text.removeprefix('FILTER').strip()}"
        if element.sort is Sort.BIND:
            return f"{self._say('call')} {element.assigned}: {text.removeprefix('BIND').strip()}"
        subject = query.text(element.subject).strip() if element.subject else ""
        return f"{subject} {text}".strip()

    def _head(self, body: SparqlBody) -> Iterator[str]:
        for subject, predicate, value in body.head.triples:
            name = predicate.value.rsplit("#", 1)[-1] if isinstance(predicate, NamedNode) else ""
            if name not in _HIDDEN and value != kompas("Argument"):
                yield self._told(*(self._slot(slot) for slot in (subject, predicate, value)))

    def _slot(self, slot: object) -> str:
        if isinstance(slot, str):
            return f"?{slot}"
        if isinstance(slot, NamedNode):
            return "a" if slot.value == f"{RDF}type" else f"<{slot.value}>"
        return slot.value if isinstance(slot, Literal) else str(slot)

    def _told(self, subject: str, predicate: str, value: str) -> str:
        said = self._say("is a") if predicate == "a" else self._term(predicate)
        return f"{self._term(subject)} {said} {self._term(value)}"

    def _term(self, written: str) -> str:
        if written[:1] in "?$":
            name = written[1:]
            return f"{self._say('this')} {self._focus}" if name == "this" else name
        prefix, colon, name = written.partition(":")
        if written.startswith("<"):
            return self._knowledge.label(NamedNode(written.strip("<>")), self._language).lower()
        if colon and prefix in PREFIXES and name.replace("-", "").isalnum():
            return self._knowledge.label(NamedNode(PREFIXES[prefix] + name), self._language).lower()
        return written
