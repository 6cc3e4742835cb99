"""WebAssembly programs: taken apart, put together, changed, and written. Nothing here knows which program it is."""
