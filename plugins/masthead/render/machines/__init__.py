"""The files that machines read besides feeds: one module per kind of file."""
