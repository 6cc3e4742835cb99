"""Configurations of usual hosts for the built site, filled from the tables that `_headers` and our own server use.

Run in ``site/`` while building: ``python -m hosting --output DIR``. What is no Python in this folder are templates, but
for README.md, the page for hosts: ``{{word}}`` stands for a value, and a line that names a header or a type is repeated
for each of them.
"""
