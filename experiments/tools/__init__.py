"""Tools of developers and reviewers: documents, benchmark, reproduction."""
