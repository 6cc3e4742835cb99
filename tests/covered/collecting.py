"""What scripts did in Chromium: V8's precise coverage of pages and of their workers, over the DevTools protocol.

https://chromedevtools.github.io/devtools-protocol/tot/Profiler. A worker that has ended takes its figures along, and so
does a page that is left. So they are taken twice a second, and before the tests have the browser go elsewhere.
"""

import json
import re
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from uuid import uuid4

import numpy as np
import websocket
from numpy.typing import NDArray
from selenium import webdriver

EVERY = 0.5
"""Seconds between one take and the next."""

PATIENCE = 5.0
"""Seconds that a take waits for the answers: a page that is busy answers late, one that is gone never."""

LEAVING = ("get", "refresh", "back", "forward", "close", "quit")
"""What a driver does that ends pages."""

OURS = re.compile(r"/(scripts/(?!packages/)[^?#]*|service-worker\.mjs|(?:[^/?#]*\.html)?)(?:[?#].*)?$")
"""Addresses of our scripts, and of pages, in which some stand."""

Reached = NDArray[np.bool_]
"""Which units of a script's text (UTF-16) were run."""


Function = tuple[int, int]
"""Where a function of a script begins and ends."""


def reached(functions: Iterable[Mapping[str, Any]], known: set[Function]) -> Reached:
    """Return what was run of a script, by V8's figures of it: what is within a range overrides what is around it.

    Each take begins to count anew, and V8 may leave out a function to which nothing came, though the one around it went
    on. So those that it ever told of are `known`, which is added to.
    """
    told = {(each["ranges"][0]["startOffset"], each["ranges"][0]["endOffset"]): each["ranges"] for each in functions}
    known.update(told)
    run = np.zeros(max((end for _, end in told), default=0), np.bool_)
    for start, end in sorted(known, key=lambda function: (function[0], -function[1])):
        run[start:end] = False
        for each in told.get((start, end), ()):
            run[each["startOffset"] : each["endOffset"]] = each["count"] > 0
    return run


def together(one: Reached, other: Reached) -> Reached:
    """Return what was run by one record of a script or another; each ends with the last function that it tells of."""
    run = np.zeros(max(len(one), len(other)), np.bool_)
    run[: len(one)] |= one
    run[: len(other)] |= other
    return run


class Collector:
    """Takes the figures of one browser until it is closed, and adds them to a folder's.

    A script is known by its address below the site; one that stands in a page by ``page:`` and its length.
    """

    def __init__(self, address: str, folder: Path) -> None:
        with urlopen(f"http://{address}/json/version") as answer:
            place = json.load(answer)["webSocketDebuggerUrl"]
        self._socket = websocket.create_connection(place, timeout=EVERY, suppress_origin=True, max_size=None)
        self._folder = folder
        self._found: dict[str, Reached] = {}
        self._functions: defaultdict[tuple[str, str], set[Function]] = defaultdict(set)
        self._inline: dict[tuple[str, str], str] = {}
        self._sessions: set[str] = set()
        self._asked: dict[int, str] = {}
        self._last = 0
        self._lock = threading.RLock()
        self._answered = threading.Condition(self._lock)
        self._ended = threading.Event()
        self._send("Target.setAutoAttach", None, _AUTO_ATTACH)
        for run in (self._listen, self._ask_again):
            threading.Thread(target=run, daemon=True).start()

    def take(self) -> None:
        """Take what there is by now. Who is too busy to answer is not asked again: the answer counts when it comes."""
        with self._lock:
            for session in self._sessions - set(self._asked.values()):
                self._send("Profiler.takePreciseCoverage", session)
            self._answered.wait_for(lambda: not self._asked, PATIENCE)

    def close(self) -> None:
        """Take what is left, and write all of it into a file of its own."""
        if self._ended.is_set():
            return
        self.take()
        self._ended.set()
        self._socket.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        name = f"{uuid4().hex}.npz"  # of all browsers, and of all processes of tests
        np.savez_compressed(self._folder / name, **{name: run for name, run in self._found.items()})

    def _send(self, method: str, session: str | None, parameters: Mapping[str, Any] | None = None) -> None:
        with self._lock:
            self._last += 1
            message = {"id": self._last, "method": method, "params": parameters or {}}
            if method == "Profiler.takePreciseCoverage" and session:
                self._asked[self._last] = session
            try:
                self._socket.send(json.dumps(message | ({"sessionId": session} if session else {})))
            except (OSError, websocket.WebSocketException):
                self._asked.pop(self._last, None)

    def _ask_again(self) -> None:
        while not self._ended.wait(EVERY):
            self.take()

    def _listen(self) -> None:
        while not self._ended.is_set():
            try:
                message = json.loads(self._socket.recv())
            except websocket.WebSocketTimeoutException:
                continue
            except (OSError, ValueError, websocket.WebSocketException):
                return
            with self._lock:
                self._take_in(message)

    def _take_in(self, message: Mapping[str, Any]) -> None:
        method = message.get("method")
        if method == "Target.attachedToTarget":
            self._attached(message["params"]["sessionId"])
        elif method == "Target.detachedFromTarget":
            session = message["params"]["sessionId"]
            self._sessions.discard(session)
            self._asked = {number: asked for number, asked in self._asked.items() if asked != session}
            self._answered.notify_all()
        elif message.get("id") in self._asked:
            del self._asked[message["id"]]
            self._add(message["sessionId"], message.get("result", {}).get("result", ()))
            self._answered.notify_all()

    def _attached(self, session: str) -> None:
        if session in self._sessions:
            return
        self._sessions.add(session)
        self._send("Profiler.enable", session)
        self._send("Profiler.startPreciseCoverage", session, {"callCount": True, "detailed": True})
        self._send("Target.setAutoAttach", session, _AUTO_ATTACH)
        self._send("Runtime.runIfWaitingForDebugger", session)

    def _add(self, session: str, scripts: Iterable[Mapping[str, Any]]) -> None:
        for script in scripts:
            address = OURS.search(script["url"])
            if not script["url"].startswith("http") or address is None:
                continue
            own = (session, script["scriptId"])
            run = reached(script["functions"], self._functions[own])
            name = address[1]
            if not name.endswith((".mjs", ".js")):
                # Its first record tells of all of it.
                name = self._inline.setdefault(own, f"page:{len(run)}")
            self._found[name] = together(self._found.get(name, run), run)


_AUTO_ATTACH = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}


def collected(driver: webdriver.Chrome, folder: Path) -> Collector:
    """Begin to collect what scripts do in a browser; it is taken before the driver goes elsewhere or closes it."""
    collector = Collector(driver.capabilities["goog:chromeOptions"]["debuggerAddress"], folder)

    def first(take: Callable[[], None], leave: Callable[..., Any]) -> Callable[..., Any]:
        def left(*arguments: Any) -> Any:
            take()
            return leave(*arguments)

        return left

    for name in LEAVING:
        take = collector.close if name == "quit" else collector.take
        setattr(driver, name, first(take, getattr(driver, name)))
    return collector
