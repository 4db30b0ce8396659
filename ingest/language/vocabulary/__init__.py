"""Words and endings that tell close languages apart."""
