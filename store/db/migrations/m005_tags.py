"""What a person calls a source: the tags that they gave it, and the address that they named."""

SCRIPT = """
ALTER TABLE sources ADD COLUMN tags TEXT CHECK (tags IS NULL OR json_valid(tags));
ALTER TABLE sources ADD COLUMN given TEXT;
"""
