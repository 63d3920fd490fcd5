"""The live line: a log of events, and the sockets that carry hints of it."""
