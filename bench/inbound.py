"""`make bench-inbound`: the door beside its references, then storing beside a hand-written script."""

import click

from bench import doors, storing
from bench.house import a_house, claim_numbers, conditions


@click.command()
@click.option("--seed", default=7, show_default=True)
@click.option("--webhooks", default=20_000, show_default=True, help="requests in each round of each door")
@click.option("--messages", default=40_000, show_default=True, help="rows for the storing part")
def main(seed: int, webhooks: int, messages: int) -> None:
    """Prints figures; asserts nothing, since a machine has good and bad minutes."""
    with a_house() as house:
        numbers = claim_numbers(house, 8)
        click.echo(conditions(house, seed))
        click.echo(f"\nThe door: {webhooks} webhooks of one message, {doors.CONNECTIONS} connections, median of {doors.ROUNDS} rounds")
        click.echo("\n".join(doors.lines(doors.compare(house, numbers[0], webhooks, seed))))
        click.echo(f"\nStoring: {messages} messages, out of the inbox into contacts, conversations and messages")
        click.echo("\n".join(storing.lines(storing.compare(house, numbers, messages, seed))))


if __name__ == "__main__":
    main()
