"""The examples in the documents work: cases, queries, programs, a row and a rule."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pyoxigraph import NamedNode, RdfFormat, parse

from kompas import resources
from kompas.case import read_case
from kompas.facts import facts
from kompas.inference import FastEngine, RuleSet
from kompas.knowledge import released
from kompas.knowledge.graph import read_release
from kompas.knowledge.tables import read_tables
from kompas.namespaces import ID
from kompas.querying import ask
from kompas.rules import rule_base
from kompas.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
HOW_TO = ROOT / "docs" / "how-to"


def blocks(document: Path, language: str) -> list[str]:
    """The code blocks of a language in a document, without what they are indented by."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", document.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


@pytest.mark.parametrize(
    ("document", "cases"),
    [
        ("README.md", ["data/cases/sandra.yaml"]),
        ("docs/tutorial/first-consultation.md", ["docs/tutorial/first-call.yaml", "docs/tutorial/after-asking.yaml"]),
    ],
)
def test_the_cases_that_are_shown_are_the_files_that_are_run(document: str, cases: list[str]) -> None:
    shown = [yaml.safe_load(text) for text in blocks(ROOT / document, "yaml")]
    assert shown == [yaml.safe_load((ROOT / case).read_text("utf-8")) for case in cases]


@pytest.mark.parametrize(
    "query", [text for path in DOCUMENTS for text in blocks(path, "sparql") if "SELECT" in text[:6]]
)
def test_every_question_to_the_graph_has_an_answer(query: str) -> None:
    assert "(0 rows)" not in ask(query, released(), "table")


@pytest.mark.parametrize("document", [path for path in DOCUMENTS if blocks(path, "python")], ids=lambda path: path.name)
def test_every_program_runs(document: Path) -> None:
    """But those that ask a running server: the tests of its clients run these."""
    for program in (program for program in blocks(document, "python") if "kompas.example.nl" not in program):
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
        )
        promised = re.findall(r"print\(.*\)  # (.+)$", program, re.MULTILINE)
        assert all(line in done.stdout.splitlines() for line in promised)
        assert done.stdout.strip()


def test_every_option_that_is_shown_exists() -> None:
    commands = (ROOT / "docs" / "reference" / "command-line.md").read_text("utf-8")
    help_of = {part.split("\n")[0]: part for part in commands.split("## kompas ")[1:]}
    for document in DOCUMENTS:
        for line in re.findall(
            r"^ +(?:\.venv/bin/)?kompas (?:--extension \S+ )*(.+?)(?:  +#.*)?$",
            document.read_text("utf-8"),
            re.MULTILINE,
        ):
            name, *given = shlex.split(line)
            assert name in help_of, f"{document.name}: kompas {line}"
            for option in (part for part in given if re.match(r"--?[a-z]", part)):
                assert re.search(rf"^  .*{option}\b", help_of[name], re.MULTILINE), f"{document.name}: kompas {line}"


def test_the_row_to_add_fits_its_table(tmp_path: Path) -> None:
    (row,) = blocks(HOW_TO / "add-a-row.md", "csv")
    for file in resources.data().glob("tables/parenting-advice.csv*"):
        shutil.copy(file, tmp_path)
    table = tmp_path / "parenting-advice.csv"
    slug = next(csv.reader([row]))[0]
    assert slug not in table.read_text("utf-8"), f"{slug} is in Kompas now: take another example"
    with table.open("a", encoding="utf-8") as lines:
        lines.write(row)
    tables, findings = read_tables(tmp_path)
    assert [row.values["slug"] for row in tables[0].rows][-1] == slug
    assert not [finding for finding in findings if finding.where.startswith("parenting-advice")]


def test_the_rule_to_add_speaks_and_is_silent_as_its_cases_say() -> None:
    (text,) = blocks(HOW_TO / "add-a-rule.md", "turtle")
    (tests,) = (yaml.safe_load(block) for block in blocks(HOW_TO / "add-a-rule.md", "yaml"))
    rule = NamedNode(f"{ID}rule/{tests['rule']}")
    assert rule not in rule_base().descriptions, f"{rule} is in Kompas now: take another example"
    added = {quad.triple for quad in parse(text, format=RdfFormat.TURTLE, rename_blank_nodes=True)}
    knowledge = read_release(resources.release())
    engine = FastEngine(knowledge.store, RuleSet.from_triples(rule_base().triples | added))
    for case in tests["cases"]:
        known = read_case(yaml.safe_dump(case["case"]), format="yaml", vocabulary=Vocabulary(knowledge))
        applied = [use for use in engine.derive(facts(known)).applications if use.rule == rule]
        assert bool(applied) is case["fires"], case["name"]
