"""1:1s of two people: when they meet, what they talk about, what each notes in private, and what somebody is to do."""
