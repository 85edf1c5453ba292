"""The colours can be read, and a change of theme reaches every control."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessibilityHints, QColor, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from presence_gui.ui.buttons import Button, CheckBox, Kind
from presence_gui.ui.labels import Label, Tone
from presence_gui.ui.theme import DARK, LIGHT, THEMES, AppLook, Colours, Theme, Type
from tests.ui.light import contrast

Stage = Callable[..., QWidget]
_THEMES = pytest.mark.parametrize("theme", list(THEMES.values()), ids=[colours.value for colours in THEMES])


@_THEMES
def test_all_text_reaches_seven_to_one(theme: Theme) -> None:
    grounds = (theme.window, theme.card, theme.tint)
    pairs = [(words, ground) for words in (theme.text, theme.quiet, theme.link) for ground in grounds]
    pairs += [tone.colours(theme) for tone in Tone]
    pairs += [(theme.on_accent, theme.accent), (theme.text, theme.chip_fill)]
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 7} == {}


@_THEMES
def test_the_focus_ring_and_every_edge_reach_three_to_one(theme: Theme) -> None:
    grounds = (theme.window, theme.card, theme.tint)
    pairs = [(theme.focus, ground) for ground in grounds]
    pairs += [(theme.edge, theme.card), (theme.button_edge, theme.card)]
    pairs += [(gauge, ground) for gauge in (theme.accent, theme.activity) for ground in (theme.card, theme.track)]
    assert {pair: contrast(*pair) for pair in pairs if contrast(*pair) < 3} == {}


@_THEMES
def test_disabled_words_can_still_be_read(theme: Theme) -> None:
    assert min(contrast(theme.faint, ground) for ground in (theme.window, theme.card)) >= 4.5


@_THEMES
def test_stock_widgets_get_the_same_colours(theme: Theme) -> None:
    palette, role = theme.palette(), QPalette.ColorRole
    shown = {name: palette.color(name).name() for name in (role.WindowText, role.Window, role.Base, role.Highlight)}
    assert list(shown.values()) == [theme.text, theme.window, theme.card, theme.accent]
    assert palette.color(QPalette.ColorGroup.Disabled, role.Text).name() == theme.faint


def test_text_grows_to_twice_its_size_and_white_space_half_as_fast(qapp: QApplication) -> None:  # noqa: ARG001
    large = replace(LIGHT, text_size=2.0)
    assert (large.font(Type.BODY).pixelSize(), LIGHT.font(Type.BODY).pixelSize()) == (32, 16)
    assert (large.px(22), large.gap(20)) == (44, 30)


def test_a_change_of_theme_reaches_the_application_and_every_control(qtbot: QtBot, look: AppLook) -> None:
    box, label = CheckBox(look, "Tick me"), Label(look, "Read me")
    for widget in (box, label):
        qtbot.addWidget(widget)
    before = box.sizeHint()
    with qtbot.waitSignal(look.changed):
        look.choose(Colours.DARK, 2.0)
    assert look.theme == replace(DARK, text_size=2.0)
    assert QApplication.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    assert (box.font().pixelSize(), label.font().pixelSize()) == (32, 32)
    assert box.sizeHint().height() > before.height() * 1.8


def test_high_contrast_has_only_black_and_white_grounds_and_strong_edges() -> None:
    for colours in (Colours.ON_WHITE, Colours.ON_BLACK):
        theme = THEMES[colours]
        grounds = {theme.window, theme.card, theme.tint, theme.track, *(tone.colours(theme)[1] for tone in Tone)}
        assert len(grounds) == 1
        assert grounds <= {"#000000", "#ffffff"}
        assert contrast(theme.frame, theme.window) == contrast(theme.text, theme.window) == pytest.approx(21)
        assert (theme.stroke, bool(theme.outline)) == (2, True)


@pytest.mark.parametrize(
    ("scheme", "wish", "worn"),
    [
        (Qt.ColorScheme.Unknown, Qt.ContrastPreference.NoPreference, Colours.LIGHT),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference, Colours.DARK),
        (Qt.ColorScheme.Light, Qt.ContrastPreference.HighContrast, Colours.ON_WHITE),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.HighContrast, Colours.ON_BLACK),
    ],
)
def test_the_system_is_followed_until_colours_are_chosen(
    look: AppLook, monkeypatch: pytest.MonkeyPatch, scheme: Qt.ColorScheme, wish: Qt.ContrastPreference, worn: Colours
) -> None:
    look.choose(Colours.SYSTEM)
    hints = QApplication.styleHints()
    eyes = hints.accessibility()
    monkeypatch.setattr(QStyleHints, "colorScheme", lambda _hints: scheme)
    monkeypatch.setattr(QAccessibilityHints, "contrastPreference", lambda _eyes: wish)
    eyes.contrastPreferenceChanged.emit(wish)
    assert look.theme == THEMES[worn]
    look.choose(Colours.DARK)
    eyes.contrastPreferenceChanged.emit(wish)
    hints.colorSchemeChanged.emit(scheme)
    assert look.theme == THEMES[Colours.DARK]


def test_choosing_the_same_theme_again_changes_nothing(qtbot: QtBot, look: AppLook) -> None:
    with qtbot.assertNotEmitted(look.changed):
        look.choose(Colours.LIGHT, 0.5)
    assert look.theme.text_size == 1.0


def _ring_pixels(widget: QWidget, theme: Theme) -> int:
    picture, ring = widget.grab().toImage(), QColor(theme.focus)
    return sum(
        picture.pixelColor(x, y).rgb() == ring.rgb() for x in range(picture.width()) for y in range(picture.height())
    )


@pytest.mark.parametrize("kind", list(Kind))
def test_a_button_reached_by_keyboard_wears_the_ring(qtbot: QtBot, look: AppLook, stage: Stage, kind: Kind) -> None:
    first, second = Button(look, "First", kind), Button(look, "Second", kind)
    stage(first, second)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert _ring_pixels(first, look.theme) == 0
    assert _ring_pixels(second, look.theme) >= 3 * 2 * second.height()
