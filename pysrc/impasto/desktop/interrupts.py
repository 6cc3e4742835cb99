"""What Ctrl-C does, so that it never shows a traceback."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def ending_at_once() -> Iterator[None]:
    """Let Ctrl-C end the process as it ends other programs, at once and without a word, where there is nothing to tidy.

    That is while modules are imported: some take a ``KeyboardInterrupt`` for a failure of their own.
    """
    if not _is_ours():
        yield
        return
    end_at_once()
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def end_at_once() -> None:
    """Let Ctrl-C end the process at once from now on."""
    if _is_ours():
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def _is_ours() -> bool:
    """Return whether Ctrl-C raises ``KeyboardInterrupt`` here.

    Somebody else may handle it, nobody shall in a shell's background jobs, and only the main thread may change that.
    """
    main = threading.current_thread() is threading.main_thread()
    return main and signal.getsignal(signal.SIGINT) is signal.default_int_handler


@contextmanager
def held() -> Iterator[None]:
    """Keep Ctrl-C for later, and from processes that are started now, for good: they have no traceback to show."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def stopping(stop: Callable[[], None]) -> Iterator[None]:
    """Let the first Ctrl-C call ``stop``, which lets work end with something whole; the next one ends it."""
    if not _is_ours():
        yield
        return

    def pressed(_signal: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        stop()

    signal.signal(signal.SIGINT, pressed)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
