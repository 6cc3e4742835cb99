"""Trains, measures and exports the project's own networks, with PyTorch."""
