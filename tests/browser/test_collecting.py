"""What scripts did is known of pages, of pages that were left, and of their workers."""

from browser.page import StudioPage
from covered import scripts
from covered.collecting import collected

PAGE = '<title>{title}</title><script type="module" src="scripts/page/main-0123456789.mjs"></script>'
MAIN = """\
await new Promise((done) => setTimeout(done, 1200)); // figures are taken while the script waits, and after it
const never = () => {
  return 1;
};
const worker = new Worker(new URL("../python/worker-0123456789.mjs", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => {
  document.documentElement.dataset.said = data;
};
worker.postMessage(location.hash ? "hash" : "none");
"""
WORKER = """\
onmessage = ({ data }) => {
  if (data === "hash") postMessage("a hash");
  else postMessage("no hash");
  const late = data === "neither" ? 1 : 2;
};
"""


def test_figures_of_pages_and_workers_come_together(open_browser, serve, tmp_path):
    site, records = tmp_path / "site", tmp_path / "records"
    for name, text in {
        "index.html": PAGE.format(title="first"),
        "other.html": PAGE.format(title="other"),
        "scripts/page/main-0123456789.mjs": MAIN,
        "scripts/python/worker-0123456789.mjs": WORKER,
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    driver = open_browser()
    collector = collected(driver, records)
    url = serve(site).url

    def open_and_wait(address: str, said: str) -> None:
        driver.get(address)
        script = "return document.documentElement.dataset.said"
        StudioPage(driver, address).until(lambda: driver.execute_script(script) == said)

    open_and_wait(url, "no hash")
    nothing = {script.name: script.missed for script in scripts.measured(records, site)}
    assert nothing["page/main.mjs"] == (1, 3, 7, 9, 9), "what is written when the browser is closed"
    open_and_wait(f"{url}other.html#1", "a hash")
    collector.close()
    found = {script.name: script.missed for script in scripts.measured(records, site)}
    assert found["page/main.mjs"] == (3,)
    assert found["python/worker.mjs"] == (4,)
