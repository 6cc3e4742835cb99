"""The implementations of the runtime boundary."""
