"""The demonstration: two corridors with invented people, built by the actions that people use."""
