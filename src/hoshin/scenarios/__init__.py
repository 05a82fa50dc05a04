"""What-if: values, targets, weights and effects of initiatives taken otherwise, and what that would move."""
