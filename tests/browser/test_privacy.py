"""Nothing leaves the machine: shown by the browser's own network log, and by what the server was asked for."""

import json
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from browser.page import StudioPage
from browser.pictures import photograph, saved, stripes
from builder import places
from bundler.headers import POWERS


def requests_of_the_page(netlog: Path, origin: str) -> set[str]:
    """Return the addresses that the page and its workers asked for, from Chromium's network log."""
    text = netlog.read_text(encoding="utf-8")
    events = json.loads(text)["events"]
    urls = set()
    for event in events:
        parameters = event.get("params", {})
        if parameters.get("initiator", "").startswith(origin) and "url" in parameters:
            urls.add(parameters["url"])
    return urls


def test_no_request_goes_to_another_origin(open_browser, serve, tmp_path):
    site = serve()
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(site.url))
    netlog = tmp_path / "net.json"
    driver = open_browser(f"--log-net-log={netlog}")
    page = StudioPage(driver, site.url)
    page.open()
    page.choose_photo(photograph())
    page.choose_styles(saved(stripes(((200, 0, 0), (0, 0, 90))), tmp_path / "style.png"))
    page.choose("output-size", "256")
    page.paint()
    page.press("download")
    page.until(lambda: list(driver.downloads.glob("*.png")))
    driver.quit()
    urls = requests_of_the_page(netlog, origin)
    assert len(urls) >= 15, f"the log must hold what the page loads, workers included: {sorted(urls)}"
    assert any("/python/numpy-" in url for url in urls) and any(url.endswith(".onnx") for url in urls)
    strangers = {url for url in urls if not url.startswith((site.url, f"blob:{origin}", "data:"))}
    assert not strangers


def test_nothing_at_all_is_asked_for_after_loading(visitor, serve, tmp_path):
    """Nor by the service worker.

    The browser itself looks whether that one has changed: at a later visit, and Chromium also once it has stored the
    machine code of programs, some twenty seconds after they were loaded.
    """
    site = serve()
    studio = StudioPage(visitor, site.url)
    studio.open()
    studio.settle()
    before = len(site.requests)
    assert before
    studio.choose_photo(photograph())
    studio.choose_styles(saved(stripes(((200, 0, 0), (0, 0, 90))), tmp_path / "style.png"))
    studio.choose("output-size", "256")
    studio.paint()
    studio.paint(lambda: studio.move("#strength", 0.5))
    studio.paint(studio.driver.find_element("css selector", "[data-style=matisse] .style-pick").click)
    studio.press("download")
    studio.until(lambda: "Saved as" in studio.message)
    assert [path for path in site.requests[before:] if not path.endswith("/service-worker.mjs")] == []


def test_the_policy_refuses_what_it_promises_to_refuse(studio):
    """The policy of the page stands in the page itself, so it holds on hosts that send no headers."""
    policy = studio.driver.find_element("css selector", "meta[http-equiv='Content-Security-Policy']")
    words = {line.split()[0]: line.split()[1:] for line in policy.get_attribute("content").split(";") if line.strip()}
    assert words["default-src"] == ["'none'"] and words["connect-src"] == ["'self'"]
    assert words["script-src"][:2] == ["'self'", "'wasm-unsafe-eval'"]
    assert all(word.startswith("'sha256-") for word in words["script-src"][2:]), "what stands in the page itself"
    answer = studio.driver.execute_async_script("""
        const done = arguments[0];
        fetch("http://127.0.0.1:9/").then(() => done("fetched"), (error) => done(String(error)));
    """)
    assert "Failed to fetch" in answer
    evaluated = studio.driver.execute_script("""
        const script = document.createElement("script");
        script.textContent = "window.leak = true";
        document.head.append(script);
        return window.leak === true;
    """)
    assert evaluated is False
    complaints = [line for line in studio.console_errors() if re.search("Content Security Policy", line)]
    assert len(complaints) >= 2  # both were refused by the policy, not by chance


@pytest.mark.parametrize("by_host", [True, False], ids=["header of the host", "header of the service worker"])
def test_sent_as_a_header_the_policy_binds_workers_too(visitor, serve, tmp_path, by_host):
    """A worker takes its policy from its own response, so a probe beside the real ones must be refused as well."""
    folder = tmp_path / "dist"
    shutil.copytree(places.UNDER_TEST, folder)
    (folder / "scripts" / "probe.mjs").write_text("""
        self.addEventListener("securitypolicyviolation", (event) => self.postMessage(event.effectiveDirective));
        fetch("http://127.0.0.1:9/").catch(() => {});
    """)
    if not by_host:
        (folder / "_headers").unlink()
    page = StudioPage(visitor, serve(folder).url)
    page.open()
    refused = page.driver.execute_async_script("""
        const done = arguments[0];
        const probe = new Worker(new URL("scripts/probe.mjs", document.baseURI), {type: "module"});
        probe.onmessage = ({data}) => done(data);
        setTimeout(() => done("nothing was refused"), 20_000);
    """)
    assert refused == "connect-src"


def test_of_the_devices_powers_the_page_has_the_camera_and_may_copy_a_picture(studio):
    script = """
        const policy = document.featurePolicy;
        const known = policy.features().filter((name) => arguments[0].includes(name));
        return known.map((name) => [name, policy.allowsFeature(name)]);
    """
    allowed = dict(studio.driver.execute_script(script, list(POWERS)))
    assert {"camera", "microphone", "geolocation"} <= set(allowed), "the browser knows these by name"
    assert {power for power, granted in allowed.items() if granted} <= {"camera", "clipboard-write"}
