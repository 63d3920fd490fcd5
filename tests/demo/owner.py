"""A stand-in for the supervisor that can be killed: starts both servers below a folder, tells their ids and waits."""

import sys
import time
from pathlib import Path

from app.demo.postgres import Postgres
from app.demo.valkey import Valkey

if __name__ == "__main__":
    home = Path(sys.argv[1])
    sys.stdout.write(f"{Postgres.start(home / 'postgres').pid} {Valkey.start(home / 'redis').pid}\n")
    sys.stdout.flush()
    time.sleep(600)
