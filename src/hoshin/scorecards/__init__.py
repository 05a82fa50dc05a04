"""The score graph, scores per period, their explanation, and the snapshots of closed periods."""
