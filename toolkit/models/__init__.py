"""What a contract costs, day by day, to the fen: no widgets, no charts, no language of the page."""
