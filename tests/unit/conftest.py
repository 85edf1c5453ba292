import pytest

from presence_gui.content import Catalog
from tests.unit.builders import real_checklists


@pytest.fixture
def catalog() -> Catalog:
    """The checklists Presence comes with."""
    return real_checklists()
