import pytest

from presence_gui.plain import JSON
from presence_gui.storage.migrations import SCHEMA, STEPS, lift, newest_schema


def _first(data: dict[str, JSON]) -> dict[str, JSON]:
    return {**data, "path": "1-2"}


def _second(data: dict[str, JSON]) -> dict[str, JSON]:
    return {**data, "path": f"{data.get('path', '')} 2-3"}


def test_the_schema_written_is_the_one_the_steps_lead_to() -> None:
    assert newest_schema(STEPS) == SCHEMA == 2
    assert newest_schema((_first, _second)) == 3


@pytest.mark.parametrize(
    ("schema", "lifted"), [(1, {"path": "1-2 2-3"}), (2, {"path": " 2-3"}), (3, {}), (4, {})], ids=str
)
def test_each_step_above_a_schema_is_taken_in_order(schema: int, lifted: dict[str, JSON]) -> None:
    data: dict[str, JSON] = {}
    assert lift(data, schema, (_first, _second)) == lifted
    assert data == {}


@pytest.mark.parametrize(
    "trouble", [KeyError, TypeError, AttributeError, ValueError, ZeroDivisionError, RecursionError, AssertionError]
)
def test_a_step_that_stumbles_is_one_kind_of_trouble(trouble: type[Exception]) -> None:
    def stumble(_data: dict[str, JSON]) -> dict[str, JSON]:
        raise trouble

    with pytest.raises(ValueError, match=r"^no way up from schema 1$"):
        lift({}, 1, (stumble,))
