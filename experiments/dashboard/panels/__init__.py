"""What the dashboard shows of results, as parts of the page."""
