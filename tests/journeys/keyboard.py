"""Hands on a keyboard: everything is reached with Tab, chosen with arrows and space, and sent with Enter."""

from pathlib import Path

from playwright.sync_api import Page, TimeoutError

FURTHEST = 400  # presses of Tab, more than any page has places to stop
PRESSES = 3
CHOSEN = "document.activeElement.selectedOptions[0].label"
HAS_FOCUS = "wanted => document.activeElement.matches(wanted)"


class Keyboard:
    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, wanted: str) -> None:
        """Press Tab until what the selector `wanted` names has the focus."""
        for _ in range(FURTHEST):
            if self.page.evaluate(HAS_FOCUS, wanted):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{wanted} cannot be reached with Tab on {self.page.url}")

    def press(self, wanted: str) -> None:
        """Press a button or follow a link, and wait for the page behind it."""
        self.reach(wanted)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def choose(self, name: str, value: str) -> None:
        """One of several radio buttons: space takes the first, arrows the others."""
        self.reach(f"input[type=radio][name='{name}']")
        self.page.keyboard.press("Space")
        for _ in range(FURTHEST):
            if self.page.evaluate(HAS_FOCUS, f"[value='{value}']"):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} of {name} cannot be reached with the arrow keys")

    def tick(self, name: str, value: str) -> None:
        self.reach(f"input[type=checkbox][name='{name}'][value='{value}']")
        self.page.keyboard.press("Space")

    def write(self, name: str, text: str) -> None:
        """What was there is selected first, as it is on reaching a field with Tab."""
        self.reach(f"[name='{name}']")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def pick(self, name: str, label: str) -> None:
        """An entry of a list: by typing its first word, since space may open the list, and by arrows from there."""
        self.reach(f"select[name='{name}']")
        self.page.keyboard.press("Home")
        self.page.keyboard.type(label.partition(" ")[0])
        for _ in range(FURTHEST):
            if self.page.evaluate(CHOSEN) == label:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{label} of {name} cannot be reached with the arrow keys")

    def attach(self, name: str, file: Path) -> None:
        """Space opens the chooser of files; a busy browser has been seen to let one press go by."""
        self.reach(f"input[type=file][name='{name}']")
        for _ in range(PRESSES):
            try:
                with self.page.expect_file_chooser(timeout=20_000) as opened:
                    self.page.keyboard.press("Space")
            except TimeoutError:
                continue
            opened.value.set_files(file)
            return
        raise AssertionError(f"{name} opens no chooser of files on {self.page.url}")
