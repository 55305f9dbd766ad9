"""However a case is spelled, ordered or written down, it is the same case and states the same facts."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, serialize

from kompas.case import Case, CaseFormat, case_from_mapping, codes, read_case
from kompas.errors import BadInput
from kompas.facts import facts
from kompas.vocabulary import Concept
from tests.sample_terms import sample_vocabulary

VOCABULARY: Final = sample_vocabulary()
Draw = Callable[[st.SearchStrategy[Any]], Any]
unhurried: Final = settings(deadline=None, max_examples=60)


def slugs(class_name: str) -> st.SearchStrategy[list[str]]:
    known = [concept.slug for concept in VOCABULARY.concepts(class_name)]
    return st.lists(st.sampled_from(known), unique=True, max_size=3)


def some(codes: codes.CodeList, least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(list(codes.terms)), unique=True, min_size=least)


def fields(**optional: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=optional)


HELP: Final = st.lists(
    st.fixed_dictionaries(
        {"what": st.sampled_from(["ordinary-parenting", "kernel-elements", "pmto", "triple-p"])},
        optional={"outcome": st.sampled_from(list(codes.OUTCOME.terms))},
    ),
    unique_by=lambda help: str(help["what"]),
)
CONCERNS: Final = st.lists(
    st.fixed_dictionaries(
        {"problem": st.sampled_from([concept.slug for concept in VOCABULARY.concepts("Problem")])},
        optional={
            "duration_months": st.integers(0, 300) | st.floats(0, 300),
            "frequency": st.sampled_from(list(codes.FREQUENCY.terms)),
            "settings": some(codes.SETTING, least=1),
            "consequences": st.sampled_from(list(codes.CONSEQUENCES.terms)),
            "danger": st.sampled_from(list(codes.DANGER.terms)),
            "tried": HELP,
        },
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda concern: str(concern["problem"]),
)
CASES: Final[st.SearchStrategy[dict[str, Any]]] = st.fixed_dictionaries(
    {"age": st.integers(0, 23) | st.floats(-0.75, 23), "concerns": CONCERNS},
    optional={
        "family": fields(
            risk_factors=slugs("RiskFactor"),
            protective_factors=st.dictionaries(
                st.sampled_from([concept.slug for concept in VOCABULARY.concepts("ProtectiveFactor")]),
                st.sampled_from(["present", "absent"]),
            ),
            life_domains=slugs("LifeDomain"),
            services_involved=slugs("Service"),
        ),
        "safety_signals": slugs("SafetySignal"),
        "goals": st.lists(st.sampled_from(["zonder strijd naar bed", "weer lachen", "vriendjes maken"])),
        "preferences": fields(formats=some(codes.FORMAT), declines=slugs("KernelElement")),
        "practice": fields(
            setting=st.sampled_from(list(codes.SETTING.terms)),
            qualification=st.sampled_from(list(codes.QUALIFICATION.terms)),
            available=slugs("Intervention"),
        ),
        "language": st.sampled_from(["nl", "en"]),
    },
)

CLASSES: Final = {
    "problem": "Problem",
    "risk_factors": "RiskFactor",
    "protective_factors": "ProtectiveFactor",
    "life_domains": "LifeDomain",
    "services_involved": "Service",
    "safety_signals": "SafetySignal",
    "declines": "KernelElement",
    "available": "Intervention",
}


def names(concept: Concept, class_name: str) -> list[str]:
    """Every name that means this concept and no other."""
    written = (*concept.names, *concept.codes, concept.iri.value)
    return [name for name in written if _means(name, class_name) == concept.iri.value]


def _means(name: str, class_name: str) -> str | None:
    try:
        return VOCABULARY.resolve(name, class_name).value
    except BadInput:
        return None


@st.composite
def respelled(draw: Draw, slug: str, class_name: str) -> str:
    """Another spelling of a term: another of its names, in other capitals, with other marks between its words."""
    concept = next(concept for concept in VOCABULARY.concepts(class_name) if concept.slug == slug)
    name: str = draw(st.sampled_from(names(concept, class_name)))
    return name if name.startswith("http") else draw(restyled(name))


@st.composite
def restyled(draw: Draw, name: str) -> str:
    styles: list[Callable[[str], str]] = [
        str,
        str.upper,
        str.lower,
        str.title,
        lambda text: text.replace(" ", "-"),
        lambda text: text.replace("-", " "),
        lambda text: text.replace(" ", "_"),
        lambda text: f"  {text} ",
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode(),
    ]
    for style in draw(st.lists(st.sampled_from(styles), max_size=3)):
        name = style(name)
    return name


@st.composite
def rewritten(draw: Draw, data: Any, field: str = "") -> Any:
    """The same case in other words and another order, with some things said twice."""
    if isinstance(data, Mapping) and field == "protective_factors":
        return {draw(respelled(slug, CLASSES[field])): draw(restyled(state)) for slug, state in shuffled(draw, data)}
    if isinstance(data, Mapping):
        return {key: draw(rewritten(part, key)) for key, part in shuffled(draw, data)}
    if isinstance(data, list):
        items = draw(st.permutations([draw(rewritten(part, field)) for part in data]))
        return items if field in {"concerns", "tried"} else [*items, *items[: draw(st.integers(0, 1))]]
    if field in CLASSES:
        return draw(respelled(data, CLASSES[field]))
    return draw(restyled(data)) if isinstance(data, str) and field not in {"goals", "language"} else data


def shuffled(draw: Draw, data: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return list(draw(st.permutations(list(data.items()))))


def read(data: Mapping[str, Any]) -> Case:
    return case_from_mapping(data, VOCABULARY)


@unhurried
@given(st.data())
def test_spelling_and_order_make_no_difference(data: st.DataObject) -> None:
    plain = data.draw(CASES)
    other = data.draw(rewritten(plain))
    assert read(other) == read(plain)
    assert facts(read(other)) == facts(read(plain))


@unhurried
@given(CASES)
def test_a_case_written_out_as_json_or_yaml_reads_back_as_itself(plain: dict[str, Any]) -> None:
    case = read(plain)
    for text in (
        json.dumps(case.to_dict()),
        json.dumps(case.to_dict(), indent=2, ensure_ascii=False),
        yaml.safe_dump(case.to_dict(), allow_unicode=True),
        yaml.safe_dump(case.to_dict(), default_flow_style=True),
    ):
        assert read_case(text, vocabulary=VOCABULARY) == case


@pytest.mark.parametrize("format", ["turtle", "json-ld"])
@unhurried
@given(plain=CASES)
def test_a_case_written_out_as_a_graph_states_the_same_facts(format: str, plain: dict[str, Any]) -> None:
    case = read(plain)
    said = facts(case, "https://example.org/some/case")
    text = serialize(said, format=RdfFormat.TURTLE if format == "turtle" else RdfFormat.JSON_LD)
    assert text is not None
    again = read_case(text, vocabulary=VOCABULARY)
    assert facts(again) == facts(case)
    assert again.without_words() == again
    assert (again.age, again.concerns) == (case.age, case.concerns)


@unhurried
@given(CASES)
def test_no_fact_repeats_anyones_words(plain: dict[str, Any]) -> None:
    case = read(plain)
    said = " ".join(str(triple) for triple in facts(case)) + repr(case)
    assert [goal for goal in case.goals or () if goal in said] == []


@unhurried
@given(st.text() | st.binary())
def test_no_text_whatever_makes_anything_but_a_case_or_a_clear_refusal(source: str | bytes) -> None:
    formats: tuple[CaseFormat | None, ...] = ("json", "yaml", "turtle", "json-ld", None)
    for format in formats:
        with pytest.raises(BadInput) as caught:
            read_case(source, format=format, vocabulary=VOCABULARY)
        assert str(caught.value)


JUNK: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@unhurried
@given(st.data())
def test_no_value_in_any_field_makes_anything_but_a_case_or_a_clear_refusal(data: st.DataObject) -> None:
    plain = data.draw(CASES)
    block = data.draw(st.sampled_from([plain, plain["concerns"][0], plain.get("family", plain)]))
    block[data.draw(st.sampled_from(sorted(block)) if block else st.text())] = data.draw(JUNK)
    try:
        case = read(plain)
    except BadInput as error:
        assert all(field.detail for field in error.errors)  # noqa: PT017  # either answer is right
    else:
        assert read(case.to_dict()) == case
