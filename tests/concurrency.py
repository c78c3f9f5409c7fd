"""Threads with their own connections, a barrier, a join with a time limit."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connections


def run_concurrently(action: Callable[..., Any], arguments: Iterable[Any], *, seconds: float = 60) -> list[Any]:
    """Call `action(argument)` for every argument at the same moment, each in a thread of its own.

    Returns results, or the exceptions, in the order of the arguments. Use it in tests marked `django_db(transaction=True)`.
    """
    given = list(arguments)
    outcomes: list[Any] = [TimeoutError("did not finish")] * len(given)
    barrier = threading.Barrier(len(given))

    def work(index: int, argument: Any) -> None:
        try:
            barrier.wait(seconds)
            outcomes[index] = action(argument)
        except Exception as error:
            outcomes[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(i, argument), daemon=True) for i, argument in enumerate(given)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds)
    return outcomes
