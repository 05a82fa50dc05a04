"""What if: assumptions tried out, kept, shared, compared and adopted."""
