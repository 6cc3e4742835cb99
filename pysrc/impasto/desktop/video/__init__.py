"""Films on the desktop: read, painted frame by frame and written by PyAV (extra ``video``)."""
