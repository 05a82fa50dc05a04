"""What somebody keeps at hand: views saved under a name, favourites, and the page to begin with."""
