"""What a reader of a field may answer beside being done."""


class EarlyLetterError(Exception):
    """A letter about a message that is not here yet: it is read again, whole, when that has come."""

    def __init__(self, wamid: str) -> None:
        super().__init__(wamid)
        self.wamid = wamid
