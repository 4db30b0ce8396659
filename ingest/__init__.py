"""From a source to an article: what is there, get it, what does it say, in which language."""
