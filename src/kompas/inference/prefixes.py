"""Prefixes for the queries of rules: sh:prefixes, sh:declare and owl:imports.

https://www.w3.org/TR/shacl/#sparql-prefixes
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal

from kompas.errors import MalformedRule
from kompas.inference.shapesgraph import ShapesGraph
from kompas.inference.terms import IMPORTS, Term, named, sh


def declared(graph: ShapesGraph, node: Term) -> dict[str, str]:
    """The prefixes that a rule or function may use.

    They are declared at the values of its sh:prefixes and at everything that these import, directly or not.

    Raises:
        MalformedRule: a declaration is incomplete, or one prefix stands for two namespaces.
    """
    found: dict[str, str] = {}
    waiting = list(graph.objects(node, sh("prefixes")))
    seen: set[Term] = set()
    while waiting:
        ontology = waiting.pop()
        if ontology in seen:
            continue
        seen.add(ontology)
        waiting.extend(graph.objects(ontology, IMPORTS))
        for declaration in graph.objects(ontology, sh("declare")):
            prefix, namespace = _declaration(graph, declaration, node)
            if found.setdefault(prefix, namespace) != namespace:
                raise MalformedRule(
                    named(node), f"the prefix {prefix}: stands for both <{found[prefix]}> and <{namespace}>"
                )
    return found


def _declaration(graph: ShapesGraph, declaration: Term, node: Term) -> tuple[str, str]:
    prefixes, namespaces = graph.objects(declaration, sh("prefix")), graph.objects(declaration, sh("namespace"))
    if len(prefixes) != 1 or len(namespaces) != 1:
        raise MalformedRule(
            named(node), "a prefix declaration it relies on needs exactly one sh:prefix and one sh:namespace",
            "https://www.w3.org/TR/shacl/#sparql-prefixes",
        )  # fmt: skip
    prefix, namespace = prefixes[0], namespaces[0]
    if not isinstance(prefix, Literal) or not isinstance(namespace, Literal):
        raise MalformedRule(named(node), "sh:prefix and sh:namespace have literals as values")
    return prefix.value, namespace.value


def header(prefixes: Mapping[str, str], names: Iterable[str]) -> str:
    """The PREFIX lines for these prefix names, to stand before a query."""
    return "".join(f"PREFIX {name}: <{prefixes[name]}>\n" for name in sorted(set(names)))
