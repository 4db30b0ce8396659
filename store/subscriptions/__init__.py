"""What is polled again and again, and what each poll showed."""
