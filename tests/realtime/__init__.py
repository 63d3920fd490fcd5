"""The live line, over real sockets."""
