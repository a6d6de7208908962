"""What is uncertain, and what follows: samples of parameters, run under every mix, and read back as arrays."""
