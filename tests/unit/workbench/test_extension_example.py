"""The example extension builds, is consulted, is proved and leaves the core alone, by the commands people give."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kompas import resources
from kompas.editions.edition import rules_of
from kompas.knowledge.graph import read_release

EXAMPLE = resources.data() / "extensions" / "jongvolwassen"
CASE = EXAMPLE / "cases" / "er-alleen-voor.yaml"
OWN = "https://example.org/kompas/jongvolwassen/id/"


def kompas(*arguments: str, extended: bool = True) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kompas", *(("--extension", str(EXAMPLE)) if extended else ()), *arguments]
    environment = {name: value for name, value in os.environ.items() if name != resources.EXTENDED}
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=environment)


@pytest.fixture(scope="module")
def built() -> None:
    """The whole, built once: another process that runs these tests too waits, and finds it built."""
    lock = (resources.checkout() or Path.cwd()) / "build" / ".extension-example.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = kompas("build")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def saved(built: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recommendation for the case of the example."""
    target = tmp_path_factory.mktemp("extension") / "answer.json"
    done = kompas("recommend", str(CASE), "--format", "json", "-o", str(target))
    assert done.returncode == 0, done.stderr
    return target


def test_its_problems_are_known_by_any_of_their_names(saved: Path) -> None:
    concerns = json.loads(saved.read_text("utf-8"))["concerns"]
    assert {concern["problem"]["iri"] for concern in concerns} == {
        f"{OWN}problem/geen-vaste-woonplek",
        f"{OWN}problem/niemand-om-op-terug-te-vallen",
    }
    assert {concern["age_phase"]["iri"] for concern in concerns} == {f"{OWN}age-phase/jongvolwassen"}


def test_its_rules_argue_with_its_sources(saved: Path) -> None:
    text = saved.read_text("utf-8")
    for rule in ("steun-is-er", "zonder-basis-te-licht", "bouw-aan-steun"):
        assert f"{OWN}rule/{rule}" in text
    cited = {source["citation"] for source in json.loads(text)["provenance"]["sources"]}
    assert "NJi, Jongeren ondersteunen bij hun Big 5" in cited


def test_its_cut_off_decides(saved: Path) -> None:
    concerns = json.loads(saved.read_text("utf-8"))["concerns"]
    (place,) = [concern for concern in concerns if concern["problem"]["slug"] == "geen-vaste-woonplek"]
    (duration,) = [one for one in place["severity_criteria"] if one["criterion"] == "duration"]
    assert duration["raises"] is True, "two months, where the core asks for three"


def test_every_check_passes_on_the_whole(built: None) -> None:
    done = kompas("check")
    assert done.returncode == 0, done.stdout


def test_the_reasoner_finds_what_its_ontology_defines(built: None) -> None:
    query = (
        "SELECT ?advice WHERE { ?advice a <https://example.org/kompas/jongvolwassen/AdviceForYoungAdults> } "
        "ORDER BY ?advice"
    )
    done = kompas("query", query, "--format", "csv")
    own = {f"{OWN}parenting-advice/{slug}" for slug in ("jongere-kiest-wie-steunt", "steun-samen-in-kaart-brengen")}
    assert own <= set(done.stdout.split())


def test_what_is_retired_keeps_its_address_and_says_what_replaces_it(built: None) -> None:
    query = "SELECT ?new WHERE { age-phase:16-23-jaar owl:deprecated true ; dcterms:isReplacedBy ?new }"
    assert kompas("query", query, "--format", "csv").stdout.split()[1:] == [f"{OWN}age-phase/jongvolwassen"]
    still = "ASK { ?anything kompas:forPhase age-phase:16-23-jaar }"
    assert "false" in kompas("query", still).stdout.lower()


def test_its_rules_stand_in_its_release_to_compare_it_with_the_core(built: None) -> None:
    root = resources.checkout()
    assert root is not None
    knowledge = read_release(root / "build" / "extended" / "jongvolwassen" / "release")
    rules = rules_of(list(knowledge.triples()), knowledge.rules_version)
    own = {f"{OWN}rule/{slug}" for slug in ("steun-is-er", "zonder-basis-te-licht", "bouw-aan-steun")}
    assert own <= {rule.value for rule in rules.descriptions}


def test_the_core_knows_nothing_of_it(built: None) -> None:
    done = kompas("recommend", str(CASE), extended=False)
    assert done.returncode == 2
    assert "bankslapen" in done.stderr
