"""Which networks there are, and the one way to run them."""
