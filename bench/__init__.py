"""What is measured, and against what: one command a figure."""
