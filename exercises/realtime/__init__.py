"""The live feed: one socket per page or program, fed from the same frames that everybody else reads.

feed.application     the ASGI callable for /ws/exercises/<code>/
lifespan.lifespan    what happens when a server process starts and ends
"""
