"""Which modules of the standard library, numpy and Pillow the browser gets, and why these.

The lists were made by running the application in Pyodide (every import, every format read and written, thousands of
damaged files, an error's traceback) and reading what had been loaded. Nothing is promised beyond that: a module that
is not listed raises ImportError in the browser. tests/unit/bundler/pyodide_parts imports all that is shipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bundler.bundle import BundleError

# What is frozen into the interpreter (os, io, codecs, site, zipimport and so on) need not be here, nor what those who
# import it do without: bz2, lzma and zstd (shutil, zipfile), ssl (asyncio), ctypes (numpy).
STANDARD_LIBRARY: Mapping[str, str] = {
    "Pyodide itself, which imports them to start": """
        __future__ _colorize _opcode_metadata _py_warnings _pyodide _pyodide._base _pyodide._core_docs
        _pyodide._future_helper _pyodide._importhook _pyodide.docs_argspec _pyodide.docstring _pyodide.jsbind
        _weakrefset annotationlib ast asyncio asyncio.base_events asyncio.base_futures asyncio.base_subprocess
        asyncio.base_tasks asyncio.constants asyncio.coroutines asyncio.events asyncio.exceptions
        asyncio.format_helpers asyncio.futures asyncio.graph asyncio.locks asyncio.log asyncio.mixins
        asyncio.protocols asyncio.queues asyncio.runners asyncio.selector_events asyncio.sslproto asyncio.staggered
        asyncio.streams asyncio.subprocess asyncio.taskgroups asyncio.tasks asyncio.threads asyncio.timeouts
        asyncio.transports asyncio.trsock asyncio.unix_events base64 bisect codeop collections concurrent
        concurrent.futures concurrent.futures._base contextlib contextvars copy copyreg dataclasses dis encodings
        encodings.aliases encodings.utf_8 enum fnmatch functools glob heapq importlib importlib._abc importlib.abc
        inspect json json.decoder json.encoder json.scanner keyword linecache locale logging opcode operator pathlib
        pathlib._os pyodide pyodide._package_loader pyodide._state pyodide.code pyodide.common pyodide.ffi
        pyodide.webloop random re re._casefix re._compiler re._constants re._parser reprlib selectors shutil signal
        socket string struct subprocess tempfile textwrap threading token tokenize traceback types typing warnings
        weakref zipfile zipfile._path zipfile._path.glob
    """,
    "numpy": """
        _compat_pickle datetime numbers pickle platform
    """,
    "Pillow": """
        fractions
    """,
    "Impasto: sums of files, and importlib.resources, which reads the presets": """
        hashlib importlib.readers importlib.resources importlib.resources._adapters importlib.resources._common
        importlib.resources._functional importlib.resources._itertools importlib.resources.abc
        importlib.resources.readers
    """,
    "what typing and dataclasses take to words for annotations, where an error shows a signature": """
        _ast_unparse
    """,
    "text in the encodings that picture files and tracebacks hold": """
        encodings.ascii encodings.cp437 encodings.latin_1 encodings.utf_16 encodings.utf_16_be encodings.utf_16_le
        encodings.utf_8_sig
    """,
}

NUMPY: Mapping[str, str] = {
    "all that `import numpy` imports": """
        numpy numpy.__config__ numpy._array_api_info numpy._core numpy._core._asarray numpy._core._dtype
        numpy._core._dtype_ctypes numpy._core._exceptions numpy._core._internal numpy._core._methods
        numpy._core._multiarray_umath numpy._core._string_helpers numpy._core._type_aliases
        numpy._core._ufunc_config numpy._core.arrayprint
        numpy._core.einsumfunc numpy._core.fromnumeric numpy._core.function_base numpy._core.getlimits
        numpy._core.memmap numpy._core.multiarray numpy._core.numeric numpy._core.numerictypes numpy._core.overrides
        numpy._core.printoptions numpy._core.records numpy._core.shape_base numpy._core.umath numpy._distributor_init
        numpy._expired_attrs_2_0 numpy._globals numpy._pytesttester numpy._utils numpy._utils._convertions
        numpy._utils._inspect numpy.dtypes numpy.exceptions numpy.lib numpy.lib._array_utils_impl
        numpy.lib._arraypad_impl numpy.lib._arraysetops_impl numpy.lib._arrayterator_impl numpy.lib._datasource
        numpy.lib._format_impl numpy.lib._function_base_impl numpy.lib._histograms_impl numpy.lib._index_tricks_impl
        numpy.lib._iotools numpy.lib._nanfunctions_impl numpy.lib._npyio_impl numpy.lib._polynomial_impl
        numpy.lib._scimath_impl numpy.lib._shape_base_impl numpy.lib._stride_tricks_impl numpy.lib._twodim_base_impl
        numpy.lib._type_check_impl numpy.lib._ufunclike_impl numpy.lib._utils_impl numpy.lib._version
        numpy.lib.array_utils numpy.lib.format numpy.lib.introspect numpy.lib.mixins numpy.lib.npyio
        numpy.lib.scimath numpy.lib.stride_tricks numpy.linalg numpy.linalg._linalg
        numpy.matrixlib numpy.matrixlib.defmatrix numpy.version
    """,
    "numpy.typing, for the annotations of Impasto": """
        numpy._typing numpy._typing._array_like numpy._typing._char_codes numpy._typing._dtype_like
        numpy._typing._nbit numpy._typing._nbit_base numpy._typing._nested_sequence numpy._typing._scalars
        numpy._typing._shape numpy._typing._ufunc numpy.typing
    """,
}

EMPTY = ("numpy/linalg/_umath_linalg.py", "numpy/_core/_add_newdocs.py", "numpy/_core/_add_newdocs_scalars.py")
"""Modules that numpy imports and Impasto does without, as empty ones.

LAPACK in WebAssembly is 0.24 MB of brotli; the others do nothing but give docstrings to what is written in C.
"""

PILLOW: Mapping[str, str] = {
    "the core": """
        PIL PIL.ExifTags PIL.Image PIL.ImageChops PIL.ImageColor PIL.ImageFile PIL.ImageFilter PIL.ImageMode
        PIL.ImageOps PIL.ImagePalette PIL.ImageSequence PIL._binary PIL._deprecate PIL._imaging PIL._typing PIL._util
        PIL._version
    """,
    "what Image imports for colour spaces that it then finds it cannot convert": """
        PIL.ImageCms
    """,
    "the formats that impasto.imaging.decoding allows, and what their plugins import": """
        PIL.BmpImagePlugin PIL.GifImagePlugin PIL.GimpGradientFile PIL.GimpPaletteFile PIL.ImageMath
        PIL.JpegImagePlugin PIL.JpegPresets PIL.MpoImagePlugin PIL.PaletteFile PIL.PngImagePlugin PIL.TiffImagePlugin
        PIL.TiffTags PIL.WebPImagePlugin PIL._imagingmath PIL._webp
    """,
    "a plugin that Image imports before it looks at any file": """
        PIL.PpmImagePlugin
    """,
}

ENTRY = "impasto.browser.page"
"""The module that the page's worker imports. Of Impasto the browser gets this one, all that it imports, and the data of
the packages that these stand in."""

ELSEWHERE = ("impasto.desktop",)
"""Packages that Impasto's other modules name for where they are not in a browser."""


def chosen(reasons: Mapping[str, str]) -> list[str]:
    """Return the names of the modules of a list."""
    return [module for modules in reasons.values() for module in modules.split()]


def files_of(modules: Iterable[str], paths: Sequence[str], origin: str) -> list[str]:
    """Return the path of each module among those of an archive: `a/b.py`, `a/b/__init__.py` or `a/b.<abi>.so`.

    Raises:
        BundleError: a module is not there, because another version has moved it.
    """
    by_module: dict[str, str] = {}
    for path in paths:
        stem, _, extension = path.partition(".")
        if extension == "py" or path.endswith(".so"):
            by_module[stem.removesuffix("/__init__").replace("/", ".")] = path
    wanted = list(modules)
    if missing := sorted(set(wanted) - by_module.keys()):
        raise BundleError(f"{origin} has no {', '.join(missing)}; see site/bundler/pyodide_parts/modules.py.")
    return [by_module[module] for module in wanted]
