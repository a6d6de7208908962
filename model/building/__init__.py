"""Building a population from the inputs."""
