"""Fairway: one system on which a labour-migration corridor is run together."""

__version__ = "0.1.0"
