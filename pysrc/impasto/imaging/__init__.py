"""Pictures as files and as arrays: bytes to pixels to bytes."""
