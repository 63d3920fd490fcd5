"""The whole product as people meet it: the real demo, and a browser on both ends of it."""
