"""What a service refuses, beyond what a form can see."""


class StaleError(Exception):
    """The row was changed by someone else after this form was loaded."""


class SignupClosedError(Exception):
    """An account exists already, and no others are wanted."""


class AddressTakenError(Exception):
    """Another account uses this e-mail address."""


class NotTheirsError(Exception):
    """Two rows that cannot become one: they belong to two owners, or are one already."""
