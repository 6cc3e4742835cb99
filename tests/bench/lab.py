"""The laboratory page: a worker for every configuration, ours and theirs, that take turns in one browser."""

from typing import Any

from selenium.webdriver import Chrome

from bench import peak
from bench.processes import with_cpu_seconds
from bench.rounds import Case

SCRIPT_SECONDS = 300

ORT_BUILDS = {
    "wasm": {"build": "ort.wasm.min.mjs", "loader": "ort-wasm-simd-threaded"},
    "webgl": {"build": "ort.webgl.min.mjs"},
    "webgpu": {"build": "ort.jspi.min.mjs", "loader": "ort-wasm-simd-threaded.jspi"},
}

DOUBLED_CORES = 4
"""TensorFlow.js takes half of the cores, so on two it takes two threads only when told that there are four."""


class LabError(Exception):
    """What a worker answered instead of a result."""


class Lab:
    """Opens workers and calls them."""

    def __init__(self, driver: Chrome, port: int) -> None:
        self.driver = driver
        driver.set_script_timeout(SCRIPT_SECONDS)
        driver.get(f"http://127.0.0.1:{port}/pages/lab.html")

    def call(self, name: str, op: str, **options: Any) -> Any:
        """Have a worker do something and return its answer; raises ``LabError``."""
        answer = self.driver.execute_async_script(
            "const done = arguments[3];"
            "lab.call(arguments[0], arguments[1], arguments[2])"
            ".then(value => done({value}), error => done({error: error.message}));",
            name,
            op,
            options,
        )
        if "error" in answer:
            raise LabError(answer["error"])
        return answer["value"]

    def open(self, name: str, script: str, **options: Any) -> Any:
        """Start a worker under a name and return what its start answers."""
        self.driver.execute_script(
            "lab.open(arguments[0], arguments[1], arguments[2])", name, f"/pages/{script}", script.endswith(".mjs")
        )
        return self.call(name, "start", **options)

    def open_ours(self, name: str, provider: str, threads: int) -> Any:
        return self.open(name, "ort-worker.mjs", provider=provider, threads=threads, **ORT_BUILDS[provider])

    def open_theirs(self, name: str, backend: str, *, cores: int | None, peer: bool) -> Any:
        return self.open(name, "tf-worker.js", backend=backend, cores=cores, peer=peer)

    def open_peak(self, name: str) -> Any:
        return self.open(
            name,
            "peak-worker.mjs",
            multiplyAddsPerTurn=peak.MULTIPLY_ADDS_PER_TURN,
            cyclesPerClockTurn=peak.CLOCK_CHAIN * peak.CYCLES_OF_A_MULTIPLICATION,
            lanes=4 * peak.ACCUMULATORS,
        )

    def case(self, name: str, op: str = "run", **options: Any) -> Case:
        """Return a case in which a worker measures something; the browser's processor time is added."""
        return with_cpu_seconds(self.driver, lambda: dict(self.call(name, op, **options)))
