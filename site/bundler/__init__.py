"""Puts the site together: files named by the hash of their content, and a page that knows their names."""
