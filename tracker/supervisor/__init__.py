"""Keeps the web server and the queue worker running as one service, and ends both together.

It imports no Django, so that it starts at once, stays small and cannot be brought down by the
application it looks after.
"""
