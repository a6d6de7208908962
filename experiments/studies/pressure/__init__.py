"""Where to press: how much each pressure point of the chain could bring at most, alone and together, and where."""
