"""onnxruntime's program as the site rewrites it: a page for whoever maintains it.

**Why.** onnxruntime-web holds the kernels of all operators, of which a handful are used here, and of those that the
networks spend their time in most can be written to take less of it.

**What it gives** (figures of tests/bench/NOTES.md). The program takes 7.0 MB instead of 14.2, with brotli 1.16 instead
of 2.39. At 512 px, on one thread, in ms of processor, encoder and decoder: the matrix product brings the separable
transformer from 220 + 457 to 155 + 350, and MobileNet from 35 to 26; depthwise convolutions, limits and normalisation
bring the separable decoder to 255 and MobileNet to 18; convolutions with few filters bring the transformer of quarter
width from 27 + 84 to 22 + 73. Sums are made of the same products in the same order, but for those of the normalisation,
which round less, and the last three numbers of some channels.

**What is in here**, from the outside in:

- ``reduced`` makes the program, from what ``known.json`` says of the one that is published.
- ``called`` writes ``known.json``: it has Node.js open and run all networks of models/manifest.json (``called.mjs``)
  and tell which functions are compiled, which is to say called.
- ``kernels`` finds the functions that get other kernels, and puts these in.
- ``matrix_product`` replaces two functions; ``pointwise``, ``direct``, ``depthwise``, ``limits`` and ``normalisation``
  put steps before those of others, which are left to do what the steps do not take.
- ``convolution`` is what they know of MLAS, the library of onnxruntime's kernels: its parameters, and where they stand.

What is left out is what neither a function that was called nor an export can reach (bundler.webassembly.reached).
Should a network come upon something that is missing all the same, the program traps and the page loads it whole, as
published (``startWhole`` in site/scripts; tests/browser/test_left_out.py). Were it a thread of onnxruntime's pool
alone, and not the one that asks for the work and takes its part of it, the picture would have to be cancelled.

**How places are found in a release.** Functions go by their numbers in the program with the sha256 that ``known.json``
names; the build stops at any other. ``called`` finds them anew: the matrix products by their type and by what they do
to a small matrix in wasmtime; what convolves, activates and multiplies by what calls what and how many numbers it
takes; the normalisation by a pattern of bytes (``normalisation.BEGIN``). There has to be exactly one of each.

**When onnxruntime-web moves**, or a network gets an operator that none had:

1. Change its version in site/package.json and renew the lock with ``npm install --package-lock-only``.
2. ``../.build/venv/bin/python -m bundler.onnxruntime_program.called`` in site/ writes ``known.json``, in some minutes.
3. ``not exactly one of each of its kernels``: the message lists those that were found. What is missing has changed:
   look at it in the sources of the release (onnxruntime/core/mlas/lib: wasm_simd/SgemmKernelWasmSimd.cpp, convolve.cpp,
   activate.cpp; core/providers/cpu/nn/instance_norm.cc), and correct how ``kernels`` finds it.
4. Compare MLAS_CONV_PARAMETERS and MLAS_ACTIVATION (core/mlas/inc/mlas.h) with ``convolution``.
5. ``python build.py test tests/unit/bundler/onnxruntime_program`` compares the kernels with those of onnxruntime on
   this machine, in many shapes, the matrix product with its own to the bit, and all networks with and without what was
   left out; ``python build.py test tests/browser`` pictures in the browser with those of the desktop.
6. ``python build.py bench networks`` tells whether a kernel still gains anything; one that does not goes.

**Without it.** ``python build.py --published``, or ``python -m bundler --published``, takes the program as it is
published: nothing of this package is loaded, so no release can stop it (tests/unit/bundler/test_published.py), and the
page paints the same (tests/browser/test_published.py).
"""
