"""What runs models and writes results."""
