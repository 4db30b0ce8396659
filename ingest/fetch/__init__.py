"""Get it, politely and safely: addresses become Pages."""
