"""Looking after an archive: a copy of it, whether it is sound, what is taken out of it for good."""
