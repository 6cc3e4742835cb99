"""One picture, from photograph and styles to pixels."""
