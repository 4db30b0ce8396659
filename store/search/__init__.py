"""Words into FTS5, and what matches into ranked hits."""
