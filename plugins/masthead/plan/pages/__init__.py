"""One module per kind of page: each turns a Catalog into Outputs."""
