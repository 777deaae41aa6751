"""A property that is worked out once. functools has one too, which until Python 3.12 takes a lock."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

Value = TypeVar("Value")

if TYPE_CHECKING:
    from functools import cached_property as once
else:

    class once(Generic[Value]):  # noqa: N801  # used as a decorator
        """What stands under its name afterwards is found before it is asked again."""

        def __init__(self, make: Callable[[Any], Value]) -> None:
            self.make, self.name, self.__doc__ = make, make.__name__, make.__doc__

        def __get__(self, owner: Any, kind: type | None = None) -> Value:
            value = owner.__dict__[self.name] = self.make(owner)
            return value


__all__ = ["once"]
