"""Every rule has a case: what it must conclude from, and when it must stay silent.

The cases of the core stand in `tests/rules/` of the checkout and run with its tests; here only that they are there is
checked. Those of extensions (`cases/rules/<rule>.yaml`) have no test suite of their own, so here they run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode

from kompas.case import read_case
from kompas.errors import BadInput
from kompas.facts import facts
from kompas.inference import FastEngine
from kompas.knowledge import Knowledge
from kompas.knowledge.findings import Finding
from kompas.namespaces import ID
from kompas.rules import RuleBase
from kompas.vocabulary import Vocabulary

_FIELDS: Final = frozenset({"name", "case", "fires"})


def without_case(rules: RuleBase, core_cases: Path | None, own_cases: Path) -> Iterator[Finding]:
    """The rules that have no file of cases.

    Args:
        rules: the rule base.
        core_cases: the folder with cases of the rules of the core; None where it did not come along.
        own_cases: the folder with cases of the rules of extensions.
    """
    for rule in sorted(rules.descriptions.values(), key=lambda rule: rule.iri.value):
        of_core = rule.iri.value.startswith(ID)
        if of_core and core_cases is None:
            continue
        folder = core_cases if of_core and core_cases else own_cases
        if not any(folder.rglob(f"{rule.slug}.yaml")):
            place = "tests/rules/<layer>" if of_core else "cases/rules"
            mend = f"Write {place}/{rule.slug}.yaml: when it speaks, and when it is silent."
            yield Finding("error", f"rule:{rule.slug}", "The rule has no case.", mend)


def wrong_cases(rules: RuleBase, knowledge: Knowledge, folder: Path) -> Iterator[Finding]:
    """The cases of rules in a folder that come out otherwise than they say."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        return
    engine, vocabulary = FastEngine(knowledge.store, rules.rule_set), Vocabulary(knowledge)
    slugs = {rule.slug: iri for iri, rule in rules.descriptions.items()}
    for path in files:
        for case in _cases(path, slugs):
            if isinstance(case, Finding):
                yield case
                continue
            where = f"{path.name}, “{case['name']}”"
            try:
                given = read_case(json.dumps(case["case"]), format="json", vocabulary=vocabulary)
            except BadInput as error:
                yield Finding("error", where, f"The case cannot be read: {error}")
                continue
            fired = any(one.rule == slugs[path.stem] for one in engine.derive(facts(given)).applications)
            if fired is not case["fires"]:
                does, should = ("speaks", "is silent") if fired else ("is silent", "speaks")
                what = f"The rule {does} where the case says that it {should}."
                yield Finding("error", where, what, "Correct the rule, or the case.")


def _cases(path: Path, slugs: Mapping[str, NamedNode]) -> Iterator[Mapping[str, Any] | Finding]:
    import yaml

    try:
        told = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        yield Finding("error", path.name, f"This is not readable as YAML: {error}.")
        return
    if not isinstance(told, dict) or told.get("rule") != path.stem or not isinstance(told.get("cases"), list):
        yield Finding("error", path.name, f"It must say `rule: {path.stem}` and list `cases`.")
    elif path.stem not in slugs:
        yield Finding("error", path.name, f"There is no rule “{path.stem}”.", "Name the file after its rule.")
    else:
        for case in told["cases"]:
            if not isinstance(case, dict) or case.keys() != _FIELDS or not isinstance(case["fires"], bool):
                yield Finding("error", path.name, "A case has a name, a case, and fires: true or false.")
            else:
                yield case
