"""An extension adds and retires; what it names that is named already is a clash, told with both places."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rdflib import Graph

from kompas import resources
from kompas.errors import CheckFailed, KompasError
from kompas.knowledge.documents import read_ontology
from kompas.namespaces import ID
from kompas.workbench.activation import activate, settings
from kompas.workbench.clashes import Core
from kompas.workbench.extension import MANIFEST, read_extension
from kompas.workbench.layering import lay_over

EXAMPLE = resources.data() / "extensions" / "jongvolwassen"
CORE = Core(resources.ontology(), resources.rules(), resources.data(), resources.rule_cases())
OWN = "https://example.org/kompas/jongvolwassen/"
PREFIXES = f"""
@prefix kompas: <https://w3id.org/kompas/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix policy: <{ID}policy/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rule: <{ID}rule/> .
"""


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the example, to make mistakes in."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "jongvolwassen"))


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """The core with the example laid over it."""
    return lay_over(CORE, [read_extension(EXAMPLE)], tmp_path / "whole")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def clash(*folders: Path) -> str:
    with pytest.raises(CheckFailed) as told:
        lay_over(CORE, [read_extension(folder) for folder in folders], folders[0].parent / "whole")
    assert not (folders[0].parent / "whole").exists(), "nothing is laid over when anything clashes"
    return str(told.value)


def test_the_example_says_what_it_is() -> None:
    extension = read_extension(EXAMPLE)
    assert extension.name == "jongvolwassen"
    assert extension.address("problem/geen-vaste-woonplek") == f"{OWN}id/problem/geen-vaste-woonplek"
    assert all(one.reason for one in extension.retires)


def test_the_whole_has_every_file_of_the_core_and_those_of_the_extension(whole: Path) -> None:
    for part, folder in (("ontology", CORE.ontology), ("rules", CORE.rules), ("data/cases", CORE.data / "cases")):
        names = {path.relative_to(folder) for path in folder.rglob("*.*") if not path.name.startswith(".")}
        laid = {path.relative_to(whole / part) for path in (whole / part).rglob("*.*")}
        assert names <= laid
        assert any(path.name.startswith("jongvolwassen-") for path in laid - names)


def test_rows_keep_their_own_file_so_that_a_mistake_is_told_there(whole: Path) -> None:
    assert (whole / "data/tables/jongvolwassen/problems.csv").is_file()
    described = json.loads((whole / "data/tables/problems.jongvolwassen.csv-metadata.json").read_text("utf-8"))
    assert described["url"] == "jongvolwassen/problems.csv"


def test_a_retired_cut_off_gives_way_everywhere(whole: Path) -> None:
    texts = [path.read_text("utf-8") for path in (whole / "rules").rglob("*.ttl")]
    assert not any("policy:duur " in text for text in texts if "retires" not in text)
    assert sum(f"<{OWN}id/policy/duur-jongvolwassen>" in text for text in texts) >= 2
    assert any("policy:duur-stemming" in text for text in texts), "another cut-off that begins alike stays"


def test_laying_over_twice_writes_nothing_the_second_time(whole: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in whole.rglob("*")}
    lay_over(CORE, [read_extension(EXAMPLE)], whole)
    assert {path: path.stat().st_mtime_ns for path in whole.rglob("*")} == before


def test_what_an_extension_no_longer_has_leaves_the_whole(whole: Path, example: Path) -> None:
    (example / "cases" / "er-alleen-voor.yaml").unlink()
    lay_over(CORE, [read_extension(example)], whole)
    assert not (whole / "data/cases/jongvolwassen-er-alleen-voor.yaml").exists()


def test_a_slug_of_the_core_is_a_clash(example: Path) -> None:
    change(example / "tables" / "problems.csv", "geen-vaste-woonplek,", "driftbuien,")
    told = clash(example)
    assert "jongvolwassen/tables/problems.csv, row 2: “driftbuien” stands in data/tables/problems.csv, row" in told


def test_a_slug_of_another_extension_is_a_clash(example: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(example, tmp_path / "other"))
    change(other / MANIFEST, "name: jongvolwassen", "name: other")
    change(
        other / MANIFEST, "namespace: https://example.org/kompas/jongvolwassen/", "namespace: https://example.org/o/"
    )
    told = clash(example, other)
    assert "other/tables/problems.csv, row 2: “geen-vaste-woonplek” stands in jongvolwassen/tables/problems.csv" in told
    assert "“age-phase/16-23-jaar” is retired in jongvolwassen/extension.yaml, retires[0] already" in told


def test_two_extensions_of_one_name_are_a_clash(example: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(example, tmp_path / "other"))
    told = clash(example, other)
    assert "its name “jongvolwassen” is also that of" in told
    assert str(other / MANIFEST) in told
    assert str(example / MANIFEST) in told


@pytest.mark.parametrize(
    ("file", "turtle", "words"),
    [
        (
            "ontology/own.ttl",
            "kompas:Problem rdfs:subClassOf owl:Thing .",
            "ontology/own.ttl: kompas:Problem stands in ontology/development.ttl already; it cannot be redefined",
        ),
        ("ontology/own.ttl", "kompas:Mood a owl:Class .", "kompas:Mood is outside its namespace"),
        ("rules/own.ttl", "rule:afgewezen a kompas:Rule .", "rule:afgewezen stands in rules/5-arguments/afgewezen.ttl"),
        ("policy.ttl", "policy:duur a kompas:Cutoff .", "policy:duur stands in rules/policy.ttl already"),
        ("ontology/own.ttl", "<https://example.org/x> a owl:Class .", "https://example.org/x is outside its namespace"),
    ],
    ids=["class of the core", "term in the core", "rule of the core", "cut-off of the core", "somewhere else"],
)
def test_a_term_or_rule_outside_its_namespace_is_a_clash(example: Path, file: str, turtle: str, words: str) -> None:
    (example / file).write_text(PREFIXES + turtle, "utf-8")
    assert words in clash(example)


def test_a_term_that_two_files_define_is_a_clash(example: Path) -> None:
    turtle = f"{PREFIXES}<{OWN}AdviceForYoungAdults> a owl:Class ."
    (example / "ontology" / "later.ttl").write_text(turtle, "utf-8")
    assert "AdviceForYoungAdults stands in" in clash(example)


def test_a_table_that_the_core_does_not_have_asks_for_metadata(example: Path) -> None:
    (example / "tables" / "moods.csv").write_text("slug\nboos\n", "utf-8")
    assert "tables/moods.csv: the core has no such table; describe it in moods.csv-metadata.json" in clash(example)


def test_metadata_of_a_table_of_the_core_are_a_clash(example: Path) -> None:
    (example / "tables" / "problems.csv-metadata.json").write_text('{"tableSchema": {}}', "utf-8")
    assert "the table is described in data/tables/problems.csv-metadata.json already" in clash(example)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("what: policy/duur", "what: policy/durr", "there is no “policy/durr”. Nearest:"),
        ("by: age-phase/jongvolwassen", "by: age-phase/volwassen", "retires[0].by: there is no “age-phase/volwassen”"),
    ],
)
def test_retiring_what_is_not_there_is_told_with_the_nearest(example: Path, old: str, new: str, words: str) -> None:
    change(example / MANIFEST, old, new)
    assert words in clash(example)


def test_a_mistake_in_a_rule_template_is_told(example: Path) -> None:
    change(example / "rules" / "templates.csv", "{problem}: laat", "{nothing}: laat")
    with pytest.raises(CheckFailed, match=r"\{nothing\} is not bound in this rule"):
        lay_over(CORE, [read_extension(example)], example.parent / "whole")


def test_a_file_that_is_not_turtle_is_named(example: Path) -> None:
    (example / "ontology" / "own.ttl").write_text("kompas:Problem a", "utf-8")
    with pytest.raises(KompasError, match=r"ontology/own\.ttl"):
        lay_over(CORE, [read_extension(example)], example.parent / "whole")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "name: Jong Volwassen\nnamespace: https://example.org/x/\ntitle: {nl: a, en: b}",
            "is not a name in lower case",
        ),
        ("name: x\nnamespace: https://example.org/x\ntitle: {nl: a, en: b}", "not an address that ends in / or #"),
        (f"name: x\nnamespace: {ID}problem/\ntitle: {{nl: a, en: b}}", "belongs to the core"),
        ("name: x\nnamespace: https://example.org/x/\ntitle: {nl: a}", "give it in both languages"),
        ("name: x\nnamespace: https://example.org/x/\ntitle: {nl: a, en: b}\nauthor: me", "no field “author”"),
        (
            "name: x\nnamespace: https://example.org/x/\ntitle: {nl: a, en: b}\nretires: [{what: problem/angst}]",
            "“problem/angst” is retired without a replacement",
        ),
        (
            "name: x\nnamespace: https://example.org/x/\ntitle: {nl: a, en: b}\n"
            "retires: [{what: angst, by: b, reason: c}]",
            "is not a type and a slug",
        ),
        ("- a list", "not readable as an extension"),
        ("name: [", "not readable as YAML"),
    ],
    ids=["name", "namespace", "of the core", "title", "field", "no replacement", "no type", "list", "no yaml"],
)
def test_a_manifest_that_is_not_right_says_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / MANIFEST).write_text(text, "utf-8")
    with pytest.raises(KompasError, match=words.replace("(", r"\(")):
        read_extension(tmp_path)


def test_a_folder_without_a_manifest_is_no_extension(tmp_path: Path) -> None:
    with pytest.raises(KompasError, match=r"extension\.yaml"):
        read_extension(tmp_path)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current directory without anything, and nothing laid over the core."""
    monkeypatch.setenv(resources.EXTENDED, "")
    monkeypatch.setattr(resources, "checkout", lambda: None)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "kompas")
    for part in ("ontology", "rules", "data"):
        (tmp_path / "kompas" / "_resources").mkdir(parents=True, exist_ok=True)
        (tmp_path / "kompas" / "_resources" / part).symlink_to(CORE.data.parent / part)
    (tmp_path / "kompas" / "_resources" / "rule-cases").symlink_to(CORE.rule_cases)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_settings_file_names_extensions_relative_to_itself(elsewhere: Path) -> None:
    shutil.copytree(EXAMPLE, elsewhere / "mine")
    (elsewhere / resources.SETTINGS).write_text("extensions: [mine]", "utf-8")
    assert settings(elsewhere / resources.SETTINGS) == [elsewhere / "mine"]
    whole = activate([])
    assert whole == elsewhere / "build" / "extended" / "jongvolwassen"
    assert resources.rules() == whole / "rules"
    assert activate([elsewhere / "mine"]) == whole, "given twice is laid over once"


def test_without_extensions_nothing_changes(elsewhere: Path) -> None:
    assert activate([]) is None
    assert resources.extended() is None
    assert resources.elsewhere() == {}


@pytest.mark.parametrize("text", ["extensions: mine", "extension: [mine]", "- mine", "extensions: [1]"])
def test_a_settings_file_with_something_else_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / resources.SETTINGS).write_text(text, "utf-8")
    with pytest.raises(KompasError, match="a list of folders"):
        settings(tmp_path / resources.SETTINGS)


def test_the_catalogue_of_the_example_leads_to_that_of_the_core() -> None:
    catalogue = EXAMPLE / "ontology" / "catalog-v001.xml"
    (following,) = ElementTree.parse(catalogue).iter("{urn:oasis:names:tc:entity:xmlns:xml:catalog}nextCatalog")  # noqa: S314 a file of ours
    assert (catalogue.parent / following.attrib["catalog"]).resolve() == CORE.ontology.resolve() / "catalog-v001.xml"


def test_what_an_ontology_editor_saves_is_accepted(example: Path) -> None:
    module = example / "ontology" / "jongvolwassen.ttl"
    header = f"@prefix : <{OWN}> .\n@base <{OWN}> .\n"
    saved = Graph().parse(module).serialize(format="turtle", base=OWN)
    annotated = f"{saved}\n###  {OWN}Mood\n:Mood rdf:type owl:Class .\n###  Generated by an editor\n"
    module.write_text(header + "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n" + annotated, "utf-8")
    whole = lay_over(CORE, [read_extension(example)], example.parent / "whole")
    terms = {str(triple.subject) for triple in read_ontology(whole / "ontology")}
    assert {f"<{OWN}Mood>", f"<{OWN}AdviceForYoungAdults>"} <= terms
