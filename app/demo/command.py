"""`recado demo`: the whole front desk on this machine."""

import ctypes
import signal
import sys

import click

from app import settings as house
from app.demo.children import LIBC, PR_SET_PDEATHSIG
from app.demo.run import run_demo


@click.command()
@click.option("--with-parent", is_flag=True, help="Leave when the process that started this one dies (`make` uses it).")
def demo(with_parent: bool) -> None:
    """Start PostgreSQL, Valkey, API, workers and a stand-in for Meta, with two hotels in them; Ctrl-C stops it all."""
    if with_parent and LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, ctypes.c_ulong(signal.SIGTERM), 0, 0, 0)
    # The supervisor hands its environment on to the processes it starts, with the demo's own values in it.
    sys.exit(run_demo(house.environment()))
