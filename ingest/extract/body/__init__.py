"""The text of an article, without what stands around it."""
