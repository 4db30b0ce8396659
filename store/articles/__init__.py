"""Articles as they are kept: types, rows, writing."""
