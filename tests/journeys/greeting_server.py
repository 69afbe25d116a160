"""A server whose models greet, judge greetings, or are crowded: `python -m … FOLDER`.

What stands in the folder changes how it answers, from one request to the next.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from pathlib import Path

from tests.faulty_server.__main__ import main
from tests.faulty_server.answer import Answer
from tests.faulty_server.behaviours import AT_ONCE, BEHAVIOURS, Asked, finish

FOLDER = Path(sys.argv[1])
BROKEN, GARBAGE, ECHO = "broken", "garbage", "echo"
"""Files with texts: what is asked about them is refused, judged in a way nobody understands, or
answered with the key that was sent."""
NAME = re.compile(r"case-\d+\.")
PRICED = ("gpt-4o-mini", "gpt-4o", "gpt-4.1-mini")


async def greets(answer: Answer, asked: Asked) -> None:
    """Well where it is asked politely, else without the name in one case of four."""
    said = "\n".join(str(message["content"]) for message in asked.body["messages"])
    await asyncio.sleep(asked.number("delay", 0))
    if _told(BROKEN, said):
        return await answer.error(400, "This case is not for me.")
    if "pass" in said and "rubric" in said:
        return await judges(answer, asked)
    (name, *_others) = NAME.findall(said)
    missed = "politely" not in said and int(name[5:-1]) % 4 == 0
    text = f"Hello from {asked.model}" if missed else f"Hello, {name} from {asked.model}"
    return await _say(answer, asked, text)


async def discreet(answer: Answer, asked: Asked) -> None:
    """As `greets`, in words that are each model's own, and without saying which it is."""
    said = "\n".join(str(message["content"]) for message in asked.body["messages"])
    (name, *_others) = NAME.findall(said)
    polite, one = "politely" in said, asked.options.get("m") == "a"
    missed = not polite and int(name[5:-1]) % 3 == 0
    greeting = ("Welcome" if one else "Good day") if polite else ("Hello" if one else "Hi there")
    await _say(answer, asked, f"{greeting}, {'you' if missed else name} How are you today?")


async def judges(answer: Answer, asked: Asked) -> None:
    said = json.dumps(asked.body["messages"])
    if _told(GARBAGE, said):
        return await _say(answer, asked, "Ten out of ten! {not json")
    good = bool(NAME.search(said.rpartition("The answer to be judged")[2]))
    judgment = {"reason": "It greets by name.", "score": 10 if good else 0, "pass": good}
    return await _say(answer, asked, json.dumps(judgment))


async def crowded(answer: Answer, asked: Asked) -> None:
    """Only some at once; the others are told when to come again."""
    if AT_ONCE.get(asked.model, 0) >= asked.number("most", 2):
        return await answer.error(429, "slow down", "rate_limit_exceeded", Retry_After="0.1")
    AT_ONCE[asked.model] = AT_ONCE.get(asked.model, 0) + 1
    try:
        await asyncio.sleep(0.01)
        return await greets(answer, asked)
    finally:
        AT_ONCE[asked.model] -= 1


async def _say(answer: Answer, asked: Asked, text: str) -> None:
    if _told(ECHO, json.dumps(asked.body["messages"])):
        text = f"{text} {asked.headers.get('authorization', '')}"
    if asked.body.get("stream"):
        await answer.start()
        await answer.delta(content=text)
        return await finish(answer)
    choice = {"index": 0, "message": {"role": "assistant", "content": text}}
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    choices = [{**choice, "finish_reason": "stop"}]
    document = {"id": "c-1", "object": "chat.completion", "created": 1, "model": asked.model}
    return await answer.json(200, {**document, "choices": choices, "usage": usage})


def _told(what: str, said: str) -> bool:
    file = FOLDER / what
    return file.is_file() and any(word in said for word in file.read_text().splitlines())


BEHAVIOURS.update({"greets": greets, "discreet": discreet, "judges": judges, "crowded": crowded})
BEHAVIOURS.update(dict.fromkeys(PRICED, greets))

if __name__ == "__main__":
    asyncio.run(main())
