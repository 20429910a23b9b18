"""One module for each network's documented API. They make requests and read answers; the wire that
they are given sends them, or only writes them down."""
