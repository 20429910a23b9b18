"""A real browser for tests: Chromium, driven through its debugging pipe with nothing but Python.

    with a_browser(tmp_path) as browser:
        page = browser.open("http://127.0.0.1:8000/")
        page.press("s")
        assert page.run("document.activeElement.name") == "q"

`run` takes JavaScript and waits for a promise; `press` and `type` send keys as a keyboard does,
`point` and `click` move and press as a mouse does.
"""

import base64
import fcntl
import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PATIENCE: Final = 30.0
_KEYS: Final = {
    "Enter": (13, "\r"), "Escape": (27, ""), "Tab": (9, ""), "Backspace": (8, ""),
    "ArrowDown": (40, ""), "ArrowUp": (38, ""), "ArrowLeft": (37, ""), "ArrowRight": (39, ""),
    "Home": (36, ""), "End": (35, ""), " ": (32, " "),
}  # fmt: skip


def browser_path() -> str | None:
    """Where Chromium is, or nothing."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


class Page:
    """One tab. Every request that it made, with the bytes of each answer, is in `requests`."""

    def __init__(self, browser: "Browser", session: str) -> None:
        self._browser, self._session = browser, session
        self.requests: dict[str, str] = {}
        self.bytes: dict[str, int] = {}
        self.complaints: list[str] = []

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """A command of the debugging protocol."""
        return self._browser.call(method, parameters, self._session)

    def go(self, address: str) -> None:
        """Load a page, and wait until it has loaded."""
        self.call("Page.navigate", url=address)
        self.wait(f"location.href.startsWith({json.dumps(address.partition('#')[0])}) && "
                  "document.readyState == 'complete'")  # fmt: skip

    def run(self, script: str) -> Any:
        """The value of an expression; of a promise, what it comes to."""
        answer = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True,
            userGesture=True,
        )  # fmt: skip
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise AssertionError(details.get("exception", {}).get("description") or details["text"])
        return answer["result"].get("value")

    def wait(self, script: str) -> Any:
        """The expression's value once it is true; of a node, true."""
        end, last = time.monotonic() + _PATIENCE, ""
        while time.monotonic() < end:
            try:
                if value := self.run(f"(value => value instanceof Node || value)({script})"):
                    return value
            except AssertionError as error:  # between two pages there is nobody to ask
                last = f" ({error})"
            time.sleep(0.02)
        raise AssertionError(f"never true: {script}{last}")

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press and release a key."""
        code, text = _KEYS.get(key, (ord(key.upper()[0]), key))
        event = {"key": key, "windowsVirtualKeyCode": code, "modifiers": 8 if shift else 0}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **event)
        self.call("Input.dispatchKeyEvent", type="keyUp", **event)

    def type(self, words: str) -> None:
        """Type words."""
        for letter in words:
            self.press(letter)

    def point(self, x: float = 300, y: float = 300) -> None:
        """Move the pointer."""
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    def click(self, selector: str) -> None:
        """Click in the middle of what is found first, where it has to be uncovered."""
        place = self.run(
            f"(box => [box.x + box.width / 2, box.y + box.height / 2])"
            f"(document.querySelector({json.dumps(selector)}).getBoundingClientRect())"
        )
        at = {"x": place[0], "y": place[1], "button": "left", "clickCount": 1}
        self.point(*place)
        self.call("Input.dispatchMouseEvent", type="mousePressed", **at)
        self.call("Input.dispatchMouseEvent", type="mouseReleased", **at)

    def size(self, width: int, height: int = 900, *, dark: bool = False) -> None:
        """How large the window is, and whether the reader prefers dark pages."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height,
            deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    def picture(self) -> bytes:
        """What is to be seen, as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def close(self) -> None:
        """Close the tab."""
        self.call("Page.close")

    def hear(self, method: str, told: dict[str, Any]) -> None:
        """Keep what the browser tells of this page."""
        match method:
            case "Network.requestWillBeSent":
                self.requests[told["requestId"]] = told["request"]["url"]
            case "Network.loadingFinished":
                self.bytes[told["requestId"]] = int(told["encodedDataLength"])
            case "Runtime.exceptionThrown":
                details = told["exceptionDetails"]
                self.complaints.append(
                    details.get("exception", {}).get("description") or details["text"]
                )


class Browser:
    """A running Chromium with a profile of its own."""

    def __init__(self, process: "subprocess.Popen[bytes]", to: int, back: int) -> None:
        self._process, self._to, self._back = process, to, back
        self._answers: dict[int, dict[str, Any]] = {}
        self._pages: dict[str, Page] = {}
        self._number = 0
        self._news = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def open(self, address: str) -> Page:
        """A new tab with a profile that has seen nothing, on a page."""
        context = self.call("Target.createBrowserContext", {})["browserContextId"]
        target = self.call(
            "Target.createTarget", {"url": "about:blank", "browserContextId": context}
        )
        session = self.call(
            "Target.attachToTarget", {"targetId": target["targetId"], "flatten": True}
        )["sessionId"]
        page = self._pages[session] = Page(self, session)
        for domain in ("Page", "Runtime", "Network"):
            page.call(f"{domain}.enable")
        page.size(1280)
        page.go(address)
        return page

    def call(
        self, method: str, parameters: dict[str, Any], session: str | None = None
    ) -> dict[str, Any]:
        """A command, and its answer."""
        with self._news:
            self._number += 1
            number = self._number
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._to, data) :]
        with self._news:
            if not self._news.wait_for(lambda: number in self._answers, _PATIENCE):
                raise AssertionError(f"Chromium did not answer {method}")
            answer = self._answers.pop(number)
        if "error" in answer:
            raise AssertionError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _listen(self) -> None:
        rest = b""
        while part := os.read(self._back, 1 << 16):
            *whole, rest = (rest + part).split(b"\0")
            for text in whole:
                message = json.loads(text)
                with self._news:
                    if "id" in message:
                        self._answers[message["id"]] = message
                        self._news.notify_all()
                    elif page := self._pages.get(message.get("sessionId", "")):
                        page.hear(message["method"], message["params"])


@contextmanager
def a_browser(home: Path) -> Iterator[Browser]:
    """Chromium without a window, with its profile below `home`."""
    path = browser_path()
    if not path:
        raise FileNotFoundError(f"none of {', '.join(_NAMES)} is on the path")
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    command = [
        path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync",
        "--disable-component-update", "--disable-default-apps", "--disable-extensions",
        "--remote-debugging-pipe", f"--user-data-dir={home / 'profile'}",
    ]  # fmt: skip
    # Chromium reads commands from descriptor 3 and answers on 4: the shell puts ours there, from
    # numbers that are neither.
    lent = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (theirs_in, theirs_out)]
    process = subprocess.Popen(
        ["bash", "-c", f'exec "$@" 3<&{lent[0]} 4>&{lent[1]}', "chromium", *command],
        pass_fds=lent, env={**os.environ, "HOME": str(home)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    for end in (theirs_in, theirs_out, *lent):
        os.close(end)
    try:
        browser = Browser(process, ours_out, ours_in)
        yield browser
        browser.call("Browser.close", {})  # it ends its helpers, which write to the profile
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)
        os.close(ours_out)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *given: Any) -> None:
        """Nobody reads it."""


@contextmanager
def a_server(folder: Path, below: str = "") -> Iterator[str]:
    """Serve a folder on a free port; gives its address. `below` is a path before it: `team/`."""

    class Handler(_Quiet):
        def translate_path(self, path: str) -> str:
            plain = path.removeprefix(f"/{below}") if below else path
            return super().translate_path("/" + plain.removeprefix("/"))

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{below}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
