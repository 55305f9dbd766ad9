"""A case may be written in any of four formats, known by name or by content, and none of them is read loosely."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kompas.case import Case, case_from_mapping, read_case
from kompas.errors import BadInput, MalformedInput
from tests.sample_terms import sample_vocabulary


def read(text: str | bytes | Path) -> Case:
    return read_case(text, vocabulary=sample_vocabulary())


def of(**fields: object) -> Case:
    return case_from_mapping({"age": 5, "concerns": [{"problem": "driftbuien"}], **fields}, sample_vocabulary())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("case.json", '{"age": 5, "concerns": [{"problem": "driftbuien"}]}'),
        ("case.yaml", "age: 5\nconcerns: [{problem: driftbuien}]"),
        ("case.YML", "age: 5\nconcerns: [{problem: driftbuien}]"),
        ("case.txt", "age: 5\nconcerns: [{problem: driftbuien}]"),
        (
            "case.ttl",
            "@prefix : <https://w3id.org/kompas/ontology#> .\n"
            '[] a :Case ; :age 5 ; :hasConcern [ :aboutProblem "driftbuien" ] .',
        ),
        (
            "case",
            'PREFIX : <https://w3id.org/kompas/ontology#>\n_:b :age 5.0 . _:c :ofCase _:b ; :aboutProblem "driftbui" .',
        ),
        (
            "case.jsonld",
            '{"@context": {"@vocab": "https://w3id.org/kompas/ontology#"}, "@type": "Case", "age": 5, '
            '"hasConcern": {"aboutProblem": {"@id": "https://w3id.org/kompas/id/problem/driftbuien"}}}',
        ),
        (
            "case.json",
            '[{"@type": "https://w3id.org/kompas/ontology#Case", "https://w3id.org/kompas/ontology#age": 5, '
            '"https://w3id.org/kompas/ontology#hasConcern": '
            '{"https://w3id.org/kompas/ontology#aboutProblem": "driftbuien"}}]',
        ),
    ],
)
def test_each_format_is_known_by_name_or_by_content(name: str, content: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8-sig")
    assert read(file) == of()
    assert read(content) == of()
    assert read(content.encode()) == of()


@pytest.mark.parametrize(
    ("value", "held"),
    [("no", "no"), ("2015-03", "2015-03"), ("off", "off"), ("1:30", "1:30"), ("0x10", "0x10"), ("'5'", "5")],
)
def test_yaml_texts_stay_texts(value: str, held: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(f"age: 5\nconcerns: [{{problem: {value}}}]")
    assert f"“{held}” is not a known problem" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["[" * 5000, "{" * 5000, '{"a":' * 5000, '{"age": ' + "9" * 5000 + "}", '{"age": "\\ud800"}', '{"age": NaN}'],
)
def test_texts_that_are_made_to_break_a_reader_are_refused_like_others(text: str) -> None:
    with pytest.raises(MalformedInput):
        read_case(text, format="json", vocabulary=sample_vocabulary())
    with pytest.raises(BadInput):
        read_case(text, format="yaml", vocabulary=sample_vocabulary())


@pytest.mark.parametrize("part", ["x" * 900_000, "x@" * 450_000, "0 " * 450_000, "Straat" * 150_000, '\\"' * 450_000])
def test_no_text_keeps_the_reader_busy(part: str) -> None:
    started = time.perf_counter()
    for text in (f'{{"age": 5, "goals": ["{part}"]}}', f'"{part}'):
        with pytest.raises(BadInput):
            read(text)
    assert time.perf_counter() - started < 5


GRAPH = "@prefix : <https://w3id.org/kompas/ontology#> . @prefix problem: <https://w3id.org/kompas/id/problem/> .\n"
CONCERN = ":hasConcern [ a :Concern ; :aboutProblem problem:driftbuien ]"


@pytest.mark.parametrize(
    ("statements", "fields"),
    [
        (":riskFactorsKnown true", {"family": {"risk_factors": []}}),
        (":protectionKnown true", {"family": {"protective_factors": {}}}),
        (":offerKnown true", {"practice": {"available": []}}),
        (
            ":hasRiskFactor <https://w3id.org/kompas/id/risk-factor/schulden>",
            {"family": {"risk_factors": ["schulden"]}},
        ),
        (':protectivePresent "schoolmotivatie"', {"family": {"protective_factors": {"schoolmotivatie": "present"}}}),
        (":goalsStated true", {"goals_stated": True}),
        (":practiceQualification :Hbo", {"practice": {"qualification": "hbo"}}),
        (":prefersFormat :Online, :Group", {"preferences": {"formats": ["group", "online"]}}),
        ('<http://purl.org/dc/terms/language> "en"', {"language": "en"}),
    ],
)
def test_each_statement_of_a_case_graph_is_a_field(statements: str, fields: Mapping[str, Any]) -> None:
    assert read(f"{GRAPH}[] a :Case ; :age 5 ; {CONCERN} ; {statements} .") == of(**fields)
