"""What build.py does: it brings a site up to date, serves it, and has it tested and measured.

Nothing but the standard library, Python 3.11 or newer: this package makes the environment that all else runs in.
Drawing the pictures (site/pictures), putting the site together (site/bundler) and measuring it (tests/bench) are
packages of their own, run there.

From the ground up: `places`; `processes` and `terminal`, commands and words about them; `stamps`, what is done;
`environments`; `transfers` and `downloads`; `materials`, `listing` and `building`; `headers` and `server`; `browsers`
and `testing`.
"""
