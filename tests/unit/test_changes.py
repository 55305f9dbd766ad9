"""What changed between two editions, in terms of the domain: each kind of change is told as what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kompas.changes import Change, Kind, changes
from kompas.namespaces import DCTERMS, RDF, SKOS, kompas, thing
from tests.unit.variants import Edit, cutoff, relabelled, rewritten, standing, variant, with_triples, without

NEW = thing("problem", "verzonnen-probleem")
ADDED = (
    Triple(NEW, NamedNode(f"{RDF}type"), kompas("Problem")),
    Triple(NEW, NamedNode(f"{SKOS}prefLabel"), Literal("Made-up problem", language="en")),
)
RATING = thing("rating", "adviesgesprek-alcohol-jongeren-2021-02-11")
ELEMENT = thing("kernel-element", "time-out")


def otherwise(folder: Path, edit: Edit) -> tuple[Change, ...]:
    return changes(standing(), variant(folder / "release", edit))


def test_nothing_changes_between_an_edition_and_itself() -> None:
    assert changes(standing("one"), standing("two")) == ()


@pytest.mark.parametrize(
    ("edit", "kind", "told"),
    [
        (with_triples(*ADDED), Kind.ADDED, "added: Made-up problem (problem:verzonnen-probleem)"),
        (
            relabelled("problem", "driftbuien", "Fits"),
            Kind.RELABELLED,
            "pref label: “Temper tantrums (en)” → “Fits (en)”",
        ),
        (cutoff("duur", "4.0"), Kind.CUTOFF, "(policy:duur): cutoff value: “3” → “4"),
        (
            with_triples(Triple(RATING, kompas("level"), kompas("StrongIndications"))),
            Kind.RATING,
            "(rating:adviesgesprek-alcohol-jongeren-2021-02-11): level: nothing → “Effective by strong indications”",
        ),
        (
            rewritten("duur-niet-verhoogd", "kompas:durationMonths ?known", "kompas:frequency ?known"),
            Kind.RULE_CHANGED,
            "(rule:duur-niet-verhoogd): query: ",
        ),
        (
            with_triples(Triple(ELEMENT, kompas("forProblem"), thing("problem", "angst"))),
            Kind.STATEMENT,
            "(kernel-element:time-out): for problem: nothing → ",
        ),
        (
            with_triples(Triple(ELEMENT, NamedNode(f"{SKOS}definition"), Literal("Shorter.", language="en"))),
            Kind.REWORDED,
            "(kernel-element:time-out): definition: nothing → “Shorter. (en)”",
        ),
        (
            with_triples(Triple(ELEMENT, kompas("locator"), Literal("page 4"))),
            Kind.SOURCED,
            "(kernel-element:time-out): locator: nothing → “page 4”",
        ),
        (
            with_triples(Triple(ELEMENT, NamedNode(f"{DCTERMS}isReplacedBy"), thing("kernel-element", "negeren"))),
            Kind.RETIRED,
            "retired: Time-out (kernel-element:time-out)",
        ),
    ],
    ids=lambda value: value.value if isinstance(value, Kind) else "",
)
def test_one_change_is_told_as_what_it_is(tmp_path: Path, edit: Edit, kind: Kind, told: str) -> None:
    found = otherwise(tmp_path, edit)
    assert [change.kind for change in found] == [kind]
    assert told in str(found[0])


def test_a_rule_that_is_new_or_gone_is_told(tmp_path: Path) -> None:
    rule, shape = thing("rule", "reflectievragen"), thing("rule", "reflectievragen-focus")

    def edit(triples: list[Triple]) -> list[Triple]:
        return [triple for triple in triples if triple.subject not in (rule, shape)]

    old, new = standing(), variant(tmp_path / "release", edit)
    assert [(c.kind, c.slug) for c in changes(old, new)] == [(Kind.RULE_REMOVED, "reflectievragen")]
    assert [(c.kind, c.slug) for c in changes(new, old)] == [(Kind.RULE_ADDED, "reflectievragen")]


def test_what_is_gone_altogether_is_removed_not_retired(tmp_path: Path) -> None:
    found = otherwise(tmp_path, without(ELEMENT))
    assert ("kernel-element:time-out", Kind.REMOVED) in {(change.name, change.kind) for change in found}


def test_changes_that_matter_most_come_first(tmp_path: Path) -> None:
    def edit(triples: list[Triple]) -> list[Triple]:
        return with_triples(*ADDED)(cutoff("duur", "4.0")(relabelled("problem", "driftbuien", "Fits")(triples)))

    assert [change.kind for change in otherwise(tmp_path, edit)] == [Kind.ADDED, Kind.RELABELLED, Kind.CUTOFF]
