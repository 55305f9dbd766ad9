"""A short mixed load on a service of its own; the long one is measured by `python -m benchmarks.endpoint`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from benchmarks.enduring import endure


def test_no_light_answer_is_wrong_or_missing_while_hostile_queries_run_and_nothing_is_left_behind() -> None:
    with ThreadPoolExecutor(1) as beside:  # the browser of other tests keeps an event loop in the main thread
        found = beside.submit(
            endure, 3, light=4, hostile=2, KOMPAS_SPARQL_SECONDS="1.5", KOMPAS_SPARQL_MEGABYTES="200"
        ).result()
    assert found.light.otherwise == []
    assert len(found.light.milliseconds) > 20
    assert set(found.hostile.otherwise) <= {"400", "403", "503", "504", "507"}
    assert found.hostile.otherwise
    before, after, _ = found.memory
    assert after < before + 200
    assert found.left == 0
