"""Frozen dataclasses to plain JSON values and back, by their type annotations.

Used for frozen document text and for a reading that waits to be accepted. Unknown keys are
ignored and missing ones take the field's default, so that rows written before a field was
added can still be read.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import types
import typing
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Dataclasses → dicts, tuples → lists, enums → values, dates → ISO; dicts with object keys → pairs."""
    if isinstance(value, enum.Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset | set):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        if all(isinstance(key, str) for key in value):
            return {key: to_plain(item) for key, item in value.items()}
        return [[to_plain(key), to_plain(item)] for key, item in value.items()]
    return value


def from_plain(cls: type[T], data: Any) -> T:
    """The inverse of `to_plain` for the annotated type `cls`."""
    return typing.cast(T, _build(cls, data))


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _alternative(choices: list[Any], data: Any) -> Any:
    """Of several dataclasses the one whose required fields are all there; they have to differ in them."""
    if len(choices) > 1 and isinstance(data, dict):
        for each in choices:
            required = {
                field.name
                for field in dataclasses.fields(each)
                if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
            }
            if required <= data.keys():
                return each
    return choices[0]


def _build(wanted: Any, data: Any) -> Any:
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (typing.Union, types.UnionType):
        if data is None:
            return None
        return _build(_alternative([each for each in arguments if each is not type(None)], data), data)
    if origin is tuple:
        return tuple(_build(arguments[0] if arguments else Any, item) for item in data)
    if origin is list:
        return [_build(arguments[0], item) for item in data]
    if origin is dict:
        key_type, item_type = arguments
        pairs = data.items() if isinstance(data, dict) else data
        return {_build(key_type, key): _build(item_type, item) for key, item in pairs}
    if isinstance(wanted, type):
        if dataclasses.is_dataclass(wanted):
            hints = _hints(wanted)
            known = {field.name for field in dataclasses.fields(wanted) if field.init}
            return wanted(**{name: _build(hints[name], item) for name, item in data.items() if name in known})
        if issubclass(wanted, enum.Enum):
            return wanted(data)
        if issubclass(wanted, dt.date) and isinstance(data, str):
            return wanted.fromisoformat(data)
    return data
