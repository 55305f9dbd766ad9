"""The rule catalogue: every rule, layer by layer, in words and as the query that runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from kompas.inference.sparqlrule import SparqlBody
from kompas.knowledge import Knowledge
from kompas.namespaces import DCTERMS, KOMPAS, RDF, kompas
from kompas.rules import Basis, RuleBase, RuleDescription

LAYERS: Final = {
    1: ("age", "Leeftijd", "which phase the child is in, and whether each concern is normal there"),
    2: ("severity", "Ernst", "which criteria are raised, and the lightest and heaviest severity that leaves"),
    3: ("context", "Context", "risk, protection, life domains, safety signals, and which advice and cautions hold"),
    4: ("candidates", "Mogelijkheden", "what could be done on each route"),
    5: ("arguments", "Argumenten", "what speaks for and against every route, flag and possibility"),
    6: ("decision", "Besluit", "the route, the flags, the status and the order of every possibility"),
    7: ("plan", "Plan", "what goes along with it: common factors, protection, following, questions"),
}
"""Each layer: the name of its folder after the number, its Dutch name, and what it works out."""

Slot = object
_CITATION: Final = NamedNode(f"{DCTERMS}bibliographicCitation")
_TYPE: Final = NamedNode(f"{RDF}type")
_ARGUMENT: Final = kompas("Argument")
_ASIDE: Final = {"madeBy", "premise", "ofCase", "inReading"}
"""What an argument notes about itself; the catalogue tells it in the columns beside."""


def page(rules: RuleBase, knowledge: Knowledge) -> str:
    """The whole catalogue as Markdown, in English with the Dutch labels."""
    described = sorted(rules.descriptions.values(), key=lambda rule: (rule.layer, rule.order, rule.slug))
    heads: dict[object, SparqlBody] = {
        rule.node: rule.body for rule in rules.rule_set.rules if isinstance(rule.body, SparqlBody)
    }
    count = {number: sum(rule.layer == number for rule in described) for number in LAYERS}
    lines = [
        "# The rules",
        "",
        f"{len(described)} rules in seven layers, as they stand in `rules/`. A layer reads the case, the knowledge and "
        "earlier layers. Within a layer rules run in the order of their number; rules with the same number do not read "
        "each other's results. After each number stands what the rule looks at, and what it writes about that, in the "
        "terms of the ontology; *slanted* is a value that it finds. What the words mean, and why the rules are so, is "
        "told in [the decision model](../explanation/decision-model.md); the cut-offs are in [the policy](policy.md).",
        "",
        "| layer | rules | works out |",
        "| --- | --- | --- |",
        *(
            f"| [{number} {name}](#layer-{number}-{name}) | {count[number]} | {what} |"
            for number, (name, _, what) in LAYERS.items()
        ),
    ]
    for number, (name, dutch, what) in LAYERS.items():
        lines += ["", f"## Layer {number}: {name}", "", f"*{dutch}.* Works out {what}."]
        for rule in (rule for rule in described if rule.layer == number):
            lines += ["", *entry(rule, heads[rule.iri].head.triples, knowledge)]
    return "\n".join(lines) + "\n"


def entry(rule: RuleDescription, head: Sequence[tuple[Slot, Slot, Slot]], knowledge: Knowledge) -> list[str]:
    """One rule: its labels, what it concludes, its sources, and its query."""
    about = " or ".join(sorted(spoken(node.value.removeprefix(KOMPAS)) for node in rule.focus))
    conclusions = argued(rule, head) if any(kind == _ARGUMENT for _, _, kind in head) else concluded(head)
    return [
        f"### {rule.slug}",
        "",
        f"**{rule.label['en']}** · *{rule.label['nl']}*",
        "",
        f"At {rule.order:g}, for each {about}: {conclusions}",
        "",
        *([f"> {rule.text['en']}", ">", f"> *{rule.text['nl']}*", ""] if rule.text else []),
        "Basis: "
        + "; ".join(cited(basis, knowledge) for basis in rule.basis)
        + f". Last verified {rule.last_verified}.",
        "",
        "```sparql",
        rule.construct.strip(),
        "```",
    ]


def argued(rule: RuleDescription, head: Iterable[tuple[Slot, Slot, Slot]]) -> str:
    """What an argument rule concludes: how heavy, about what, for or against which thing, and what else it writes."""
    weight, theme = (spoken(term.value.removeprefix(KOMPAS)) for term in (rule.weight, rule.theme) if term is not None)
    sides: dict[Slot, str] = {kompas("supports"): "for", kompas("attacks"): "against"}
    at = [f"{side} {named(value)}" for _, predicate, value in head if (side := sides.get(predicate))]
    rest = [triple for triple in head if triple[0] != "argument"]
    also = f" Also: {concluded(rest)}" if rest else ""
    return f"a {weight} argument on {theme}, {' and '.join(at)}.{also}"


def concluded(head: Iterable[tuple[Slot, Slot, Slot]]) -> str:
    """The triples of a head in words: what is written of the thing the rule is about, and of other things."""
    said: dict[str, list[str]] = {}
    for subject, predicate, value in head:
        name = predicate.value.removeprefix(KOMPAS) if isinstance(predicate, NamedNode) else str(predicate)
        if name in _ASIDE:
            continue
        if predicate == _TYPE:
            part = f"{article(named(value))} {named(value)}"
        elif isinstance(value, Literal) and value.value == "true":
            part = spoken(name)
        else:
            part = f"{spoken(name)} → {named(value)}"
        said.setdefault(named(subject), []).append(part)
    parts = [("" if subject == "it" else f"of {subject}: ") + ", ".join(written) for subject, written in said.items()]
    return "; ".join(parts) + "."


def named(slot: Slot) -> str:
    """A place in a head as a reader names it: `it` for the thing the rule is about, else a variable or a term."""
    if slot == "this":
        return "it"
    if isinstance(slot, NamedNode):
        return spoken(slot.value.removeprefix(KOMPAS).rsplit("/", 1)[-1])
    if isinstance(slot, Literal):
        return f"“{slot.value}”"
    return f"*{spoken(str(slot))}*"


def article(word: str) -> str:
    """The indefinite article of a word: `a`, or `an` before a vowel."""
    return "an" if word[:1] in "aeiou" else "a"


def spoken(name: str) -> str:
    """A name of the ontology as words.

    >>> spoken("lowestSeverity")
    'lowest severity'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def cited(basis: Basis, knowledge: Knowledge) -> str:
    """A source as it is cited, with the place in it; our own decision model is a link."""
    slug = basis.source.value.rsplit("/", 1)[-1]
    citation = knowledge.value(basis.source, _CITATION)
    short = citation.value if isinstance(citation, Literal) else slug
    if slug == "kompas-beslismodel":
        short = f"[{short}](../explanation/decision-model.md)"
    return f"{short}, {basis.locator}"
