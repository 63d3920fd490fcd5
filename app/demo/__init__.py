"""What `make demo` is: real parts from wheels, started together and stopped together."""
