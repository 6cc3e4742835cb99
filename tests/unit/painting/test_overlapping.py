"""Two at a time, in their order, and nothing goes on after an error."""

import asyncio

import pytest

from impasto.painting.overlapping import overlapping


async def test_each_is_taken_in_its_order_while_the_next_is_under_way_and_no_more():
    told = list[str]()

    async def made(item: int) -> int:
        told.append(f"run {item}")
        await asyncio.sleep(0)
        return 10 * item

    async def take(item: int, coming) -> None:
        assert await coming == 10 * item
        told.append(f"take {item}")

    await overlapping(range(4), made, take)
    assert [each for each in told if each.startswith("take")] == [f"take {item}" for item in range(4)]
    for item in range(3):
        assert told.index(f"run {item + 1}") < told.index(f"take {item}"), "the next was under way"
    for item in range(2):
        assert told.index(f"run {item + 2}") > told.index(f"take {item}"), "but not the one after it"
    await overlapping((), made, take)


@pytest.mark.parametrize("fails", ["begin", "run", "take"])
async def test_an_error_ends_what_is_under_way(fails):
    running = set[int]()

    def begin(item: int):
        if fails == "begin" and item == 2:
            raise LookupError(item)
        return made(item)

    async def made(item: int) -> int:
        running.add(item)
        try:
            if fails == "run" and item == 1:
                raise LookupError(item)
            await asyncio.sleep(0 if item < 2 else 3600)
            return item
        finally:
            running.discard(item)

    async def take(item: int, coming) -> None:
        await coming
        if fails == "take" and item == 1:
            raise LookupError(item)

    with pytest.raises(LookupError):
        await overlapping(range(9), begin, take)
    assert not running
