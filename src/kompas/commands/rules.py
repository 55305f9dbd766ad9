"""`kompas rules …`: the rules listed, explained, held against cases, and drawn as a graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kompas.commands.progress import progress
from kompas.commands.wording import head, say
from kompas.files import write

if TYPE_CHECKING:
    from kompas.case import Case
    from kompas.editions import Edition
    from kompas.insight import Firings
    from kompas.rules import RuleDescription
    from kompas.rules.wiring import Wiring

Of = Annotated[str, typer.Option("--of", help="The edition whose rules are meant, as `kompas diff` names them.")]
Cases = Annotated[
    int, typer.Option("--cases", min=0, max=100_000, help="How many generated cases, beside the examples.")
]
Seed = Annotated[int, typer.Option(help="Another seed, another population.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead of standard output.")]


class Language(StrEnum):
    """The language of the answer."""

    NL = "nl"
    EN = "en"


class GraphFormat(StrEnum):
    """How the graph of the rules is written."""

    TABLE = "table"
    GRAPHML = "graphml"
    DOT = "dot"


Spoken = Annotated[Language, typer.Option("--language", help="Language of the answer.")]


def register(app: typer.Typer) -> None:
    """Put these commands in place."""
    group = typer.Typer(
        no_args_is_help=True,
        rich_markup_mode=None,
        help="The rules: list, show and explain them, and see what they do on many cases.",
        epilog="Example: kompas rules explain matig-eerst-lichter --language en",
    )
    group.command("list", epilog="Example: kompas rules list --layer 5 --language en")(list_rules)
    group.command("show", epilog="Example: kompas rules show duur-verhoogd")(show)
    group.command("explain", epilog="Example: kompas rules explain duur-verhoogd --language en")(explain)
    group.command("coverage", epilog="Example: kompas rules coverage --cases 300")(coverage)
    group.command("conflicts", epilog="Example: kompas rules conflicts --cases 300")(conflicts)
    group.command("redundancy", epilog="Example: kompas rules redundancy --cases 300")(redundancy)
    group.command("cost", epilog="Example: kompas rules cost --cases 20 --most 10")(cost)
    group.command("graph", epilog="Example: kompas rules graph --format graphml -o rules.graphml")(graph)
    app.add_typer(group, name="rules")


def list_rules(
    layer: Annotated[int | None, typer.Option(min=1, max=7, help="Only the rules of this layer.")] = None,
    language: Spoken = Language.NL,
    of: Of = "current",
) -> None:
    """List the rules in the order in which they run."""
    rules = sorted(_edition(of).rules.descriptions.values(), key=lambda rule: (rule.layer, rule.order, rule.slug))
    lines = [
        f"{rule.layer}  {rule.order:>5g}  {rule.slug:<40}  {rule.label.get(language.value, '')}"
        for rule in rules
        if layer is None or rule.layer == layer
    ]
    write("\n".join([*lines, f"({say(language.value, 'rules', number=len(lines))})"]) + "\n", None)


def show(
    rule: Annotated[str, typer.Argument(help="A rule: its slug, its address, or its label.")], of: Of = "current"
) -> None:
    """Show a rule as it is written: its query and what it says of itself."""
    found, edition = _rule(rule, of)
    lines = [f"rule:{found.slug}  (layer {found.layer}, order {found.order:g})"]
    lines += [f"{language}: {text}" for language, text in sorted(found.label.items())]
    lines += [f"{language}: {text}" for language, text in sorted(found.text.items())]
    lines += ["", found.construct, ""]
    wiring = _wiring(edition)
    feeds = wiring.feeds()
    lines.append(
        f"Fed by: {', '.join(f.writer.slug for f in feeds if f.reader is found) or 'the case and the knowledge'}"
    )
    lines.append(f"Feeds: {', '.join(f.reader.slug for f in feeds if f.writer is found) or 'no other rule'}")
    write("\n".join(lines) + "\n", None)


def explain(
    rule: Annotated[str, typer.Argument(help="A rule: its slug, its address, or its label.")],
    language: Spoken = Language.NL,
    of: Of = "current",
) -> None:
    """Explain a rule in words: what it looks at, when it speaks, what it concludes, and on what it stands."""
    from kompas.insight import explanation

    found, edition = _rule(rule, of)
    write(explanation(found, edition.rules, edition.knowledge, language.value), None)


def coverage(
    cases: Cases = 300,
    seed: Seed = 1,
    language: Spoken = Language.NL,
    of: Of = "current",
    output: Output = None,
) -> None:
    """Show in how many cases each rule fires, and which never do."""
    from kompas.impact.report import table

    edition = _edition(of)
    firings = _observed(edition, cases, seed, language)
    rows = [
        (str(rule.layer), f"`{rule.slug}`", str(len(firings.fired[rule.slug])), rule.label.get(language.value, ""))
        for rule in sorted(
            edition.rules.descriptions.values(), key=lambda r: (len(firings.fired[r.slug]), r.layer, r.slug)
        )
    ]
    nothing = say(language.value, "none").lower()
    parts = [
        f"# {say(language.value, 'fires', number=firings.cases)}",
        say(language.value, "never", names=", ".join(firings.never) or nothing),
        say(language.value, "always", names=", ".join(firings.always) or nothing),
        table(head(language.value, "fires-head"), rows),
    ]
    write("\n\n".join(parts) + "\n", output)


def conflicts(
    cases: Cases = 300,
    seed: Seed = 1,
    language: Spoken = Language.NL,
    of: Of = "current",
    output: Output = None,
) -> None:
    """Show which rules pull the same thing opposite ways, and in how many cases."""
    from kompas.impact.report import table
    from kompas.insight import conflicts as pulling

    firings = _observed(_edition(of), cases, seed, language)
    rows = [(f"`{c.supporting}`", f"`{c.attacking}`", str(c.cases), ", ".join(c.about)) for c in pulling(firings)]
    title = f"# {say(language.value, 'conflicts', number=firings.cases)}"
    write(f"{title}\n\n{table(head(language.value, 'conflicts-head'), rows)}\n", output)


def redundancy(
    cases: Cases = 300,
    seed: Seed = 1,
    language: Spoken = Language.NL,
    of: Of = "current",
    output: Output = None,
) -> None:
    """Show which rules did nothing that another rule did not do as well."""
    from kompas.impact.report import table
    from kompas.insight import redundancies
    from kompas.insight.pulling import twins

    edition = _edition(of)
    firings = _observed(edition, cases, seed, language)
    rows = [
        (f"`{r.rule}`", f"`{r.covered_by}`", str(r.cases), say(language.value, "the-same" if r.both_ways else "a-part"))
        for r in redundancies(firings, edition.rules)
    ]
    same = [f"- `{one}`{say(language.value, 'and')}`{other}`" for one, other in twins(edition.rules)]
    parts = [
        f"# {say(language.value, 'redundant', number=firings.cases)}",
        say(language.value, "redundant-note"),
        table(head(language.value, "redundant-head"), rows),
        f"## {say(language.value, 'twins')}",
        "\n".join(same) or f"{say(language.value, 'none')}.",
    ]
    write("\n\n".join(parts) + "\n", output)


def cost(
    cases: Cases = 20,
    seed: Seed = 1,
    most: Annotated[int, typer.Option(min=1, help="How many rules to show, the dearest first.")] = 30,
    language: Spoken = Language.NL,
    of: Of = "current",
    output: Output = None,
) -> None:
    """Show what each rule costs: processor time a case, the dearest first, and in how many cases it fires."""
    from kompas.impact.report import table
    from kompas.insight import costs

    edition = _edition(of)
    chosen = _chosen(edition, cases, seed)
    with progress("cases", len(chosen)) as advance:
        found = costs(edition, chosen, advance)
    rows = [
        (f"`{one.rule}`", f"{one.milliseconds:.2f}", f"{100 * one.share:.1f}%", str(one.fired)) for one in found[:most]
    ]
    together = sum(one.milliseconds for one in found)
    parts = [
        f"# {say(language.value, 'cost', number=len(found), cases=len(chosen))}",
        say(language.value, "cost-note", milliseconds=f"{together:.0f}"),
        table(head(language.value, "cost-head"), rows),
    ]
    write("\n\n".join(parts) + "\n", output)


def graph(
    format: Annotated[GraphFormat, typer.Option(help="How to write it.")] = GraphFormat.TABLE,
    of: Of = "current",
    output: Output = None,
) -> None:
    """Show which rules feed which, and through what; a circle is refused and named."""
    wiring = _wiring(_edition(of))
    wiring.refuse_cycles()
    write(_WRITERS[format](wiring), output)


def _as_table(wiring: Wiring) -> str:
    from kompas.impact.report import table

    rows = [(f"`{f.writer.slug}`", f"`{f.reader.slug}`", "; ".join(f.statements)) for f in wiring.feeds()]
    return table(head("en", "feeds-head"), rows) + "\n"


def _as_graphml(wiring: Wiring) -> str:
    import networkx as nx

    return "\n".join(nx.generate_graphml(wiring.graph())) + "\n"


def _as_dot(wiring: Wiring) -> str:
    lines = [f'  "{f.writer.slug}" -> "{f.reader.slug}" [label="{"; ".join(f.statements)}"];' for f in wiring.feeds()]
    return "\n".join(["digraph rules {", "  rankdir=LR;", *lines, "}"]) + "\n"


_WRITERS: Mapping[GraphFormat, Callable[[Wiring], str]] = {
    GraphFormat.TABLE: _as_table,
    GraphFormat.GRAPHML: _as_graphml,
    GraphFormat.DOT: _as_dot,
}


def _edition(of: str) -> Edition:
    from kompas.editions import edition

    return edition(of)


def _wiring(edition: Edition) -> Wiring:
    from kompas.rules.wiring import Wiring

    return Wiring(edition.rules, edition.knowledge)


def _rule(name: str, of: str) -> tuple[RuleDescription, Edition]:
    """The rule that a name stands for, with its edition.

    Raises:
        UnknownTerm: there is no such rule; the nearest are named.
    """
    from rapidfuzz import process

    from kompas.errors import UnknownTerm

    edition = _edition(of)
    rules = {rule.slug: rule for rule in edition.rules.descriptions.values()}
    wanted = name.rsplit("/", 1)[-1].rpartition(":")[2]
    by_label = {text.lower(): rule for rule in rules.values() for text in rule.label.values()}
    found = rules.get(wanted) or by_label.get(name.lower())
    if found is None:
        near = [str(slug) for slug, *_ in process.extract(wanted, list(rules), limit=3)]
        raise UnknownTerm(name, "rule", nearest=near)
    return found, edition


def _observed(edition: Edition, cases: int, seed: int, language: Language) -> Firings:
    from kompas.insight import observe

    chosen = _chosen(edition, cases, seed)
    with progress("cases", len(chosen)) as advance:
        return observe(edition, chosen, advance, language.value)


def _chosen(edition: Edition, cases: int, seed: int) -> list[Case]:
    """The examples, and as many generated cases as are asked for."""
    from kompas.case import Case
    from kompas.impact.measuring import examples
    from kompas.population import Population

    generated = Population(edition.knowledge, seed).cases(cases)
    return [*(case for _, case in examples(edition, edition)[0]), *map(Case.model_validate, generated)]
