from impasto.painting.cache import ByteBudgetCache


def test_keeps_what_was_used_last_within_the_budget():
    cache: ByteBudgetCache[str] = ByteBudgetCache(10)
    cache.put("a", "A", 4)
    cache.put("b", "B", 4)
    assert cache.get("a") == "A"  # now b is the oldest
    cache.put("c", "C", 4)
    assert "b" not in cache
    assert cache.get("a") == "A" and cache.get("c") == "C"


def test_the_newest_entry_is_kept_even_over_budget():
    cache: ByteBudgetCache[str] = ByteBudgetCache(10)
    cache.put("small", "s", 1)
    cache.put("huge", "h", 100)
    assert "small" not in cache and cache.get("huge") == "h"


def test_putting_a_key_again_counts_it_once():
    cache: ByteBudgetCache[str] = ByteBudgetCache(10)
    for _ in range(5):
        cache.put("a", "A", 4)
    cache.put("b", "B", 4)
    assert "a" in cache and "b" in cache


def test_an_unknown_key_gives_none():
    assert ByteBudgetCache[str](1).get("nothing") is None


def test_whoever_asked_is_told_what_is_let_go():
    gone: list[str] = []
    cache: ByteBudgetCache[str] = ByteBudgetCache(2, gone.append)
    for key in ("a", "b", "c"):
        cache.put(key, key.upper(), 1)
    cache.put("b", "B again", 1)
    cache.drop("c")
    cache.drop("nothing")
    assert gone == ["A", "B", "C"]


def test_all_is_let_go_at_once():
    gone: list[str] = []
    cache: ByteBudgetCache[str] = ByteBudgetCache(2, gone.append)
    for key in ("a", "b"):
        cache.put(key, key.upper(), 1)
    cache.clear()
    assert gone == ["A", "B"] and "a" not in cache and "b" not in cache
