"""The fast engine as a library keeps it: what it takes in, gives back and leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad, Store, Triple

from kompas.inference import FastEngine, MalformedRule, RuleSet, UnsupportedRule, workspace
from tests.unit.inference.writing import (
    DECLARED,
    PREFIXES,
    derive,
    derived,
    ex,
    rule,
    rules,
    stored,
    triple_rule,
    turtle,
)

MARK = "CONSTRUCT { $this ex:out true } WHERE { }"


class TestEngine:
    RULES = rule("r", "CONSTRUCT { $this ex:out ?x } WHERE { $this ex:p ?x }")

    @pytest.fixture
    def store(self) -> Store:
        return stored("ex:known a ex:Thing ; ex:p 0 .")

    def test_facts_and_what_follows_leave_the_store_as_it_was(self, store: Store) -> None:
        before = set(store)
        engine = FastEngine(store, rules(self.RULES))
        found = engine.derive(turtle("ex:t a ex:Thing ; ex:p 1 . ex:known a ex:Thing ."))
        assert {triple.subject for triple in found.triples} == {ex("t"), ex("known")}
        assert set(store) == before

    def test_the_store_is_as_it_was_after_an_error_too(self, store: Store) -> None:
        before = set(store)
        text = rule(
            "s", "CONSTRUCT { $this ex:q ?x } WHERE { { SELECT $this ?x WHERE { $this ex:p ?x } LIMIT 1 } }", order=5
        )
        engine = FastEngine(store, rules(self.RULES, text))
        with pytest.raises(UnsupportedRule):
            engine.derive(turtle("_:b a ex:Thing ; ex:p 1 ."))
        assert set(store) == before
        assert len(engine.derive(turtle("ex:t a ex:Thing ; ex:p 1 .")).triples) == 4

    def test_facts_that_break_off_leave_the_store_as_it_was(self, store: Store) -> None:
        def breaking() -> Iterator[Triple]:
            yield from turtle("ex:t a ex:Thing .")
            raise OSError("gone")

        before = set(store)
        with pytest.raises(OSError, match="gone"):
            FastEngine(store, rules(self.RULES)).derive(breaking())
        assert set(store) == before

    def test_every_application_has_its_rule_focus_bindings_and_triples(self, store: Store) -> None:
        for set_mode in (True, False):
            derivation = FastEngine(store, rules(self.RULES), set_mode=set_mode).derive(
                turtle("ex:t a ex:Thing ; ex:p 1 .")
            )
            found = {application.focus: application for application in derivation.applications}
            one = found[ex("t")]
            assert one.rule == ex("r")
            assert one.bindings == {"this": ex("t"), "x": Literal(1)}
            assert one.triples == (Triple(ex("t"), ex("out"), Literal(1)),)
            assert {triple for a in derivation.applications for triple in a.triples} == derivation.triples

    def test_a_subset_of_the_rules_can_be_run(self, store: Store) -> None:
        both = rules(self.RULES, rule("s", "CONSTRUCT { $this ex:other true } WHERE { }"))
        engine = FastEngine(store, both)
        chosen = both.subset(lambda rule: rule.node == ex("s"))
        assert [triple.predicate for triple in engine.derive((), chosen).triples] == [ex("other")]
        assert len(engine.derive(()).triples) == 2

    def test_other_graphs_of_the_store_are_not_data(self, store: Store) -> None:
        store.add(Quad(ex("elsewhere"), ex("p"), Literal(1), ex("graph")))
        text = triple_rule("t", "sh:this", "ex:seen", "[ sh:path ex:p ]", "sh:targetSubjectsOf ex:p")
        found = FastEngine(store, rules(self.RULES, text)).derive(())
        assert {triple.subject for triple in found.triples} == {ex("known")}

    def test_a_worn_store_is_replaced_without_a_difference(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(workspace, "WEAR", 5)
        monkeypatch.setattr(workspace, "STEP", 2)
        engine = FastEngine(store, rules(self.RULES))
        facts = turtle("ex:t a ex:Thing ; ex:p 1 .")
        first = engine.derive(facts)
        assert [engine.derive(facts) for _ in range(4)] == [first] * 4
        engine.settle()
        assert engine.derive(facts) == first
        with engine.holding(()) as current:
            assert current is not store
            assert set(current) == set(store)

    def test_what_is_held_is_there_for_as_long_as_the_block_lasts(self, store: Store) -> None:
        engine = FastEngine(store, rules(self.RULES))
        with engine.holding(turtle("ex:t a ex:Thing .")) as current:
            assert len(current) == 3
        assert len(store) == 2


def test_rules_are_read_from_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        text = PREFIXES + DECLARED + rule(name, MARK, more=f"ex:{name} sh:condition _:c . _:c sh:class ex:Thing .")
        (tmp_path / f"{name}.ttl").write_text(text)
    found = RuleSet.from_files(sorted(tmp_path.iterdir()))
    assert [rule.name for rule in found.rules] == ["http://example.org/a", "http://example.org/b"]
    assert len({condition.shape for rule in found.rules for condition in rule.conditions}) == 2


def test_a_rule_at_two_shapes_runs_for_both() -> None:
    text = rule("r", MARK) + "ex:other a sh:NodeShape ; sh:targetNode ex:u ; sh:rule ex:r ."
    assert derived("ex:t a ex:Thing .", text) == {"t out true", "u out true"}


def test_a_path_of_length_zero_for_a_node_outside_the_data_is_refused() -> None:
    text = rule("r", "CONSTRUCT { $this ex:out ?x } WHERE { $this ex:p* ?x }", "sh:targetNode ex:stranger , ex:t")
    with pytest.raises(UnsupportedRule, match=r"a path of length zero for http://example\.org/stranger"):
        derive("ex:t a ex:Thing .", text)
    assert derived("ex:t a ex:Thing . ex:stranger ex:q 1 .", text) == {"t out t", "stranger out stranger"}


def test_a_literal_that_is_a_rule_is_refused() -> None:
    with pytest.raises(MalformedRule, match="is not a rule"):
        rules("ex:s a sh:NodeShape ; sh:rule 'CONSTRUCT' .")
