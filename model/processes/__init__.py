"""The mechanisms, one a file: parameters, pure kernels with equation and source, and the step that assigns."""
