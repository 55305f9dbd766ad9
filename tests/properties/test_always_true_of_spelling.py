"""Always true of words: order and spelling change nothing, language changes texts only."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from kompas.consultation import consultant
from kompas.errors import BadInput
from tests.properties.generated_cases import Draw, Plain, canonical, cases, consulted, repeatable

TEXTS: Final = frozenset(
    {
        "about", "citation", "description", "effect_size", "failed", "follows", "handling", "how", "label",
        "language", "question", "route_label", "side_a", "side_b", "study_design", "suggestion", "summary", "text",
        "why", "assessor",
    }
)  # fmt: skip
"""The fields of a recommendation that hold a text in the language of the case, and the language itself."""
CLASSES: Final = {
    "problem": "Problem",
    "risk_factors": "RiskFactor",
    "life_domains": "LifeDomain",
    "services_involved": "Service",
    "safety_signals": "SafetySignal",
    "available": "Intervention",
}


def respelled(draw: Draw, slug: str, class_name: str) -> str:
    """Another name of the same term, in other capitals."""
    vocabulary = consultant().vocabulary
    concept = next(concept for concept in vocabulary.concepts(class_name) if concept.slug == slug)
    names = [concept.iri.value]
    for name in concept.names:
        try:
            meant = vocabulary.resolve(name, class_name)
        except BadInput:
            continue
        if meant == concept.iri:
            names += [name, name.upper(), f" {name.replace('-', ' ')} "]
    return str(draw(st.sampled_from(names)))


def rewritten(draw: Draw, value: Any, field: str = "") -> Any:
    """The same case in other words and in another order."""
    if isinstance(value, dict):
        return {key: rewritten(draw, part, key) for key, part in draw(st.permutations(list(value.items())))}
    if isinstance(value, list):
        return draw(st.permutations([rewritten(draw, part, field) for part in value]))
    return respelled(draw, value, CLASSES[field]) if field in CLASSES else value


def without_texts(value: Any) -> Any:
    """A recommendation without its texts: what stays must be the same in every language."""
    if isinstance(value, dict):
        kept = {key: without_texts(part) for key, part in value.items() if key not in TEXTS}
        if "criterion" in kept:
            del kept["value"]
        return kept
    return [without_texts(part) for part in value] if isinstance(value, list) else value


@repeatable(12)
@given(cases(), st.data())
def test_7_order_and_spelling_of_the_input_change_nothing_byte_for_byte(plain: Plain, data: st.DataObject) -> None:
    other = rewritten(
        data.draw, {**canonical(plain), "goals": plain["goals"]} if "goals" in plain else canonical(plain)
    )
    assert consulted(other).to_json() == consulted(plain).to_json()


@repeatable(15)
@given(cases())
def test_7_the_language_changes_texts_only(plain: Plain) -> None:
    dutch, english = (consulted({**plain, "language": language}).to_dict() for language in ("nl", "en"))
    assert without_texts(dutch) == without_texts(english)
    assert dutch["summary"] != english["summary"]
