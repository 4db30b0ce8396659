"""The pages: one module each, with a function from a visit to a response."""
