"""Tables as pictures and graphs as files: a matrix of overlap in SVG or PNG, a graph in GraphML."""

from __future__ import annotations

from html import escape
from typing import Final

from kompas.knowledge import Knowledge
from kompas.networks.overlap import Overlap

CELL: Final = 22
MARGIN: Final = 320
LETTER: Final = 6.2
"""How wide a letter is, roughly, at the size of the labels."""
_INK: Final = (31, 78, 121)
_COMMUNITIES: Final = ("#1f4e79", "#b25d00", "#2e6b34", "#7a2f6f", "#5c5c00", "#8a1c1c", "#006b6b", "#444444")


def matrix_svg(overlap: Overlap, knowledge: Knowledge, language: str) -> str:
    """The matrix of shared elements as a picture: darker is more alike; communities stand together.

    Every cell has its numbers as a title, so that the picture can be read without seeing it.
    """
    rows = overlap.programmes
    labels = [knowledge.label(programme, language) for programme in rows]
    colour = {
        programme: _COMMUNITIES[place % len(_COMMUNITIES)]
        for place, community in enumerate(overlap.communities)
        for programme in community
    }
    side = MARGIN + CELL * len(rows) + 10
    title = knowledge.label(overlap.problem, language)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 {side} {side}" '
        f'role="img" aria-label="{escape(title)}" font-family="sans-serif" font-size="11">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{side}" height="{side}" fill="white"/>',
    ]
    for row, one in enumerate(rows):
        place = MARGIN + CELL * row
        name = escape(_cut(labels[row]))
        parts.append(
            f'<text x="{MARGIN - 6}" y="{place + 15}" text-anchor="end" fill="{colour[one]}">{name}</text>'
            f'<text transform="translate({place + 15} {MARGIN - 6}) rotate(-90)" fill="{colour[one]}">{name}</text>'
        )
        for column, other in enumerate(rows):
            alike = overlap.likeness(one, other)
            shared = len(overlap.shared(one, other))
            told = escape(f"{labels[row]} – {labels[column]}: {shared}, {alike:.2f}")
            parts.append(
                f'<rect x="{MARGIN + CELL * column}" y="{place}" width="{CELL - 1}" height="{CELL - 1}" '
                f'fill="{_shade(alike)}"><title>{told}</title></rect>'
            )
            if shared and one != other:
                ink = "white" if alike > 0.5 else "black"
                parts.append(
                    f'<text x="{MARGIN + CELL * column + CELL / 2:g}" y="{place + 15}" text-anchor="middle" '
                    f'fill="{ink}">{shared}</text>'
                )
    return "\n".join([*parts, "</svg>"]) + "\n"


def as_png(svg: str) -> bytes:
    """A picture as PNG, by the same typesetter that makes PDFs; needs no other library."""
    import typst

    source = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")\n'
    made = typst.compile(source.encode(), format="png", ppi=144.0, sys_inputs={"svg": svg})
    assert isinstance(made, bytes)
    return made


def as_graphml(overlap: Overlap, knowledge: Knowledge, language: str) -> str:
    """Programmes and what they share, for Gephi, Cytoscape, yEd and the like."""
    import networkx as nx

    graph = overlap.graph()
    number = {node: place for place, community in enumerate(overlap.communities) for node in community}
    named: nx.Graph[str] = nx.Graph()
    for node in graph:
        label = knowledge.label(node, language)
        named.add_node(node.value, label=label, community=number[node], elements=len(overlap.elements[node]))
    for one, other, data in graph.edges(data=True):
        both = "; ".join(sorted(knowledge.label(e, language) for e in overlap.shared(one, other)))
        named.add_edge(one.value, other.value, weight=data["weight"], shared=data["shared"], elements=both)
    return "\n".join(nx.generate_graphml(named)) + "\n"


def _shade(alike: float) -> str:
    red, green, blue = (round(255 - (255 - part) * alike) for part in _INK)
    return f"#{red:02x}{green:02x}{blue:02x}" if alike else "#f2f2f2"


def _cut(label: str) -> str:
    most = int((MARGIN - 12) / LETTER)
    return label if len(label) <= most else f"{label[: most - 1]}…"
