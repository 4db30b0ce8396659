"""The copies of an article are found without a search through all of them, also when one is deleted.

The index is of all rows, since sqlite-utils changes no table that has an index of some.
"""

SCRIPT = "CREATE INDEX articles_duplicate_of ON articles(duplicate_of);"
