"""What drives outcomes: screening of mechanisms, variance-based and moment-independent indices, and what is chance."""
