"""What the browser gets of Python: a page for whoever maintains it.

**Why.** Pyodide comes with all of Python, as source, and with an interpreter that any extension module could be loaded
into. A visit would fetch all of it, compile what it imports anew each time, as a browser keeps no ``__pycache__``, and
give thousands of functions an address that nobody asks for.

**What it gives** (figures of tests/bench/NOTES.md). Of 614 members of the standard library 137 are left, of numpy's 415
86, of Pillow's 118 34; as bytecode they cost 17 % more bytes than as source and save more than half of the processor
time of a start. From the interpreter's instance to Pyodide's first step it is 27 ms instead of 137, and 0.25 MB less to
load, with brotli. With onnxruntime's reduced program a first visit loads 8.8 MB in all instead of 13.6.

**What is in here**, from the outside in:

- ``__main__`` writes the files, and decides between ``trimmed`` and ``published``.
- ``modules`` is the list of modules, each with the reason for it; ``imports`` finds which of Impasto's own are reached.
- ``bytecode`` compiles them, in Pyodide itself under Node.js (``bytecode.mjs``), whose bytecode it has to be.
- ``container`` puts the files of a package into one, of a kind that hosts compress.
- ``interpreter`` leaves out of Pyodide's program and script the names that nothing asks for.

**How places are found in a release.** There is no sha256 of one here. Modules are looked for by their names in the
archives. In ``pyodide.asm.mjs`` three places are looked for by their text: the function that takes the program's
exports (``ASSIGNED``, ``ASSIGNMENT``), the statement that declares their variables, and what the glue does about a
function without an address (``WITHOUT_ADDRESS``). What may go from ``pyodide.asm.wasm`` follows from the names that
are left and from what calls what.

**When Pyodide moves.** Change its version in site/package.json and renew the lock with ``npm install
--package-lock-only``; numpy and Pillow in pyproject.toml (``build``) are to be those of the new pyodide-lock.json. Then
run ``python build.py test``:

- ``... has no a.b``: a module was moved or has gone. Correct ``modules``; if nothing imports it any more, take it out.
- ``pyodide.asm.mjs ... in a way that is not known here``: find the three places in the new script, and let the
  expressions in ``interpreter`` say how they look now.
- ``... has an instruction 0x.., which is not known here``: add it to bundler.webassembly.reached, from the standard.
- Another Python: its version stands in ``SITE_PACKAGES`` and ``STANDARD_LIBRARY_ZIP``, for tracebacks.
- ``ImportError`` in tests/unit/bundler/pyodide_parts: a module is needed that was not; add it under its reason.
- tests/browser/test_snapshot.py: the page's snapshot of Python uses private options of Pyodide (site/scripts).

**Without it.** ``python build.py --published``, or ``python -m bundler.pyodide_parts --published``, makes files of the
same names with everything in them, as published: nothing is looked for, so no release can stop it
(tests/unit/bundler/test_published.py), and the page paints the same (tests/browser/test_published.py).
"""
