"""What decides about a person or money: typed functions without I/O, clock or Django."""
