"""The wall of styles: which of them are to be seen, in which order, and what is kept of it from visit to visit."""

from collections import Counter
from dataclasses import replace
from typing import Any

from impasto.painting import naming
from impasto.studio import events as ev
from impasto.studio.effects import FindLikeness, RememberStyles
from impasto.studio.repainting import Step
from impasto.studio.settings import ShelfStyle
from impasto.studio.state import State
from impasto.words import Text
from impasto.words.finding import folded, has_all

RECENT = 12
"""How many of the styles that were chosen are kept."""
KINDS = ("painter", "work", "texture", "drawn")
PERIOD = "period:"
"""What the groups of periods begin with."""


def groups(state: State) -> dict[str, tuple[ShelfStyle, ...]]:
    """Return the styles of each group that has any, in the order in which groups are offered.

    All of them are the user's own, and then the presets.
    """
    shelf, wall = (*state.settings.own_styles, *state.presets), state.wall
    by_id = {style.id: style for style in shelf}
    found = {
        "all": shelf,
        "favourites": tuple(by_id[id_] for id_ in wall.favourites if id_ in by_id),
        "recent": tuple(by_id[id_] for id_ in wall.recent if id_ in by_id),
        "own": tuple(style for style in shelf if style.own),
        **{kind: tuple(style for style in state.presets if style.kind == kind) for kind in KINDS},
    }
    periods = Counter(style.period for style in state.presets if style.period)
    for period in sorted(periods):
        found[PERIOD + period] = tuple(style for style in state.presets if style.period == period)
    return {group: styles for group, styles in found.items() if styles}


def shown(state: State) -> tuple[str, ...]:
    """Return the ids of the styles that are to be seen, in order."""
    wall, offered = state.wall, groups(state)
    words, styles = wall.query.split(), offered.get(wall.group, offered["all"])
    found = [style for style in styles if has_all(style.words or folded(style.name), words)]
    if wall.like:
        places = {id_: place for place, id_ in enumerate(wall.like)}
        found.sort(key=lambda style: places.get(style.id, len(places)))
    return tuple(style.id for style in found)


def update(state: State, event: ev.WallEvent) -> Step:
    """Search, choose a group, order by likeness, mark a favourite, or forget."""
    wall = state.wall
    match event:
        case ev.WallSearched(query):
            return _with(state, query=query), ()
        case ev.GroupChosen(group):
            return _with(state, group=group if group in groups(state) else "all"), ()
        case ev.MoreLikePressed():
            if wall.like:
                return _with(state, like=()), ()
            chosen = _only(state)
            return state, () if chosen is None else (FindLikeness(chosen, state.settings.style_network),)
        case ev.LikenessFound(id_, order):
            return (_with(state, like=order, group="all", query="") if id_ == _only(state) else state), ()
        case ev.FavouritePressed():
            chosen = _only(state)
            if chosen is None:
                return state, ()
            others = tuple(id_ for id_ in wall.favourites if id_ != chosen)
            return _kept(_with(state, favourites=others if chosen in wall.favourites else (chosen, *others)))
        case ev.StylesForgotten():
            group = "all" if wall.group in ("favourites", "recent") else wall.group
            return _kept(_with(state, favourites=(), recent=(), group=group))
        case ev.StylesRemembered(favourites, recent):
            known = {style.id for style in state.presets}
            return _with(
                state,
                favourites=tuple(id_ for id_ in dict.fromkeys((*wall.favourites, *favourites)) if id_ in known),
                recent=tuple(id_ for id_ in dict.fromkeys((*wall.recent, *recent)) if id_ in known)[:RECENT],
            ), ()


def revealed(before: State, after: State) -> State:
    """Return the state after whatever has changed with what was chosen just now among the styles that are to be seen.

    What is looked for and the group end where they hide it, as where a picture is added or a step is undone.
    """
    chosen, chosen_before = dict(after.settings.styles), dict(before.settings.styles)
    new = chosen.keys() - chosen_before.keys()
    return _with(after, query="", group="all") if new and not new <= set(shown(after)) else after


def note(state: State, id_: str) -> Step:
    """Take note of a style that was chosen. Pictures of the user's are gone with the visit, and are not kept."""
    if not any(style.id == id_ for style in state.presets):
        return state, ()
    recent = (id_, *(other for other in state.wall.recent if other != id_))[:RECENT]
    return _kept(_with(state, recent=recent)) if recent != state.wall.recent else (state, ())


def view(state: State) -> dict[str, Any]:
    """Return what the page shows of the wall, but for the styles themselves."""
    wall, seen, chosen = state.wall, shown(state), _only(state)
    return {
        "shown": list(seen),
        "groups": [{"value": group, "label": _label(group, len(styles))} for group, styles in groups(state).items()],
        "group": wall.group,
        "query": wall.query,
        "found": _found(len(seen)) if wall.query.split() else "",
        "by_likeness": bool(wall.like),
        "can_find_likeness": bool(wall.like) or chosen is not None,
        "favourite": None if chosen is None or _is_own(state, chosen) else chosen in wall.favourites,
        "can_forget": bool(wall.favourites or wall.recent),
    }


def _found(count: int) -> Text:
    return Text("styles-found", count=count) if count else Text("styles-found-none")


def _label(group: str, count: int) -> Text:
    name: str | Text = Text(f"kind-{group}") if group in KINDS else Text(f"group-{group}")
    if group.startswith(PERIOD):
        name = naming.period(group.removeprefix(PERIOD))
    return Text("styles-in-group", name=name, number=count)


def _only(state: State) -> str | None:
    """Return the style that is chosen alone."""
    return state.settings.styles[0][0] if len(state.settings.styles) == 1 else None


def _is_own(state: State, id_: str) -> bool:
    return any(style.id == id_ for style in state.settings.own_styles)


def _with(state: State, **changes: Any) -> State:
    return replace(state, wall=replace(state.wall, **changes))


def _kept(state: State) -> Step:
    return state, (RememberStyles(state.wall.favourites, state.wall.recent),)
