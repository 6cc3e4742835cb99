"""Visits that keep Python's memory, and how they are told from those that begin anew."""

from typing import Any

from browser.page import StudioPage

KEPT = """
    const name = `snapshot ${document.baseURI}`;
    const cache = (await caches.has(name)) && await caches.open(name);
    const [request] = cache ? await cache.keys() : [];
"""


PLAIN, MARKED = "Without network", "With a snapshot"
"""What Python says of itself; the other one, as long, stands in no program."""


MARK = """
    const answer = await cache.match(request);
    const about = JSON.parse(answer.headers.get("Snapshot"));
    const memory = new Uint8Array(await answer.arrayBuffer());
    const text = new TextDecoder("latin1").decode(memory);
    let marks = 0;
    for (let at = text.indexOf(args[0]); at >= 0; at = text.indexOf(args[0], at + 1), marks++) {
      memory.set(new TextEncoder().encode(args[1]), at);
    }
    if (args[2] !== "damaged") {
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", memory));
      about.sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    }
    if (args[2] === "of another program") about.functions += 1;
    await cache.delete(request);
    const address = args[2] === "of another version" ? request.url.replace("python_stdlib-", "$&0") : request.url;
    await cache.put(address, new Response(memory, {headers: {Snapshot: JSON.stringify(about)}}));
    return marks;
"""


def with_snapshot(page: StudioPage, script: str, *arguments: Any) -> Any:
    """Run a script that has the `cache` of the snapshot and its `request` at hand, and return what it returns."""
    return page.driver.execute_async_script(
        f"(async (...args) => {{ {KEPT} {script} }})(...arguments).then(arguments[arguments.length - 1]);", *arguments
    )


def with_memory(page: StudioPage, gigabytes: float | str) -> None:
    """Have the browser say that the machine has so much memory."""
    told = f"Object.defineProperty(Navigator.prototype, 'deviceMemory', {{get: () => {gigabytes}}})"
    page.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": told})


def said(page: StudioPage) -> str:
    """Return which of the two texts Python says, once it does."""
    return page.until(lambda: next((text for text in (PLAIN, MARKED) if text in page.details()), None))
