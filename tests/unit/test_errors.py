import pytest

from presence_gui.errors import AnswerError, ContentError, PresenceError, ProfileError, SaveError


@pytest.mark.parametrize("kind", [AnswerError, ContentError, ProfileError, SaveError])
def test_every_foreseen_failure_can_be_caught_as_one_and_says_its_sentence(kind: type[PresenceError]) -> None:
    with pytest.raises(PresenceError, match=r"^The file is as it was\.$"):
        raise kind("The file is as it was.")
