"""The tools, each in a file of its own that bears its name: a class of what is asked, and a function that answers it."""
