"""One kit of numbers, texts and pages for the terminal and the figures."""
