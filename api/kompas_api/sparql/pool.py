"""Who answers which question, when: a quick lane, a slow lane, and a queue that is not endless.

Every query gets a moment in the quick lane. One that takes longer goes on in the slow lane, at low priority; when that
is full it is ended, so that a few heavy queries never keep the many light ones waiting. What takes too long is ended
with its process, and a fresh process takes its place.
"""

from __future__ import annotations

import asyncio
import os
from collections import deque
from contextlib import suppress
from threading import Lock
from typing import Final

from kompas_api.sparql.crew import Crew, Member
from kompas_api.sparql.messages import Question, Reply

QUICK: Final = 1.0
"""Seconds that every query gets in the quick lane."""
TURN: Final = 5.0
"""Seconds that a query waits for its turn."""
_LOW_PRIORITY: Final = 10


class NoAnswer(Exception):
    """There is no answer to this query; `again` says after how many seconds it may be worth asking again."""

    def __init__(self, kind: str, again: int | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.again = again


class Pool:
    """Questions in, replies out, at most so many at once. For any event loop, and for more than one."""

    def __init__(self, crew: Crew) -> None:
        self.crew = crew
        self.limits = crew.limits
        self._lock = Lock()
        self._idle: deque[Member] = deque()
        self._quick = 0
        self._slow = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def answer(self, question: Question) -> Reply:
        """The reply to a question.

        Raises:
            NoAnswer: it is too busy, or the query took too long, or more than its process could take.
        """
        await self._turn()
        quick = True
        member: Member | None = None
        whole = False
        asked: asyncio.Task[Reply] | None = None
        try:
            member = await self._member()
            asked = asyncio.ensure_future(member.ask(question))
            patience = min(QUICK, self.limits.seconds)
            if not (await asyncio.wait({asked}, timeout=patience))[0]:
                if self.limits.seconds > QUICK:
                    self._slow_lane(member)
                    quick = False
                    await asyncio.wait({asked}, timeout=self.limits.seconds - QUICK)
                if not asked.done():
                    raise NoAnswer("too-slow")
            reply = asked.result()
            whole = quick and not reply.worn
        except EOFError as ended:
            raise NoAnswer("too-heavy") from ended
        except OSError as failed:
            raise NoAnswer("unavailable", 5) from failed
        else:
            return reply
        finally:
            if asked is not None and not asked.done():
                asked.cancel()
            self._done(quick)
            if member is not None:
                if whole:
                    self._idle.append(member)
                else:
                    await asyncio.shield(asyncio.to_thread(self.crew.dismiss, member))
            self._next()

    def start(self) -> None:
        """Read the graphs ahead of the first question."""
        self.crew.start()

    def close(self) -> None:
        """End every process."""
        self._idle.clear()
        self.crew.close()

    async def _turn(self) -> None:
        """Wait for a place in the quick lane."""
        with self._lock:
            if self._quick < self.limits.processes:
                self._quick += 1
                return
            if len(self._waiting) >= self.limits.waiting:
                raise NoAnswer("busy", 2)
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
        try:
            await asyncio.wait_for(turn, TURN)
        except TimeoutError:
            raise NoAnswer("busy", 2) from None
        finally:
            with self._lock, suppress(ValueError):
                self._waiting.remove(turn)

    async def _member(self) -> Member:
        with suppress(IndexError):
            while True:
                member = self._idle.popleft()
                if member.lives():
                    return member
                await asyncio.to_thread(self.crew.dismiss, member)
        return await asyncio.to_thread(self.crew.hire)

    def _slow_lane(self, member: Member) -> None:
        with self._lock:
            if self._slow >= self.limits.long_queries:
                raise NoAnswer("busy-with-long-queries", 10)
            self._slow += 1
            self._quick -= 1
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, member.pid, _LOW_PRIORITY)
        self._next()

    def _done(self, quick: bool) -> None:
        with self._lock:
            if quick:
                self._quick -= 1
            else:
                self._slow -= 1

    def _next(self) -> None:
        """Give free places to those who wait longest."""
        with self._lock:
            while self._waiting and self._quick < self.limits.processes:
                turn = self._waiting.popleft()
                self._quick += 1
                turn.get_loop().call_soon_threadsafe(self._granted, turn)

    def _granted(self, turn: asyncio.Future[None]) -> None:
        if turn.done():
            self._done(quick=True)
            self._next()
        else:
            turn.set_result(None)
