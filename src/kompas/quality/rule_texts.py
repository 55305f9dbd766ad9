"""The sentences of rules: in both languages, about the same, and only about what the rule knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import QuerySolutions, Store

from kompas.knowledge.findings import Finding
from kompas.namespaces import PREFIXES
from kompas.rules import RuleDescription
from kompas.rules.base import read_rules
from kompas.sentences import ENDS, PLACE

LANGUAGES: Final = ("nl", "en")


def speechless(folder: Path) -> Iterator[Finding]:
    """What is wrong with the sentences of the rules in a folder.

    Raises:
        MalformedInput, MalformedRule, UnsupportedRule: a rule file cannot be read at all.
    """
    for rule in sorted(read_rules(folder).descriptions.values(), key=lambda rule: rule.slug):
        if "a kompas:Argument" in rule.construct:
            yield from _sentences(rule)


def _sentences(rule: RuleDescription) -> Iterator[Finding]:
    where = f"rule:{rule.slug}"
    spoken: set[str] = {premise.variable for premise in rule.premises if premise.variable}
    for texts in (rule.text, *(premise.text for premise in rule.premises)):
        for language in LANGUAGES:
            if not texts.get(language, "").strip():
                other = next(iter(texts.values()), "")
                what = f"The sentence “{other}” is not there in {'Dutch' if language == 'nl' else 'English'}."
                yield Finding("error", where, what, f'Add kompas:text "…"@{language}.')
        places = {language: _places(text) for language, text in texts.items()}
        if len(texts) > 1 and len({frozenset(own) for own in places.values()}) > 1:
            told = "; ".join(f"{language}: {', '.join(sorted(own)) or 'nothing'}" for language, own in places.items())
            yield Finding("error", where, f"A sentence speaks of other things in each language ({told}).",
                          "Use the same variables in both.")  # fmt: skip
        spoken |= set().union(*places.values())
    for text in rule.text.values():
        if text.strip() and not text.rstrip().endswith(ENDS):
            yield Finding("error", where, f"The sentence “{text}” does not end as one.", "End it with a full stop.")
    for name in sorted(spoken - _variables(rule)):
        what = f"A sentence speaks of {{{name}}}, which is no variable of the rule's WHERE."
        yield Finding("error", where, what, "Name a variable that has a value there.")


def _places(text: str) -> set[str]:
    return {place["name"] for place in PLACE.finditer(text)}


def _variables(rule: RuleDescription) -> set[str]:
    solutions = Store().query(f"SELECT * {rule.construct[rule.construct.index('WHERE') :]}", prefixes=PREFIXES)
    assert isinstance(solutions, QuerySolutions)
    return {variable.value for variable in solutions.variables}
