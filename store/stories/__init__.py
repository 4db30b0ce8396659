"""Articles that tell the same: in the other language, as a copy, as a part of one story."""
