"""The text of an article, without what stands around it: found by extractors, cleared of boilerplate."""
