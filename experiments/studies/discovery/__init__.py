"""Scenario discovery: under which values of uncertain parameters a mix loses."""
