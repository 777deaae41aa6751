"""A mail server that does something of the test's own when a stage is reached, before it answers."""

from collections import Counter
from collections.abc import Callable

from tests.smtp_server import ScriptedServer


class HookedServer(ScriptedServer):
    """`server.when(MAIL, do)` calls `do` at the next MAIL; `server.always(DOT, do)` at each final dot."""

    def __init__(self, port: int = 0) -> None:
        self._hooks: dict[str, Callable[[], object]] = {}
        super().__init__(port)

    def when(self, stage: str, do: Callable[[], object]) -> None:
        self._hooks[stage] = do

    def always(self, stage: str, do: Callable[[], object]) -> None:
        def again() -> None:
            self.always(stage, do)
            do()

        self.when(stage, again)

    def answer_to(self, stage: str) -> str:
        if hook := self._hooks.pop(stage, None):
            hook()
        return super().answer_to(stage)

    def mails(self) -> Counter[str]:
        """How often each recipient was written to."""
        return Counter(str(message["To"]) for message in self.taken)
