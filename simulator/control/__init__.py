"""The control API under `/_sim`: guests write and read, faults come and go, numbers are told, everything is counted."""
