"""Decisions about polls and entries: no I/O, values in and values out."""
