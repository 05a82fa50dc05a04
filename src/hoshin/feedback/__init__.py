"""What people say to each other of their work: feedback given and asked for, recognition, and words without a name."""
