"""The ladder: receipts may come in any order and twice, and the end is the same."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.whatsapp.status import PROVES, RUNGS, MessageStatus, Step, climb, receipt_status

S = MessageStatus
RECEIPTS = list(PROVES)


@pytest.mark.parametrize(
    ("before", "receipt", "after"),
    [
        (S.PENDING, S.SENT, S.SENT),
        (S.PENDING, S.DELIVERED, S.DELIVERED),
        (S.PENDING, S.READ, S.READ),
        (S.PENDING, S.FAILED, S.FAILED),
        (S.SENT, S.DELIVERED, S.DELIVERED),
        (S.SENT, S.READ, S.READ),
        (S.SENT, S.FAILED, S.FAILED),
        (S.SENT, S.SENT, None),
        (S.DELIVERED, S.READ, S.READ),
        (S.DELIVERED, S.PLAYED, S.PLAYED),
        (S.DELIVERED, S.SENT, None),
        (S.DELIVERED, S.FAILED, None),
        (S.READ, S.DELIVERED, None),
        (S.READ, S.SENT, None),
        (S.READ, S.FAILED, None),
        (S.READ, S.READ, None),
        (S.READ, S.PLAYED, S.PLAYED),
        (S.PLAYED, S.READ, None),
        (S.UNCERTAIN, S.SENT, S.SENT),
        (S.UNCERTAIN, S.READ, S.READ),
        (S.UNCERTAIN, S.FAILED, S.FAILED),
        (S.FAILED, S.SENT, None),
        (S.FAILED, S.FAILED, None),
        (S.FAILED, S.DELIVERED, S.DELIVERED),
        (S.CANCELLED, S.DELIVERED, S.DELIVERED),
        (S.RECEIVED, S.READ, None),
        (S.RECEIVED, S.FAILED, None),
        (S.PENDING, S.UNCERTAIN, None),
        (S.PENDING, S.RECEIVED, None),
    ],
)
def test_a_receipt_moves_a_message_only_upwards(before: S, receipt: S, after: S | None) -> None:
    assert climb(before, receipt) == (None if after is None else Step(before, after))


@pytest.mark.parametrize("word", ["deleted", "warning", "", "READ", "accepted", "pending", "received", "uncertain"])
def test_a_word_that_is_no_receipt_moves_nothing(word: str) -> None:
    assert receipt_status(word) is None


@pytest.mark.parametrize("receipt", RECEIPTS)
def test_each_receipt_is_known_by_metas_word(receipt: S) -> None:
    assert receipt_status(receipt.value) is receipt


def test_read_proves_delivery_and_failure_proves_nothing_else() -> None:
    assert S.DELIVERED in PROVES[S.READ]
    assert PROVES[S.FAILED] == (S.FAILED,)


@given(st.lists(st.sampled_from(RECEIPTS), max_size=5), st.sampled_from(list(RUNGS)))
def test_the_order_and_number_of_receipts_do_not_matter(receipts: list[S], start: S) -> None:
    ends = {_after(start, [*order, *order]) for order in permutations(receipts)}

    assert len(ends) == 1
    assert RUNGS[ends.pop()] >= RUNGS[start]


def _after(status: S, receipts: list[S]) -> S:
    for receipt in receipts:
        step = climb(status, receipt)
        status = step.status if step else status
    return status
