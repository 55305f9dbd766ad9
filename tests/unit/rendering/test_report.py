"""How much a report tells: everything, what belongs in a file, or the answer in short."""

from __future__ import annotations

from pathlib import Path

import pytest

from kompas import resources
from kompas.case import read_case
from kompas.consultation import consultant
from kompas.recommendation import Recommendation
from kompas.rendering.document import Document
from kompas.rendering.frame import COMPLETE, FILED
from kompas.rendering.markdown import markdown
from kompas.rendering.report import report


@pytest.fixture(scope="module")
def sandra() -> Recommendation:
    path: Path = resources.data() / "cases" / "sandra.yaml"
    return consultant().answer(read_case(path, vocabulary=consultant().vocabulary)).recommendation


@pytest.fixture(scope="module")
def filed(sandra: Recommendation) -> Document:
    return report(sandra, FILED)


def test_the_file_has_every_section_but_what_is_not_proposed(sandra: Recommendation, filed: Document) -> None:
    whole = [section.id for section in report(sandra, COMPLETE).sections]
    assert [section.id for section in filed.sections] == [name for name in whole if name not in ("appendix", "why-not")]
    assert {"appendix", "why-not", "own-reasoning", "given", "safety"} <= set(whole)


def test_the_file_names_what_to_do_first_with_its_reasons_and_the_rule_behind_each(
    sandra: Recommendation, filed: Document
) -> None:
    text = markdown(filed)
    proposed = next(option for option in sandra.options if option.status == "recommended")
    first = next(item for item in proposed.items if item.status == "recommended" and item.kind == "do")
    heaviest = first.arguments_for[0]
    assert first.concept.label in text
    assert heaviest.text in text
    assert heaviest.rule.label in text


def test_the_file_counts_what_it_leaves_out_and_says_where_that_is(filed: Document) -> None:
    text = markdown(filed)
    assert "andere mogelijkheden (alles staat in het volledige verslag, als Markdown)" in text
    assert "--format" not in text


def test_the_file_lists_only_the_sources_it_refers_to_with_their_address(
    sandra: Recommendation, filed: Document
) -> None:
    whole = report(sandra, COMPLETE).references
    assert len(filed.references) < len(whole)
    addresses = {reference.citation: reference.url for reference in whole}
    assert all(reference.url == addresses[reference.citation] for reference in filed.references)


def test_the_file_takes_less_than_half_of_the_complete_report(sandra: Recommendation, filed: Document) -> None:
    assert len(markdown(filed)) < len(markdown(report(sandra, COMPLETE))) / 2


@pytest.mark.parametrize("case", ["sandra", "boos-thuis-en-op-school"])
def test_a_sign_that_it_helps_stands_among_signs_and_not_among_what_to_do(case: str) -> None:
    path = resources.data() / "cases" / f"{case}.yaml"
    recommendation = consultant().answer(read_case(path, vocabulary=consultant().vocabulary)).recommendation
    ordinary = next(option for option in recommendation.options if option.route == "ordinary-parenting")
    headings = {"do": "Wat u kunt doen", "avoid": "Wat u beter laat", "sign": "Zo merkt u dat het helpt"}
    text = markdown(report(recommendation, COMPLETE))
    told = text[text.index("## Gewoon opvoeden gaat" if case != "sandra" else "## Het voorstel") :]
    shown = [item for item in ordinary.items if item.kind in headings and item.status != "excluded"]
    assert {item.kind for item in shown} == headings.keys()
    for item in shown:
        before = told[: told.index(item.concept.label)]
        last = max(headings.values(), key=before.rfind)
        assert last == headings[item.kind or ""], item.concept.label
