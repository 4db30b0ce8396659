"""Since when an item fails; of what failed before nothing is known but the last time."""

SCRIPT = """
ALTER TABLE failures ADD COLUMN since TEXT;
UPDATE failures SET since = seen;
"""
