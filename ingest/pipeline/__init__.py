"""The road: everything that does I/O in an order."""
