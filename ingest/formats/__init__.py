"""What is there to get? Feeds, front pages, files and JSONL become Entries and Pages."""
