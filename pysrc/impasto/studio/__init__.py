"""What the studio knows, as frozen values, and how it changes: no input or output, no arrays."""
