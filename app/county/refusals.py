"""Why a machine's request was not answered, as the wire says it: a status, a code, a sentence."""

from app.texts import say


class Refusal(Exception):
    """A request that is not answered. `code` is a key of county.toml; `more` goes into the answer's body."""

    def __init__(self, status: int, code: str, **more: object) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.more = more

    @property
    def body(self) -> dict[str, object]:
        """What the machine is told: code, sentence, and what it needs to go on."""
        return {"code": self.code, "message": say(f"county.{self.code}"), **self.more}
