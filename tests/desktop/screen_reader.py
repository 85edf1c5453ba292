"""What a screen reader does: asks a program over the bus what there is, has it act, and listens."""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, Final, Self

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.desktop.desktop import wait_for

_ATSPI: Final = "org.a11y.atspi"
_REGISTRY: Final = f"{_ATSPI}.Registry"
_ROOT: Final = "/org/a11y/atspi/accessible/root"
_DEVICES: Final = "/org/a11y/atspi/registry"
_OF_THE_SCREEN: Final = 0
_SECONDS: Final = 60
CHECKED, ENABLED, FOCUSED, SELECTED, VISIBLE = 4, 8, 12, 23, 30  # bits of the states, as AT-SPI numbers them
_LABELLED_BY: Final = 2
_ALL, _ANY = 1, 2  # how many of what is asked for must fit
_ROLES: Final = {
    "check box": 7,
    "combo box": 11,
    "filler": 20,
    "menu item": 35,
    "page tab": 37,
    "panel": 39,
    "progress bar": 42,
    "push button": 43,
    "radio button": 44,
    "spin box": 52,
    "text": 61,
    "heading": 83,
}


class GoneError(Exception):
    """What was asked about is not there any more."""


class Thing:
    """One thing a program shows: what it is called, what it is, how it stands, and what it can be told to do."""

    def __init__(self, reader: "ScreenReader", bus: str, path: str) -> None:
        self._reader, self._bus, self._path = reader, bus, path

    @property
    def name(self) -> str:
        return str(self._get("Accessible", "Name"))

    @property
    def label(self) -> str:
        """What stands beside it: a list to choose from is named by what is chosen."""
        labels = [things for kind, things in self._ask("Accessible", "GetRelationSet") if kind == _LABELLED_BY]
        return Thing(self._reader, *labels[0][0]).name if labels else ""

    @property
    def description(self) -> str:
        return str(self._get("Accessible", "Description"))

    @property
    def value(self) -> float:
        return float(str(self._get("Value", "CurrentValue")))

    @property
    def text(self) -> str:
        return str(self._ask("Text", "GetText", "ii", (0, -1)))

    def has(self, state: int) -> bool:
        low, high = self._ask("Accessible", "GetState")
        return bool((high << 32 | low) >> state & 1)

    def parts(self) -> "Iterator[Thing]":
        """Yield what is just inside it: of a program, its windows."""
        for bus, path in self._ask("Accessible", "GetChildren"):
            yield Thing(self._reader, bus, path)

    def all_of(self, role: str, *states: int) -> "Iterator[Thing]":
        """Yield everything of that role in it that is in all of these states."""
        rule: tuple[object, ...] = (
            _bits(64, states),
            _ALL,
            {},
            _ALL,
            _bits(128, [_ROLES[role]]),
            _ANY,
            [],
            _ALL,
            False,
        )
        for bus, path in self._ask("Collection", "GetMatches", "(aiia{ss}iaiiasib)uib", (rule, 1, 0, True)):
            yield Thing(self._reader, bus, path)

    def do(self, action: str) -> None:
        """Have it do what it says it can."""
        names = [str(one[0]) for one in self._ask("Action", "GetActions")]
        assert action in names, (self.name, names)
        assert self._ask("Action", "DoAction", "i", (names.index(action),))

    def click(self) -> None:
        """Click on the middle of it with the mouse, which is the screen's and hits whatever is uppermost there."""
        left, top, width, height = self._ask("Component", "GetExtents", "u", (_OF_THE_SCREEN,))
        mouse = DBusAddress(f"{_DEVICES}/deviceeventcontroller", _REGISTRY, f"{_ATSPI}.DeviceEventController")
        spot = (left + width // 2, top + height // 2, "b1c")
        self._reader.call(new_method_call(mouse, "GenerateMouseEvent", "iis", spot))

    def write(self, text: str) -> None:
        assert self._ask("EditableText", "SetTextContents", "s", (text,))

    def set_value(self, value: float) -> None:
        self._call("org.freedesktop.DBus.Properties", "Set", "ssv", (f"{_ATSPI}.Value", "CurrentValue", ("d", value)))

    def _get(self, interface: str, name: str) -> object:
        return self._call("org.freedesktop.DBus.Properties", "Get", "ss", (f"{_ATSPI}.{interface}", name))[0][1]

    def _ask(self, interface: str, method: str, signature: str | None = None, body: tuple[object, ...] = ()) -> Any:  # noqa: ANN401
        return self._call(f"{_ATSPI}.{interface}", method, signature, body)[0]

    def _call(self, interface: str, method: str, signature: str | None, body: tuple[object, ...]) -> Any:  # noqa: ANN401
        address = DBusAddress(self._path, self._bus, interface)
        return self._reader.call(new_method_call(address, method, signature, body))


class ScreenReader:
    """Is connected to one bus; ``heard`` is what programs have announced so far."""

    def __init__(self, address: str) -> None:
        self._bus: DBusConnection = open_dbus_connection(address)
        self.heard: list[str] = []
        self._new: deque[str] = deque()
        rule = MatchRule(type="signal", interface=f"{_ATSPI}.Event.Object", member="Announcement")
        self._announced: deque[Message] = deque()
        self._filter = self._bus.filter(rule, queue=self._announced)
        self.call(message_bus.AddMatch(rule))
        registry = DBusAddress("/org/a11y/atspi/registry", _REGISTRY, _REGISTRY)
        self.call(new_method_call(registry, "RegisterEvent", "s", ("object:announcement",)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._bus.close()

    @property
    def registry(self) -> int:
        """The number of the process that knows which programs there are; the bus has started it."""
        return int(self.call(message_bus.GetConnectionUnixProcessID(_REGISTRY))[0])

    def call(self, message: Message) -> Any:  # noqa: ANN401
        reply = self._bus.send_and_get_reply(message, timeout=_SECONDS)
        if reply.header.message_type is MessageType.error:
            raise GoneError(reply.header.fields[HeaderFields.error_name], reply.body)
        while self._announced:
            sentence = str(self._announced.popleft().body[3][1])
            self.heard.append(sentence)
            self._new.append(sentence)
        return reply.body

    def program(self) -> Thing:
        """Return the program, once it is there."""
        return wait_for("the program", lambda: next(Thing(self, _REGISTRY, _ROOT).parts(), None))

    def hears(self, words: str) -> str:
        """Wait until something is announced that was not heard before and has these words in it, and return it."""
        return wait_for(f"“{words}”, after {self.heard[-1:]}", lambda: self._next(words))

    def _next(self, words: str) -> str:
        self.call(message_bus.GetId())  # what was announced comes with the answer
        while self._new:
            if words in (sentence := self._new.popleft()):
                return sentence
        return ""

    def find(self, role: str, name: str) -> Thing:
        """Return the first thing in sight of that role that is called or labelled so, once it is there."""
        return wait_for(f"the {role} “{name}”", lambda: self._look(role, name))

    def choose(self, words: str) -> None:
        """Choose from the menus, opened or not."""
        (window,) = self.program().parts()
        next(one for one in window.all_of("menu item") if one.name == words).do("Press")

    def _look(self, role: str, name: str) -> Thing | None:
        with suppress(GoneError):  # the window changes while it is looked at
            for window in self.program().parts():
                for thing in window.all_of(role, VISIBLE):
                    if name == (thing.label if role == "combo box" else thing.name):
                        return thing
        return None


def _bits(size: int, places: Iterable[int]) -> list[int]:
    """Return a set of numbers as AT-SPI writes it: one bit each, in signed words."""
    number = sum(1 << place for place in places).to_bytes(size // 8, "little")
    return [int.from_bytes(number[word : word + 4], "little", signed=True) for word in range(0, size // 8, 4)]
