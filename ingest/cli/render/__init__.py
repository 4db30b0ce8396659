"""What a person sees: values into lines of text."""
