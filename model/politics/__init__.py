"""European and national politics of due diligence law."""
