"""SQLite itself: connections, transactions, schema, lock, errors."""
