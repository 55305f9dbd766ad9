"""Generates small data and queries for the property tests: every kind of element, nested, in any order."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

NODES = tuple(f"ex:n{number}" for number in range(4))
TERMS = st.sampled_from(["$this", "?this", "?a", "?b", "?c", "ex:n1"])
PLAIN = ("ex:p", "ex:q")
PATHS = ("ex:p/ex:q", "^ex:p", "ex:p|ex:q", "ex:p+", "ex:p*", "ex:q?")
HEAD = "CONSTRUCT { $this ex:out ?a . ?b ex:of $this . $this ex:fired true } "

edges = st.tuples(st.sampled_from(NODES), st.sampled_from(PLAIN), st.sampled_from(NODES))
data = st.lists(edges, max_size=7).map(
    lambda drawn: "".join(f"{node} a ex:Thing . " for node in NODES) + "".join(f"{s} {p} {o} . " for s, p, o in drawn)
)
"""Four things with up to seven edges between them, as Turtle."""


@dataclass
class Words:
    """Draws the text of groups; each new variable that an element assigns gets a name of its own."""

    draw: st.DrawFn
    optional: bool = True
    assigned: int = 0

    def pick(self, *choices: str) -> str:
        """One of these."""
        return self.draw(st.sampled_from(choices))

    def fresh(self) -> str:
        """A variable that stands nowhere else."""
        self.assigned += 1
        return f"?v{self.assigned}"

    def pattern(self) -> str:
        """A triple pattern."""
        return f"{self.draw(TERMS)} {self.pick(*PLAIN, *PLAIN, *PATHS)} {self.draw(TERMS)} ."

    def expression(self, depth: int) -> str:
        """A condition for a FILTER."""
        plain = (
            "?a != $this",
            "?a = $this",
            "?b != ?a",
            "BOUND(?a)",
            "BOUND($this)",
            "$this = ex:n1",
            "$this != ex:n2 && ?a != ex:n1",
            "IF($this = ex:n0, true, false)",
            "STR($this) < STR(?a)",
        )
        kind = self.pick("plain", "plain", "plain", "EXISTS", "NOT EXISTS")
        return self.pick(*plain) if kind == "plain" else f"{kind} {{ {self.group(depth + 1, tested=True)} }}"

    def element(self, depth: int, tested: bool) -> str:
        """An element other than a triple pattern."""
        kinds = ["FILTER", "BIND", "UNION", "braces"] + ["OPTIONAL"] * self.optional
        kind = self.pick(*kinds, *(() if tested else ("subquery", "count")))
        inner = self.group(depth + 1, tested)
        if kind == "FILTER":
            return f"FILTER ({self.expression(depth)})"
        if kind == "BIND":
            return f"BIND (STR($this) AS {self.fresh()})"
        if kind == "OPTIONAL":
            return f"OPTIONAL {{ {inner} }}"
        if kind == "UNION":
            return f"{{ {inner} }} UNION {{ {self.group(depth + 1, tested)} }}"
        if kind == "braces":
            return f"{{ {inner} }}"
        if kind == "subquery":
            return f"{{ SELECT {self.pick('', 'DISTINCT')} $this ?a WHERE {{ {inner} }} }}"
        return f"{{ SELECT $this (COUNT(?b) AS {self.fresh()}) WHERE {{ {inner} }} GROUP BY $this }}"

    def group(self, depth: int = 0, tested: bool = False) -> str:
        """What stands between the braces of a group."""
        parts = [self.pattern() for _ in range(self.draw(st.integers(0, 2)))]
        if depth < 3:
            parts += [self.element(depth, tested) for _ in range(self.draw(st.integers(0, 2)))]
        return " ".join(self.draw(st.permutations(parts)))


@st.composite
def queries(draw: st.DrawFn, optional: bool = True) -> str:
    """A CONSTRUCT query of any shape."""
    return f"{HEAD} WHERE {{ {Words(draw, optional).group()} }}"
