"""Input files: tables, TOML, laws and mixes."""
