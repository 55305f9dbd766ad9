"""A whole consultation in a process that is warm: inference alone, everything, and writing it down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from benchmarks.measuring import Measurement, in_turn
from kompas.case import Case
from kompas.consultation import Consultant
from kompas.facts import facts
from kompas.inference import FastEngine
from kompas.knowledge.graph import read_release
from kompas.memory import keep_what_is_loaded
from kompas.rendering import render
from kompas.resources import release

INFERENCE = "inference alone"
WHOLE = "whole recommendation"
JSON = "rendering JSON"
MARKDOWN = "rendering Markdown"


def consult(consultant: Consultant, cases: Mapping[str, Case], runs: int) -> list[Measurement]:
    """Measure each case; open questions and what would change are part of the whole recommendation."""
    engine = FastEngine(read_release(release()).store, consultant.rules.rule_set)
    measured: list[Measurement] = []
    keep_what_is_loaded()
    for name, case in cases.items():
        given, answer = facts(case), consultant.answer(case)
        works: dict[str, tuple[Callable[[], object], int]] = {
            INFERENCE: (partial(engine.derive, given), runs),
            WHOLE: (partial(consultant.answer, case), runs),
            JSON: (answer.recommendation.to_json, runs),
            MARKDOWN: (partial(render, answer.recommendation, "markdown"), runs),
        }
        for work, _ in works.values():
            work()
        measured += in_turn(works, name)
    return measured
