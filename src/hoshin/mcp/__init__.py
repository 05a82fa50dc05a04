"""What assistants of any maker may ask of Hoshin, over the Model Context Protocol. It reads, and calls no model."""
