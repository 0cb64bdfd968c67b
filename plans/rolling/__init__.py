"""What in a text changes when a plan goes to another year or to another office. Pure: no Django, no rows, no clock.

Nothing here is taken by itself: every change is a proposal with its place and its reason, and a person takes it.
"""
