"""What changed and deserves a look: rules that speak, signals with their numbers, and what people did with them."""
