"""What is told to whom, and by which channel: in the product, by mail, or not at all."""
