"""What the browser gets of Python."""
