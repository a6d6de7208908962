"""Routes to European law compared over political futures (SER 5.1.2)."""
