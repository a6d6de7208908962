"""How robust the ranking of policy mixes is over what is uncertain, and where it flips."""
