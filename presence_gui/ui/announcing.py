"""Say something to whoever listens to a screen reader."""

from PySide6.QtCore import QObject


def announce(source: QObject, sentence: str) -> None:
    """Have a sentence spoken; what is on the screen stays as it is, and so does the keyboard."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, sentence))
