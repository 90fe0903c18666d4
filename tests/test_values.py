"""Value objects: alike by their fields, and to be kept in sets."""

from dataclasses import fields, replace

from pipeline.extractors.mentions import Name
from pipeline.values import value


@value(frozen=True, slots=True, order=True)
class _Stretch:
    start: int
    end: int = 1


def test_equal_fields_make_equal_values() -> None:
    assert {_Stretch(0), _Stretch(0, 1), _Stretch(0, 2)} == {_Stretch(0, 1), _Stretch(0, 2)}
    assert sorted([_Stretch(2), _Stretch(0)]) == [_Stretch(0), _Stretch(2)]
    assert replace(_Stretch(0), end=5) == _Stretch(0, 5)


def test_values_have_no_other_fields_than_their_own() -> None:
    assert [field.name for field in fields(Name)] == ["start", "end", "full"]
    assert not hasattr(Name(0, 2, full=True), "__dict__")
