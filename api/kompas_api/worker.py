"""What one process of the service holds: the released knowledge, the terms to read cases with, and a consultant."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Literal, Protocol

from fastapi import Request

from kompas.memory import keep_what_is_loaded

if TYPE_CHECKING:
    from kompas.case import Case
    from kompas.consultation import Answer
    from kompas.knowledge import Knowledge
    from kompas.vocabulary import Vocabulary
    from kompas_api.catalogue import Catalogue

CaseFormat = Literal["json", "yaml", "turtle", "json-ld"]


class Answering(Protocol):
    """Who answers cases: the consultant of Kompas, or one that stands in for it."""

    def answer(self, case: Case) -> Answer:
        """The recommendation for a case, with its proof."""
        ...

    def sketch(self, case: Case) -> Answer:
        """The same without what takes longest, while the facts still come in."""
        ...


class Worker:
    """Loads each part when it is first needed and keeps it; `load` does all of it beforehand.

    The knowledge that is shown to everyone is a store of its own: the consultant puts the facts of a case in the store
    it reasons on, and those must never be seen by someone who asks about the knowledge at that moment.
    """

    def __init__(self, consultant: Answering | None = None, knowledge: Callable[[], Knowledge] | None = None) -> None:
        self._given_consultant = consultant
        self._given_knowledge = knowledge
        self._one_case_at_a_time = Lock()

    @cached_property
    def knowledge(self) -> Knowledge:
        """The released knowledge, to be shown: no case is ever in it.

        Raises:
            ResourceMissing: it has not been built.
        """
        from kompas import resources
        from kompas.knowledge.graph import read_release

        return self._given_knowledge() if self._given_knowledge else read_release(resources.release())

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The terms of the released knowledge."""
        from kompas.vocabulary import Vocabulary

        return Vocabulary(self.knowledge)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The lists of the vocabulary."""
        from kompas_api.catalogue import Catalogue

        return Catalogue(self.knowledge, self.vocabulary)

    def read(self, text: bytes, format: CaseFormat) -> Case:
        """The case in a request body.

        Raises:
            BadInput: everything that is wrong with it, at once.
        """
        from kompas.case import read_case

        return read_case(text, format=format, vocabulary=self.vocabulary)

    def consult(self, case: Case) -> Answer:
        """The recommendation for a case with its proof, from the fast engine; cases take turns."""
        with self._one_case_at_a_time:
            return self._consultant.answer(case)

    def sketch(self, case: Case) -> Answer:
        """The recommendation as it stands while facts still come in; cases take turns."""
        with self._one_case_at_a_time:
            return self._consultant.sketch(case)

    def load(self) -> None:
        """Load everything that a request needs, so that the first one does not wait for it."""
        with ThreadPoolExecutor(max_workers=1) as beside:
            consultant = beside.submit(lambda: self._consultant)
            _ = self.vocabulary
            consultant.result()
        keep_what_is_loaded()

    def rehearse(self) -> Answer:
        """Answer an example case, to find out whether cases can be answered."""
        return self.consult(self.read(b'{"age": 5, "concerns": [{"problem": "driftbuien"}]}', "json"))

    @cached_property
    def _consultant(self) -> Answering:
        from kompas.consultation import consultant

        return self._given_consultant or consultant()


def worker(request: Request) -> Worker:
    """The worker that this request is handled by."""
    held: Worker = request.app.state.worker
    return held
