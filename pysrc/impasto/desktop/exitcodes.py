"""What the process ``impasto`` ends with."""

DONE = 0
WRONG = 1
"""``impasto check`` found something wrong."""
USAGE_ERROR = 2
"""Something that the user can put right; one line says what."""
INTERRUPTED = 128 + 2
PIPE_CLOSED = 128 + 13
"""As shells say it of a process that a signal ended: Ctrl-C, and nobody who reads the output any more (SIGPIPE)."""
