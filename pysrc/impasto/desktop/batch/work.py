"""Orders given out to whoever paints, a few at a time, and what becomes of them."""

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from typing import Protocol

from impasto.desktop import interrupts
from impasto.desktop.batch.orders import Order
from impasto.desktop.batch.painter import Outcome
from impasto.words import Text, say


class Crew(Protocol):
    """Those who paint: processes here, or machines elsewhere."""

    @property
    def width(self) -> int:
        """Return how many orders may be given out at the same time."""

    def submit(self, order: Order) -> Future[Outcome]:
        """Have an order carried out."""

    def replaced(self, error: BaseException) -> bool:
        """Return whether all were lost by this error, and there are others now."""

    def stop(self) -> None:
        """Let what is being painted end soon; what has not begun never will."""


class Work:
    """Gives out orders as others are done: there may be millions, which are never held at once."""

    def __init__(self, orders: Iterable[Order], crew: Crew) -> None:
        self._orders = iter(orders)
        self._crew = crew
        self._out: dict[Future[Outcome], Order] = {}

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what becomes of the orders, in the order in which they are done."""
        while self._give_out():
            done, _ = wait(self._out, return_when=FIRST_COMPLETED)
            lost = []
            for future in done:
                order = self._out[future]
                if (error := _error(future)) is None:
                    yield future.result()
                elif self._crew.replaced(error):
                    lost = list(self._out.values())  # one of them may be what they died of
                    self._out.clear()
                    break
                else:
                    yield _failed(order, error)
                del self._out[future]
            for order in lost:
                yield self._alone(order)

    def stop(self) -> Iterator[Outcome]:
        """Stop, and yield what was done by then. What was not has no outcome."""
        self._crew.stop()
        under_way = [future for future in self._out if not future.cancel()]
        wait(under_way)
        for future in under_way:
            if not future.cancelled() and future.exception() is None:
                yield future.result()

    def _give_out(self) -> bool:
        """Give out as many orders as may be; return whether there are any."""
        while len(self._out) < self._crew.width:
            order = next(self._orders, None)
            if order is None:
                break
            self._submit(order)
        return bool(self._out)

    def _alone(self, order: Order) -> Outcome:
        """Have an order carried out while there is no other, so that it is known who loses whom."""
        future = self._submit(order)
        error = _error(future)
        del self._out[future]
        if error is None:
            return future.result()
        self._crew.replaced(error)
        return _failed(order, error)

    def _submit(self, order: Order) -> Future[Outcome]:
        """Have an order carried out, and know of it whenever Ctrl-C comes."""
        with interrupts.held():
            future = self._crew.submit(order)
            self._out[future] = order
        return future


def _error(future: Future[Outcome]) -> BaseException | None:
    """Wait, and return what an order ended by; it is cancelled where the scheduler is gone."""
    try:
        return future.exception()
    except CancelledError as error:
        return error


def _failed(order: Order, error: BaseException) -> Outcome:
    problem = Text("painter-lost", photo=order.photo.place, problem=f"{type(error).__name__}: {error}")
    return Outcome(order, (), say(problem))
