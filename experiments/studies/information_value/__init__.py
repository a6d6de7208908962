"""The value of information: what knowing an uncertain number would add to the choice of a mix."""
