"""Rules as the SHACL-AF note says they run: targets, order, conditions, deactivation, prefixes, kinds of rules."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from kompas.inference import FastEngine, UnsupportedRule
from tests.unit.inference.writing import (
    derive,
    derived,
    ex,
    rule,
    rules,
    stored,
    triple_rule,
)

MARK = "CONSTRUCT { $this ex:out true } WHERE { }"
PEOPLE = """
    ex:Teacher rdfs:subClassOf ex:Person . ex:Tutor rdfs:subClassOf ex:Teacher .
    ex:ann a ex:Person ; ex:teaches ex:bob . ex:bea a ex:Tutor ; ex:teaches "nobody" . ex:bob ex:age 7 .
"""


def marked(target: str, data: str = PEOPLE) -> set[str]:
    return {text.removesuffix(" out true") for text in derived(data, rule("r", MARK, target))}


class TestTargets:
    @pytest.mark.parametrize(
        ("target", "expected"),
        [
            ("sh:targetClass ex:Person", {"ann", "bea"}),
            ("sh:targetClass ex:Teacher", {"bea"}),
            ("sh:targetNode ex:bob , ex:stranger", {"bob", "stranger"}),
            ("sh:targetSubjectsOf ex:teaches", {"ann", "bea"}),
            ("sh:targetObjectsOf ex:teaches", {"bob"}),
            ("sh:targetClass ex:Teacher ; sh:targetNode ex:ann ; sh:targetObjectsOf ex:age", {"bea", "ann"}),
            ("sh:targetClass ex:Nothing", set()),
        ],
    )
    def test_each_kind_of_target(self, target: str, expected: set[str]) -> None:
        assert marked(target) == expected

    def test_a_class_that_is_a_shape_is_its_own_target(self) -> None:
        text = f'ex:Person a rdfs:Class , sh:NodeShape ; sh:rule [ a sh:SPARQLRule ; sh:construct "{MARK}" ] .'
        text = text.replace("ex:out", "<http://example.org/out>")
        assert derived(PEOPLE, text) == {"ann out true", "bea out true"}

    def test_subclasses_that_only_the_rules_state_count(self) -> None:
        text = rule("r", MARK, "sh:targetClass ex:Being") + "ex:Person rdfs:subClassOf ex:Being ."
        assert derived(PEOPLE, text) == {"ann out true", "bea out true"}

    def test_a_derived_class_makes_a_target_for_later_rules(self) -> None:
        first = rule("a", "CONSTRUCT { $this a ex:Pupil } WHERE { }", "sh:targetObjectsOf ex:teaches", 1)
        second = rule("b", MARK, "sh:targetClass ex:Pupil", 2)
        assert derived(PEOPLE, first, second) == {
            "bob http://www.w3.org/1999/02/22-rdf-syntax-ns#type Pupil",
            "bob out true",
        }

    def test_a_derived_subclass_makes_targets_for_later_rules(self) -> None:
        first = rule("a", "CONSTRUCT { ex:Person rdfs:subClassOf ex:Being } WHERE { }", "sh:targetNode ex:ann", 2)
        before = rule("b", "CONSTRUCT { $this ex:early true } WHERE { }", "sh:targetClass ex:Being", 1)
        after = rule("c", MARK, "sh:targetClass ex:Being", 3)
        found = derived(PEOPLE, first, before, after)
        assert {"ann out true", "bea out true"} <= found
        assert not any("early" in text for text in found)


class TestOrder:
    CHAIN = (
        "CONSTRUCT { $this ex:b true } WHERE { $this ex:a true }",
        "CONSTRUCT { $this ex:c true } WHERE { $this ex:b true }",
    )

    def chain(self, first: int, second: int) -> set[str]:
        texts = [
            rule(name, text, order=order) for name, text, order in zip("xy", self.CHAIN, (first, second), strict=True)
        ]
        return derived("ex:t a ex:Thing ; ex:a true .", *texts)

    def test_a_later_rule_sees_what_an_earlier_one_derived(self) -> None:
        assert self.chain(1, 2) == {"t b true", "t c true"}

    def test_rules_of_one_order_do_not_see_each_other(self) -> None:
        assert self.chain(1, 1) == {"t b true"}

    def test_there_is_one_pass(self) -> None:
        assert self.chain(2, 1) == {"t b true"}

    def test_the_order_of_shapes_comes_before_the_order_of_rules(self) -> None:
        text = """
            ex:early a sh:NodeShape ; sh:targetClass ex:Thing ; sh:order 1 ; sh:rule ex:last .
            ex:late a sh:NodeShape ; sh:targetClass ex:Thing ; sh:order 2.5 ; sh:rule ex:first .
            ex:last a sh:TripleRule ; sh:order 9 ;
                sh:subject sh:this ; sh:predicate ex:b ; sh:object [ sh:path ex:a ] .
            ex:first a sh:TripleRule ; sh:order 1 ;
                sh:subject sh:this ; sh:predicate ex:c ; sh:object [ sh:path ex:b ] .
        """
        assert derived("ex:t a ex:Thing ; ex:a 1 .", text) == {"t b 1", "t c 1"}

    def test_a_rule_does_not_see_what_it_derived_for_another_node(self) -> None:
        text = rule("r", "CONSTRUCT { $this ex:far ?y } WHERE { $this ex:next ?x . ?x ex:far ?y }")
        data = "ex:a a ex:Thing ; ex:next ex:b . ex:b a ex:Thing ; ex:next ex:c . ex:c ex:far ex:d ."
        for set_mode in (True, False):
            assert derived(data, text, set_mode=set_mode) == {"b far d"}


class TestSwitches:
    @pytest.mark.parametrize("more", ["ex:r sh:deactivated true .", "ex:r-focus sh:deactivated true ."])
    def test_what_is_deactivated_does_not_run(self, more: str) -> None:
        assert derived("ex:t a ex:Thing .", rule("r", MARK, more=more)) == set()

    def test_deactivated_false_is_active(self) -> None:
        assert derived("ex:t a ex:Thing .", rule("r", MARK, more="ex:r sh:deactivated false .")) == {"t out true"}

    def test_every_condition_must_hold(self) -> None:
        more = """ex:r sh:condition [ sh:property [ sh:path ex:a ; sh:minCount 1 ] ] ,
                                    [ sh:property [ sh:path ex:b ; sh:hasValue 2 ] ] ."""
        data = "ex:t a ex:Thing ; ex:a 1 ; ex:b 2 . ex:u a ex:Thing ; ex:a 1 . ex:v a ex:Thing ; ex:b 2 ."
        assert derived(data, rule("r", MARK, more=more)) == {"t out true"}

    def test_conditions_are_asked_of_the_data_as_it_is_by_then(self) -> None:
        more = "ex:{0} sh:condition [ sh:property [ sh:path ex:a ; sh:maxCount 0 ] ] ."
        texts = [
            rule("x", "CONSTRUCT { $this ex:a 1 } WHERE { }", order=1, more=more.format("x")),
            rule("y", "CONSTRUCT { $this ex:late 1 } WHERE { }", order=2, more=more.format("y")),
        ]
        assert derived("ex:t a ex:Thing .", *texts) == {"t a 1"}

    def test_a_shape_beyond_the_native_checks_is_left_to_pyshacl(self) -> None:
        more = 'ex:r sh:condition [ sh:property [ sh:path ex:name ; sh:pattern "^A" ; sh:minCount 1 ] ] .'
        data = "ex:t a ex:Thing ; ex:name 'Ann' . ex:u a ex:Thing ; ex:name 'Bea' . ex:v a ex:Thing ."
        assert derived(data, rule("r", MARK, more=more)) == {"t out true"}


class TestPrefixes:
    def test_prefixes_of_imported_ontologies_are_known(self) -> None:
        text = """
            ex:prefixes owl:imports ex:more . ex:more owl:imports ex:prefixes , ex:most .
            ex:most sh:declare [ sh:prefix "deep" ; sh:namespace "http://example.org/deep/"^^xsd:anyURI ] .
        """
        assert derived("ex:t a ex:Thing .", rule("r", MARK.replace("ex:out", "deep:out")), text) == {"t deep/out true"}

    def test_a_prefix_of_the_query_itself_comes_first(self) -> None:
        query = f"PREFIX ex: <http://example.org/own/> {MARK}"
        assert derived("ex:t a ex:Thing .", rule("r", query)) == {"t own/out true"}


class TestHeads:
    def test_a_triple_with_an_unbound_variable_is_left_out_and_the_others_stay(self) -> None:
        query = "CONSTRUCT { $this ex:out ?x ; ex:done true } WHERE { OPTIONAL { $this ex:p ?x } }"
        data = "ex:t a ex:Thing ; ex:p 1 . ex:u a ex:Thing ."
        assert derived(data, rule("r", query)) == {"t out 1", "t done true", "u done true"}

    def test_a_literal_cannot_be_subject_nor_a_blank_node_predicate(self) -> None:
        query = "CONSTRUCT { ?x ex:of $this . $this ?x true } WHERE { $this ex:p ?x }"
        data = "ex:t a ex:Thing ; ex:p 1 , [] , ex:q ."
        assert {text for text in derived(data, rule("r", query)) if "_:" not in text and len(text) < 12} == {
            "q of t",
            "t q true",
        }

    def test_constants_are_read_as_sparql_writes_them(self) -> None:
        query = """CONSTRUCT { $this a ex:Done ; ex:n -1 , 2.5 , 1e0 , "a\\"b"@nl-NL , 'x'^^ex:t , true . } WHERE { }"""
        objects = {triple.object for triple in derive("ex:t a ex:Thing .", rule("r", query)).triples}
        xsd = "http://www.w3.org/2001/XMLSchema#"
        assert objects == {
            ex("Done"),
            Literal("-1", datatype=NamedNode(xsd + "integer")),
            Literal("2.5", datatype=NamedNode(xsd + "decimal")),
            Literal("1e0", datatype=NamedNode(xsd + "double")),
            Literal('a"b', language="nl-nl"),
            Literal("x", datatype=ex("t")),
            Literal(True),
        }

    def test_the_short_form_takes_the_pattern_as_head(self) -> None:
        assert derived("ex:t a ex:Thing ; ex:p 1 .", rule("r", "CONSTRUCT WHERE { $this ex:p ?x }")) == set()

    def test_known_triples_are_not_derived_but_the_application_shows_them(self) -> None:
        query = "CONSTRUCT { $this ex:p ?x ; ex:q ?x } WHERE { $this ex:p ?x }"
        derivation = derive("ex:t a ex:Thing ; ex:p 1 .", rule("r", query))
        assert len(derivation.triples) == 1
        assert len(derivation.applications[0].triples) == 2

    def test_order_and_limit_apply_for_each_focus_node(self) -> None:
        query = "CONSTRUCT { $this ex:least ?x } WHERE { $this ex:p ?x } ORDER BY ?x LIMIT 1"
        data = "ex:t a ex:Thing ; ex:p 3 , 1 , 2 . ex:u a ex:Thing ; ex:p 9 , 8 ."
        assert derived(data, rule("r", query)) == {"t least 1", "u least 8"}


class TestTripleRules:
    DATA = """
        ex:t a ex:Thing ; ex:a 1 , 2 ; ex:b 2 , 3 ; ex:next ex:u . ex:u a ex:Other ; ex:a 5 ; ex:next ex:v .
        ex:v ex:a 7 .
    """

    @pytest.mark.parametrize(
        ("expression", "expected"),
        [
            ("sh:this", {"t"}),
            ("ex:constant", {"constant"}),
            ("4", {"4"}),
            ("[ sh:path ex:a ]", {"1", "2"}),
            ("[ sh:path ( ex:next ex:a ) ]", {"5"}),
            ("[ sh:path [ sh:inversePath ex:next ] ]", set()),
            ("[ sh:path ( ex:next [ sh:inversePath ex:next ] ) ]", {"t"}),
            ("[ sh:path [ sh:inversePath ( ex:next ex:next ) ] ; sh:nodes ex:v ]", {"t"}),
            ("[ sh:path [ sh:alternativePath ( ex:a ex:b ) ] ]", {"1", "2", "3"}),
            ("[ sh:path [ sh:zeroOrMorePath ex:next ] ]", {"t", "u", "v"}),
            ("[ sh:path [ sh:oneOrMorePath ex:next ] ]", {"u", "v"}),
            ("[ sh:path [ sh:zeroOrOnePath ex:next ] ]", {"t", "u"}),
            ("[ sh:path ex:a ; sh:nodes [ sh:path ex:next ] ]", {"5"}),
            ("[ sh:union ( [ sh:path ex:a ] [ sh:path ex:b ] 9 ) ]", {"1", "2", "3", "9"}),
            ("[ sh:intersection ( [ sh:path ex:a ] [ sh:path ex:b ] ) ]", {"2"}),
            ("[ sh:filterShape [ sh:class ex:Other ] ; sh:nodes [ sh:path [ sh:oneOrMorePath ex:next ] ] ]", {"u"}),
            ("[ sh:filterShape [ sh:pattern '^1' ] ; sh:nodes [ sh:path ex:a ] ]", {"1"}),
        ],
    )
    def test_each_kind_of_node_expression(self, expression: str, expected: set[str]) -> None:
        found = derived(self.DATA, triple_rule("r", "sh:this", "ex:out", expression))
        assert {text.removeprefix("t out ") for text in found} == expected

    def test_every_combination_of_subject_predicate_and_object(self) -> None:
        text = triple_rule("r", "[ sh:path ex:next ]", "[ sh:union ( ex:p ex:q ) ]", "[ sh:path ex:a ]")
        assert derived(self.DATA, text) == {"u p 1", "u p 2", "u q 1", "u q 2"}

    def test_literals_as_subject_and_predicate_are_left_out(self) -> None:
        assert derived(self.DATA, triple_rule("r", "[ sh:path ex:a ]", "ex:p", "1")) == set()
        assert derived(self.DATA, triple_rule("r", "sh:this", "[ sh:path ex:a ]", "1")) == set()


class TestFunctions:
    JOIN = """
        ex:join a sh:SPARQLFunction ; sh:prefixes ex:prefixes ;
            sh:parameter [ sh:path ex:left ; sh:order 2 ] , [ sh:path ex:right ; sh:order 1 ] ,
                         [ sh:path ex:between ; sh:order 3 ; sh:optional true ] ;
            sh:select "SELECT (CONCAT(STR($left), COALESCE($between, '+'), STR($right)) AS ?r) WHERE { }" .
        ex:big a sh:SPARQLFunction ; sh:parameter [ sh:path ex:n ] ; sh:ask "ASK { FILTER($n > 1) }" .
        ex:known a sh:SPARQLFunction ; sh:prefixes ex:prefixes ; sh:parameter [ sh:path ex:node ] ;
            sh:select "SELECT ?r WHERE { $node ex:a ?r } ORDER BY DESC(?r) LIMIT 1" .
    """
    DATA = "ex:t a ex:Thing ; ex:a 1 , 2 ; ex:next ex:u . ex:u ex:a 5 ."

    @pytest.mark.parametrize(
        ("expression", "expected"),
        [
            ("[ ex:join ( 'r' 'l' ) ]", {"l+r"}),
            ("[ ex:join ( 'r' 'l' '-' ) ]", {"l-r"}),
            ("[ ex:join ( [ sh:path ex:a ] 'l' [ sh:path ex:nothing ] ) ]", {"l+1", "l+2"}),
            ("[ ex:join ( [ sh:path ex:nothing ] 'l' ) ]", set()),
            ("[ ex:join ( 'r' ) ]", set()),
            ("[ ex:big ( [ sh:path ex:a ] ) ]", {"true", "false"}),
            ("[ ex:known ( [ sh:path ex:next ] ) ]", {"5"}),
            ("[ ex:known ( sh:this ) ]", {"2"}),
            ("[ ex:known ( ex:stranger ) ]", set()),
        ],
    )
    def test_functions_in_node_expressions(self, expression: str, expected: set[str]) -> None:
        found = derived(self.DATA, self.JOIN, triple_rule("r", "sh:this", "ex:out", expression))
        assert {text.removeprefix("t out ") for text in found} == expected

    def test_functions_in_queries(self) -> None:
        query = "CONSTRUCT { $this ex:out ?x } WHERE { $this ex:next ?u BIND(ex:join(ex:known(?u), 'n') AS ?x) }"
        assert derived(self.DATA, self.JOIN, rule("r", query)) == {"t out n+5"}

    def test_a_blank_node_as_argument_is_refused(self) -> None:
        text = triple_rule("r", "sh:this", "ex:out", "[ ex:known ( [ sh:path ex:p ] ) ]")
        with pytest.raises(UnsupportedRule, match="a blank node as argument"):
            derive("ex:t a ex:Thing ; ex:p [] .", self.JOIN, text)


class TestBlankNodes:
    DATA = "_:a a ex:Thing ; ex:p 1 . _:b a ex:Thing ; ex:p 2 . ex:c a ex:Thing ; ex:p 3 ."

    @pytest.mark.parametrize(
        "where",
        [
            "$this ex:p ?x",
            "?s ex:p ?x FILTER(?s = $this)",
            "{ SELECT $this (MAX(?y) AS ?x) WHERE { $this ex:p ?y } GROUP BY $this }",
            "{ $this ex:p ?x } UNION { $this ex:q ?x }",
        ],
    )
    def test_a_blank_node_is_a_focus_node_like_any_other(self, where: str) -> None:
        derivation = derive(self.DATA, rule("r", f"CONSTRUCT {{ $this ex:out ?x }} WHERE {{ {where} }}"))
        assert {triple.object for triple in derivation.triples} == {Literal(1), Literal(2), Literal(3)}
        assert sum(isinstance(application.focus, BlankNode) for application in derivation.applications) == 2

    def test_instances_of_a_blank_class_are_focus_nodes_too(self) -> None:
        things = " ".join(f"ex:t{n} a [ rdfs:subClassOf ex:Thing ] ; ex:p {n} ." for n in range(5))
        derivation = derive(things, rule("r", "CONSTRUCT { $this ex:out ?x } WHERE { $this ex:p ?x }"))
        assert {triple.object for triple in derivation.triples} == {Literal(n) for n in range(5)}

    def test_where_no_query_can_point_at_it_it_is_refused(self) -> None:
        query = "CONSTRUCT { $this ex:out ?x } WHERE { { SELECT $this ?x WHERE { $this ex:p ?x } LIMIT 1 } }"
        with pytest.raises(UnsupportedRule, match="as focus node"):
            derive(self.DATA, rule("r", query))

    def test_pointing_leaves_no_trace(self) -> None:
        store = stored(self.DATA)
        before = set(store)
        FastEngine(store, rules(rule("r", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . $this ex:p ?x }"))).derive(())
        assert set(store) == before
