"""One table for each kind of subject."""
