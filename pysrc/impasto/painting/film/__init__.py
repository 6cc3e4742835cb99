"""A film, painted frame by frame so that what stands still stays as it is painted."""
