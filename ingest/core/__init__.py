"""What three rooms or more need: the types that pass by, errors, addresses, dates, bytes."""
