"""What never stands in a log."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.core.work import Office


async def test_a_fault_of_the_database_does_not_quote_what_was_written(office: Office) -> None:
    async with office.for_house() as work:
        with pytest.raises(DBAPIError) as fault:
            await work.session.execute(text("SELECT cast(:said AS text), 1 / 0"), {"said": "segredo do quarto 12"})
        await work.session.rollback()

    assert "segredo" not in str(fault.value)
