"""The races: what they keep, and what is said of it."""
