"""Every rule has a case: what it must conclude from, and when it must stay silent.

The cases of the core run with its tests; here only that they are there is checked. Those of extensions have no test
suite of their own, so here they run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path

from pyoxigraph import NamedNode

from kompas.case import read_case
from kompas.errors import BadInput
from kompas.facts import facts
from kompas.inference import Derivation, FastEngine
from kompas.knowledge import Knowledge
from kompas.knowledge.findings import Finding
from kompas.knowledge.rule_cases import RuleCase, datatypes, read_rule_cases, statement
from kompas.namespaces import ID
from kompas.rules import RuleBase
from kompas.vocabulary import Vocabulary


def without_case(rules: RuleBase, folder: Path, *, own: bool) -> Iterator[Finding]:
    """The rules that have no file of cases.

    Args:
        rules: the rule base.
        folder: the folder with the cases.
        own: look at the rules of extensions, whose cases stand elsewhere than those of the core.
    """
    known = {path.stem for path in folder.rglob("*.yaml")}
    for rule in sorted(rules.descriptions.values(), key=lambda rule: rule.iri.value):
        if rule.slug not in known and rule.iri.value.startswith(ID) is not own:
            place = "cases/rules" if own else "tests/rules/<layer>"
            mend = f"Write {place}/{rule.slug}.yaml: when it speaks, and when it is silent."
            yield Finding("error", f"rule:{rule.slug}", "The rule has no case.", mend)


def wrong_cases(rules: RuleBase, knowledge: Knowledge, files: Iterable[Path]) -> Iterator[Finding]:
    """The cases in some files that come out otherwise than they say."""
    listed = sorted(files)
    if not listed:
        return
    engine, vocabulary = FastEngine(knowledge.store, rules.rule_set), Vocabulary(knowledge)
    known = datatypes(knowledge.triples())
    slugs = {rule.slug: iri for iri, rule in rules.descriptions.items()}
    for path in listed:
        cases, wrong = read_rule_cases(path)
        yield from wrong
        if path.stem not in slugs:
            yield Finding("error", path.name, f"There is no rule “{path.stem}”.", "Name the file after its rule.")
            continue
        for case in cases:
            where = f"{path.name}, “{case.name}”"
            try:
                given = read_case(case.case, format="json", vocabulary=vocabulary)
                right = holds(case, concluded(engine.derive(facts(given)), slugs[path.stem]), known)
            except (BadInput, ValueError) as error:
                yield Finding("error", where, f"The case cannot be read: {error}")
                continue
            if not right:
                does, should = ("is silent", "speaks") if case.fires else ("speaks", "is silent")
                what = f"The rule {does} where the case says that it {should}."
                yield Finding("error", where, what, "Correct the rule, or the case.")


def concluded(derivation: Derivation, rule: NamedNode) -> frozenset[str]:
    """What a rule added to what was known, as N-Triples."""
    of_rule = (one.triples for one in derivation.applications if one.rule == rule)
    return frozenset(f"{triple} ." for triples in of_rule for triple in triples if triple in derivation.triples)


def holds(case: RuleCase, concluded: Set[str], datatypes: Mapping[NamedNode, NamedNode]) -> bool:
    """Whether a rule that concluded this speaks, or is silent, as its case says.

    Raises:
        ValueError: what it concludes is not written as a statement.
    """
    if not case.concludes:
        return bool(concluded) is case.fires
    expected = {f"{statement(short, datatypes)} ." for short in case.concludes}
    return expected <= concluded if case.fires else expected.isdisjoint(concluded)
