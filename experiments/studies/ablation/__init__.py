"""What carries the result: mechanisms switched off one by one and together, and instruments taken out of mixes."""
