"""What people let assistants of any maker ask in their name: with which tools, for what, and until when."""
