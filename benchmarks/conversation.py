"""Measure the provisional answer in a browser: `python -m benchmarks.conversation`.

From the change of a field to the new standing on the screen, in Chromium, beside the parts it is made of: what the page
waits before it asks, what the service takes to answer, what the browser takes to show it; and how much of the processor
consulting and writing take in that, which other work on the machine does not lengthen. The bar is 200 milliseconds from
change to screen.
"""

from __future__ import annotations

import os
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from functools import partial
from time import process_time
from typing import Final

from kompas_api.web.answers import Answers
from kompas_api.web.conversation import sketch
from kompas_api.web.opening import fields
from kompas_api.web.showing import standing_shown
from kompas_api.worker import Worker
from playwright.sync_api import Page, sync_playwright

from benchmarks.endpoint_servers import KOMPAS, serving
from benchmarks.measuring import Measurement, load, machine, remark
from benchmarks.report import case_rows, text_table
from kompas import resources
from kompas.case import Case, read_case

CASES: Final = ("sandra", "bram", "weinig-bekend")
CHOSEN: Final = "choice changed, to new standing on the screen"
TYPED: Final = "number typed, to new standing on the screen"
PARTS: Final = {"before": "before the page asks", "asked": "until the answer is in", "shown": "until it is shown"}
CONSULTED: Final = "of the processor: consulting"
WRITTEN: Final = "of the processor: writing the part of the page"
_ARM: Final = """() => {
    performance.clearResourceTimings();
    let changed;
    for (const kind of ["input", "change"]) {
        addEventListener(kind, () => { changed ??= performance.now() }, { capture: true, once: true });
    }
    const seen = new Promise((tell) => new MutationObserver((_, observer) => {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => tell(performance.now())));
    }).observe(document.getElementById("standing"), { childList: true }));
    window.told = seen.then((shown) => {
        const asked = performance.getEntriesByType("resource").filter((one) => one.name.endsWith("/stand")).at(-1);
        return {
            whole: shown - changed,
            before: asked.requestStart - changed,
            asked: asked.responseEnd - asked.requestStart,
            shown: shown - asked.responseEnd,
        };
    });
}"""
"""Notes when a field changes, when the request goes out and comes in, and when the new standing has been painted."""


def main() -> None:
    """Measure and print the table."""
    parser = ArgumentParser(prog="benchmarks.conversation", description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="changes of each kind, for each case")
    runs = parser.parse_args().runs
    before = load()
    held = Worker()
    held.load()
    folder = resources.data() / "cases"
    cases = {name: read_case(folder / f"{name}.yaml", vocabulary=held.vocabulary) for name in CASES}
    measured = [*in_the_browser(cases, runs), *of_the_processor(held, cases, runs)]
    about = [f"{name}: {value}" for name, value in machine().items()]
    told = [*about, remark((before, load())), "Milliseconds; medians over changes after the first."]
    sys.stdout.write("\n".join([*told, "", text_table(case_rows(measured))]) + "\n")


def in_the_browser(cases: dict[str, Case], runs: int) -> Iterator[Measurement]:
    """Change fields in Chromium, and tell what each change took.

    Raises:
        SystemExit: Chromium is not installed.
    """
    chromium = os.environ.get("KOMPAS_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("Chromium is not installed; KOMPAS_CHROMIUM can say where it is")
    with serving(KOMPAS) as server, sync_playwright() as playwright:
        assert server
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, case in cases.items():
            page = browser.new_page(viewport={"width": 1360, "height": 900}, reduced_motion="reduce")
            _to_seriousness(page, f"http://127.0.0.1:{server.port}", name)
            slug = case.concerns[0].problem
            yield from _changes(page, name, slug, runs)
            page.close()
        browser.close()


def of_the_processor(held: Worker, cases: dict[str, Case], runs: int) -> Iterator[Measurement]:
    """What consulting takes of the processor in this process, and writing the part of the page."""
    for name, case in cases.items():
        now = sketch(held, Answers((*fields(case), ("step", "seriousness"))), "nl")
        for what, work in ((CONSULTED, partial(held.sketch, case)), (WRITTEN, partial(standing_shown, now, "nl"))):
            work()
            yield Measurement(what, name, tuple(_processor(work) for _ in range(runs)))


def _processor(work: Callable[[], object]) -> float:
    """How long this process was at work on it, in milliseconds."""
    started = process_time()
    work()
    return 1000 * (process_time() - started)


def _to_seriousness(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/openen")
    page.set_input_files("#file", resources.data() / "cases" / f"{name}.yaml")
    page.locator("main button[type=submit]").click()
    page.locator("button.steps__step[value=seriousness]").click()
    page.wait_for_selector("input[name=step][value=seriousness]", state="attached")


def _changes(page: Page, name: str, slug: str, runs: int) -> Iterator[Measurement]:
    chosen, typed = [], []
    for turn in range(runs + 1):
        page.evaluate(_ARM)
        page.check(f"input[name='frequency.{slug}'][value={('weekly', 'daily')[turn % 2]}]")
        chosen.append(page.evaluate("() => told"))
        page.evaluate(_ARM)
        page.fill(f"input[name='duration.{slug}']", ("2", "8")[turn % 2])
        typed.append(page.evaluate("() => told"))
    yield Measurement(CHOSEN, name, tuple(one["whole"] for one in chosen[1:]))
    for part, what in PARTS.items():
        yield Measurement(f"  {what}", name, tuple(one[part] for one in chosen[1:]))
    yield Measurement(TYPED, name, tuple(one["whole"] for one in typed[1:]))


if __name__ == "__main__":
    main()
