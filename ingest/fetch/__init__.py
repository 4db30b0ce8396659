"""The network: addresses into pages, politely and safely."""
