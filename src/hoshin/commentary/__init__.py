"""What people say of a period: what happened, why, and what next, beside the score of a measure or an objective."""
