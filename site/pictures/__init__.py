"""The pictures that the page comes with: styles drawn by our own code, and example photographs.

Run from ``site/`` while building: ``python -m pictures --output DIR --cache DIR``. Needs numpy and Pillow.
"""
