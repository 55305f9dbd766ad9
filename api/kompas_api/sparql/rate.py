"""How often one client may ask: a bucket for each, that fills again as time goes by."""

from __future__ import annotations

import time
from collections import OrderedDict
from math import ceil
from typing import Final

_MOST_CLIENTS: Final = 10_000


class Buckets:
    """Requests of clients, no more than so many a minute each; those not seen for longest are forgotten first."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str, now: float | None = None) -> int:
        """Take one request from the bucket of a client: 0, or after how many seconds there is one again."""
        if not self.per_minute:
            return 0
        moment = time.monotonic() if now is None else now
        left, since = self._left.pop(client, (float(self.per_minute), moment))
        left = min(self.per_minute, left + (moment - since) * self.per_minute / 60)
        refused = left < 1
        self._left[client] = (left if refused else left - 1, moment)
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        return ceil((1 - left) * 60 / self.per_minute) if refused else 0
