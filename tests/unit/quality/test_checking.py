"""Mistakes in tables, ontology and rules: each is told where it is, before anything is reasoned over."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Triple

from kompas import resources
from kompas.errors import DoesNotHold, InconsistentKnowledge
from kompas.knowledge.build import default_inputs, read_knowledge
from kompas.knowledge.closure import groups
from kompas.knowledge.documents import read_ontology, read_rules
from kompas.knowledge.findings import Finding
from kompas.knowledge.links import follow
from kompas.knowledge.release import release
from kompas.namespaces import thing
from kompas.quality import checking
from kompas.quality.changed import Changed, check_changed
from kompas.quality.checking import check
from kompas.quality.groundwork import wider_classes

TABLES = ("milieus", "problems", "ratings", "sources")
RULE = "5-arguments/voorkeur-vorm.ttl"


@pytest.fixture
def core(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of ontology, rules and some tables, to make mistakes in."""
    for name, folder in (("ontology", resources.ontology()), ("rules", resources.rules())):
        shutil.copytree(folder, tmp_path / name)
    (tmp_path / "data" / "tables").mkdir(parents=True)
    (tmp_path / "rule-cases" / resources.OWN_CASES).mkdir(parents=True)
    for name in TABLES:
        for path in (resources.data() / "tables").glob(f"{name}.csv*"):
            shutil.copy(path, tmp_path / "data" / "tables")
    monkeypatch.setenv(resources.EXTENDED, str(tmp_path))
    built(tmp_path, "with tables")
    return tmp_path


@pytest.fixture
def no_tables(core: Path) -> Path:
    """A copy without tables: quick to read, for mistakes that are not in tables."""
    for path in (core / "data" / "tables").iterdir():
        path.unlink()
    built(core, "without tables")
    return core


RELEASES: dict[str, Path] = {}


def built(core: Path, kind: str) -> None:
    """Lay a release of the copy in it as it stands, without what only the reasoner finds; made once of each kind."""
    shutil.rmtree(core / "release", ignore_errors=True)
    if kind in RELEASES:
        shutil.copytree(RELEASES[kind], core / "release")
        (core / "release" / "manifest.json").touch()
        return
    schema, rules = read_ontology(core / "ontology"), read_rules(core / "rules")
    mapped, _ = read_knowledge(default_inputs().tables)
    stated = [*mapped.triples, *groups(mapped.triples)]
    whole = [*schema, *stated, *wider_classes(schema, stated), *follow(schema, stated), *rules]
    release(core / "release", whole, inferred=0, rules=rules, inputs="")
    RELEASES[kind] = Path(tempfile.mkdtemp()) / "release"
    shutil.copytree(core / "release", RELEASES[kind])


def found() -> str:
    """The errors in what changed since the copy was built."""
    return errors(list(check_changed().findings))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def errors(findings: list[Finding]) -> str:
    return "\n".join(str(finding) for finding in findings if finding.severity == "error")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kompas:concept ?concept .", "kompas:concept ?concept ?more .", "voorkeur-vorm is not well-formed"),
        ("STRAFTER(STR($this)", "STRAFTER(STR($this", "voorkeur-vorm is not well-formed"),
        ("?case kompas:prefersFormat ?format .", "?case kompos:prefersFormat ?format .", "the prefix kompos:"),
        ("WHERE {", "WHERE { VALUES ?x { 1 }", "VALUES"),
        ("?argument a kompas:Argument ;", "[] a kompas:Argument ;", "blank node"),
        ('{format:lower}."@nl', '{shape:lower}."@nl', "{shape}, which is no variable of the rule's WHERE"),
        ('{format:lower}."@nl', 'dat."@nl', "speaks of other things in each language (en: format; nl: nothing)"),
        ('{format:lower}."@nl', '{format:lower}"@nl', "does not end as one"),
        (' ,\n        "Fits what the family likes: {format:lower}."@en', "", "is not there in English"),
        ("a sh:SPARQLRule, kompas:Rule ;", "a sh:SPARQLRule, kompas:Rule", "voorkeur-vorm.ttl"),
    ],
    ids=[
        "broken SPARQL",
        "open bracket",
        "unknown prefix",
        "what SHACL forbids",
        "blank node in the head",
        "unbound variable",
        "other variables in each language",
        "no full stop",
        "no English sentence",
        "broken Turtle",
    ],
)
def test_a_mistake_in_a_rule_is_told_with_the_rule(no_tables: Path, old: str, new: str, words: str) -> None:
    change(no_tables / "rules" / RULE, old, new)
    told = found()
    assert words in told
    assert "voorkeur-vorm" in told


@pytest.mark.parametrize(
    ("turtle", "words"),
    [
        ("kompas:Mood a owl:Class", "mood.ttl"),
        ("kompas:mood a owl:ObjectProperty , owl:DatatypeProperty .", "kompas:mood"),
    ],
    ids=["broken Turtle", "two kinds of property"],
)
def test_a_mistake_in_the_ontology_is_told(no_tables: Path, turtle: str, words: str) -> None:
    prefixes = (
        "@prefix kompas: <https://w3id.org/kompas/ontology#> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    )
    (no_tables / "ontology" / "mood.ttl").write_text(prefixes + turtle, "utf-8")
    assert words in found()


def rows(core: Path, table: str, *changes: tuple[str, str]) -> str:
    """What is told when some texts of a table are changed."""
    for old, new in changes:
        change(core / "data" / "tables" / f"{table}.csv", old, new)
    return found()


@pytest.mark.parametrize(
    ("table", "old", "new", "words"),
    [
        ("milieus", "thuis,Thuis,Home", "thuis,Thuis,", "milieus.csv, row 2, column “label_en”"),
        ("milieus", "2026-11-22", "22-11-2026", "milieus.csv, row 2, column “last_checked”"),
        ("milieus", ",Verified,", ",Certain,", "milieus.csv, row 2, column “verification”"),
        ("milieus", "essay-effectievere-jeugdhulp", "", "milieus.csv, row 2, column “source”"),
        ("milieus", "essay-effectievere-jeugdhulp", "essay", "milieus.csv, row 2: Something refers to a concept"),
        ("milieus", "\nschool,School,School", "\nthuis,School,School", "“thuis” stands in row 2 already"),
        ("milieus", "school,School,School", "school,Thuis,School", "Two concepts of one class have the same label"),
        ("ratings", "Erkenningscommissie Interventies", "", "column “assessor”"),
        ("problems", ",gedragsproblemen,", ",gedragsprobleem,", "Something refers to a concept that is in no table"),
        ("problems", "gedragsproblemen,Gedragsproblemen", "Gedrag,Gedragsproblemen", "column “slug”"),
    ],
    ids=[
        "no English label",
        "bad date",
        "unknown code",
        "no source",
        "unknown source",
        "slug twice",
        "label twice",
        "rating without assessor",
        "unknown term",
        "bad slug",
    ],
)
def test_a_mistake_in_a_row_is_told_with_the_row(core: Path, table: str, old: str, new: str, words: str) -> None:
    assert words in rows(core, table, (old, new))


def test_a_problem_under_itself_is_told(core: Path) -> None:
    told = rows(core, "problems", (",opstandig-gedrag,", ",driftbuien,"), (",opstandig-gedrag,", ",ongehoorzaamheid,"))
    assert "stands, in the end, under itself" in told


def test_what_is_wrong_in_tables_is_told_before_anything_is_built(core: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "build", lambda target: pytest.fail("nothing is built"))
    change(core / "data" / "tables" / "milieus.csv", "thuis,Thuis,Home", "thuis,Thuis,")
    assert "milieus.csv, row 2" in errors(check(today=date(2026, 11, 22)))


def test_a_contradiction_is_told_as_the_reasoner_tells_it(core: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def contradiction(target: Path | None) -> None:
        raise DoesNotHold("A recognised intervention is not recognised", ("ratings.csv, row 3",), "Correct one.")

    monkeypatch.setattr(checking, "build", contradiction)
    told = errors(check(today=date(2026, 11, 22)))
    assert "A recognised intervention is not recognised" in told
    assert "ratings.csv, row 3" in told


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of everything as it was last built, to change something in."""
    copied = {"ontology": resources.ontology(), "rules": resources.rules(), "release": resources.release()}
    for name, folder in copied.items():
        shutil.copytree(folder, tmp_path / name)
    (tmp_path / "rule-cases" / resources.OWN_CASES).mkdir(parents=True)
    shutil.copytree(resources.data() / "tables", tmp_path / "data" / "tables")
    (tmp_path / "release" / "manifest.json").touch()
    monkeypatch.setenv(resources.EXTENDED, str(tmp_path))
    return tmp_path


def touched(changed: Changed) -> set[str]:
    return {thing.value.rsplit("/", 1)[-1] for thing in changed.things} | {path.name for path in changed.files}


def test_where_nothing_changed_nothing_is_looked_at(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kompas.quality.changed.breaches", lambda *given: pytest.fail("nothing to look at"))
    monkeypatch.setattr("kompas.quality.changed.first_inconsistent", lambda given: pytest.fail("nothing to ask"))
    assert check_changed() == Changed((), (), ())


def test_what_went_and_what_came_counts_as_changed_and_what_refers_to_it_is_told(whole: Path) -> None:
    """One slug is written otherwise, and one row is gone that others refer to."""
    change(whole / "data" / "tables" / "services.csv", "\nwoningcorporatie,", "\nverhuurder,")
    path = whole / "data" / "tables" / "age-phases.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), "utf-8")
    changed = check_changed()
    gone = lines[-1].partition(",")[0]
    assert {"woningcorporatie", "verhuurder", gone} <= touched(changed)
    told = errors(list(changed.findings))
    assert f"target age-phase:{gone}" in told
    assert "verhuurder" not in told


def test_what_contradicts_what_stands_near_is_seen(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two ratings of one intervention at once; without the quality query that tells it sooner, the reasoner does."""
    near: list[str] = []

    def explained(schema: object, statements: list[Triple], *rest: object) -> InconsistentKnowledge:
        near.extend(str(triple.subject) for triple in statements)
        return InconsistentKnowledge("They contradict each other.")

    monkeypatch.setattr("kompas.quality.changed.explain", explained)
    shutil.rmtree(whole / "ontology" / "checks")
    path = whole / "data" / "tables" / "ratings.csv"
    lines = path.read_text("utf-8").splitlines()
    line = next(line for line in lines if ",GoodIndications," in line and ",true," in line)
    slug = line.partition(",")[0]
    again = line.replace(slug, "tegenspraak").replace(",GoodIndications,", ",NotRecognised,")
    path.write_text("\n".join([*lines, again, ""]), "utf-8")
    changed = check_changed()
    assert changed.things == (thing("rating", "tegenspraak"),)
    assert "The knowledge contradicts itself: They contradict each other." in errors(list(changed.findings))
    assert str(thing("rating", slug)) in near
    assert len(near) < 1000


def test_an_impossible_class_is_seen_when_the_ontology_changed(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def explained(schema: object, statements: object, mapped: object, impossible: tuple[object, ...]) -> object:
        return InconsistentKnowledge(f"No member: {', '.join(map(str, impossible))}.")

    monkeypatch.setattr("kompas.quality.changed.explain", explained)
    module = whole / "ontology" / "case.ttl"
    wrong = "\nkompas:Impossible a owl:Class ; rdfs:subClassOf kompas:Problem, kompas:AgePhase ."
    module.write_text(module.read_text("utf-8") + wrong, "utf-8")
    assert "No member: <https://w3id.org/kompas/ontology#Impossible>." in found()
