"""The policy: every cut-off, with what it decides and where the choice is explained."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode

from kompas.knowledge import Knowledge
from kompas.namespaces import SKOS, kompas, thing

_LEVELS: Final = ("UniversalPrevention", "SelectivePrevention", "IndicatedPrevention", "Treatment")
_SEVERITIES: Final = ("Ordinary", "Light", "Moderate", "Serious")


def page(knowledge: Knowledge) -> str:
    """The policy as Markdown: one table of cut-offs, one of how well a level of help fits a severity."""
    policy = thing("policy", "standaard")
    cutoffs = [node for node in knowledge.objects(policy, kompas("hasCutoff")) if isinstance(node, NamedNode)]
    single = sorted(
        (node for node in cutoffs if knowledge.value(node, kompas("fitsLevel")) is None), key=lambda node: node.value
    )
    lines = [
        "# The policy",
        "",
        "Sources give criteria and hard conditions, no cut-offs. Where Kompas needs a number it chose one. All of them "
        "stand in `rules/policy.ttl`, each labelled as a design choice; every recommendation names the policy it used. "
        "Changing a number needs no change to a rule. Why each is what it is: "
        "[the decision model](../explanation/decision-model.md), at the section in the last column.",
        "",
        "## Cut-offs",
        "",
        "| cut-off | value | what it decides | *Nederlands* | explained in |",
        "| --- | --- | --- | --- | --- |",
        *(_row(node, knowledge) for node in single),
        "",
        "## How well a level of help fits a severity",
        "",
        "From 0 (does not fit) to 3 (fits best). A programme is recommended from "
        f"{_value(thing('policy', 'niveau-programma'), knowledge)}; the severity is the heaviest that is still open. "
        "Explained in §4, volgorde van geschikte keuzes.",
        "",
        "| level | " + " | ".join(knowledge.label(kompas(name), "en").lower() for name in _SEVERITIES) + " |",
        "| --- |" + " --- |" * len(_SEVERITIES),
    ]
    fits = {
        (knowledge.value(node, kompas("fitsLevel")), knowledge.value(node, kompas("fitsSeverity"))): node
        for node in cutoffs
    }
    for level in _LEVELS:
        row = [_value(fits[kompas(level), kompas(severity)], knowledge) for severity in _SEVERITIES]
        lines.append(f"| {knowledge.label(kompas(level), 'en').lower()} | {' | '.join(row)} |")
    return "\n".join(lines) + "\n"


def _row(node: NamedNode, knowledge: Knowledge) -> str:
    definition = knowledge.literal(node, NamedNode(f"{SKOS}definition"), "en") or ""
    locator = knowledge.value(node, kompas("locator"))
    where = locator.value if isinstance(locator, Literal) else ""
    cells = [
        f"`{node.value.rsplit('/', 1)[-1]}`",
        _value(node, knowledge),
        definition,
        f"*{knowledge.label(node, 'nl')}*",
        where,
    ]
    return f"| {' | '.join(cells)} |"


def _value(node: NamedNode, knowledge: Knowledge) -> str:
    """The number of a cut-off, or the level from which something weighs."""
    level = knowledge.value(node, kompas("cutoffLevel"))
    if isinstance(level, NamedNode):
        return knowledge.label(level, "en").lower()
    value = knowledge.value(node, kompas("cutoffValue"))
    assert isinstance(value, Literal), f"{node} has neither a value nor a level"
    return f"{float(value.value):g}"
