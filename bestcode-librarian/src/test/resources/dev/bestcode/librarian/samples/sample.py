"""A module."""
import os

LIMIT = 10


def plain(a, b=2):
    """Adds. Then more."""
    def inner():
        return a
    return inner() + b


# A comment above.
class Base:
    field = 1

    def __init__(self, x):
        self.x = x

    @staticmethod
    def make():
        return Base(1)

    @property
    def value(self) -> int:
        text = f"{self.x} def not_code"
        return self.x

    class Nested:
        async def later(self): ...


if os.name == "posix":
    def only_here(): pass
