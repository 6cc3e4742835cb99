"""One style picture a file; each has ``draw() -> Pixels``."""
