"""Looking around in the archive: what is newest, how much of what there is, what lies beside an article."""
