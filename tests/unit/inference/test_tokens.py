"""SPARQL text is cut where SPARQL says, so that `$this` is found exactly where it is a variable."""

from __future__ import annotations

import pytest

from kompas.inference.tokens import Kind, UnreadableSparql, tokens

TEXTS = [
    "CONSTRUCT { $this ex:p ?x } WHERE { $this ex:q* ?x . FILTER(?x < 5 && ?x>=-3.5e2) }",
    "?a ex:p?/^ex:q|!(ex:r|^ex:s)+ ?b",
    "'''long $this ''quote'' ''' \"\"\"other \"\" $this\"\"\" 'it\\'s' \"say \\\"$this\\\"\"",
    "# a comment with $this\n?x a ex:T. <http://example.org/$this?a=?this> ex:p 'x'@nl-NL, 'y'^^xsd:string",
    "ex:with\\.dot ex:a%20b ex:a.b ex:a. :x _:b.1 ?été $über-1",
]


def variables(text: str) -> list[str]:
    return [token.text for token in tokens(text) if token.kind is Kind.VARIABLE]


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_is_lost(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("'$this' \"?this\" '''$this\n''' \"\"\"?this\"\"\"", []),
        ("'it\\'s $this' ?this", ["?this"]),
        ("<http://example.org/?this#$this> $this", ["$this"]),
        ("# $this\n$this # ?this", ["$this"]),
        ("ex:p#$this\n ?x", ["?x"]),
        ("!$this=?x", ["$this", "?x"]),
        ("ex:p?/ex:q ?thisOther $this_ ?this", ["?thisOther", "$this_", "?this"]),
        ("?x < ?this && $this > ?y", ["?x", "?this", "$this", "?y"]),
        ("(?this,$this)", ["?this", "$this"]),
        ("ex:this ex:a\\$this ?this", ["?this"]),
    ],
)
def test_a_variable_is_found_only_where_it_is_one(text: str, found: list[str]) -> None:
    assert variables(text) == found


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("ex:a.", [Kind.NAME, Kind.MARK]),
        ("'x'@nl^^ex:t", [Kind.STRING, Kind.LANGUAGE, Kind.MARK, Kind.NAME]),
        ("1.5.", [Kind.NUMBER, Kind.MARK]),
        ("?x<=3", [Kind.VARIABLE, Kind.MARK, Kind.NUMBER]),
        ("_:b0", [Kind.BLANK]),
    ],
)
def test_kinds(text: str, kinds: list[Kind]) -> None:
    assert [token.kind for token in tokens(text)] == kinds


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("?a ex:p 'unfinished", "cannot read on at line 1"),
        ("?a\n ex:p \\u0024this", "line 2"),
        ("'\\u0022 ?this'", "cannot read on"),
        ("FILTER(?a<ex:b,$this>?c)", "put spaces around the <"),
        ("FILTER(?a <ex:b&&$this>?c)", "put spaces around the <"),
        ("<< ?a ex:p ?b >> ex:q ?c", "quoted triples"),
    ],
)
def test_what_cannot_be_read_with_certainty_is_refused(text: str, words: str) -> None:
    with pytest.raises(UnreadableSparql, match=words):
        tokens(text)
