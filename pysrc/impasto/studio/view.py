"""A state as the page shows it; the page adds no rule of its own."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from impasto.backends import rules
from impasto.imaging.formats import EXACT, Format
from impasto.networks.catalogue import Catalogue, StyleNetwork, Transformer
from impasto.painting.settings import OUTPUT_SIZE, SETTINGS
from impasto.studio import areas, camera, contact_sheet, films, mixing, qualities, telling
from impasto.studio.cheapness import stylize_label
from impasto.studio.settings import Settings, ShelfStyle
from impasto.studio.state import ContactSheet, State
from impasto.words import Text


def choices(
    shelf: Sequence[ShelfStyle],
    backends: Sequence[str],
    formats: Sequence[Format],
    size: int | Literal["photo"],
    catalogue: Catalogue,
) -> dict[str, Any]:
    """Return the record of all that can be chosen, which changes seldom; a view carries only what is chosen.

    ``backends`` are those that this browser is known to have, ``formats`` what pictures can be saved as here.
    ``size`` is the one that is chosen, which a project may have from elsewhere.
    """
    sizes = OUTPUT_SIZE.offered if size in OUTPUT_SIZE.offered else (size, *OUTPUT_SIZE.offered)
    return {
        "styles": [
            {
                "id": style.id,
                "name": style.name,
                "credit": style.credit,
                "own": style.own,
                "file": style.file,
            }
            for style in shelf
        ],
        "output_sizes": [{"value": str(size), "label": _size(size)} for size in sizes],
        "style_networks": [_network(network) for network in catalogue.style_networks],
        "transformers": [_network(network) for network in catalogue.transformers],
        "formats": [{"value": format, "label": Text(f"file-format-{format}")} for format in formats],
        "backends": [
            {"id": id_, "title": rules.backend_name(id_), "available": id_ == "auto" or id_ in backends}
            for id_ in rules.CHOICES
        ],
    }


def _size(size: int | Literal["photo"]) -> Text:
    return Text("size-photo") if size == "photo" else Text("size-pixels", size=size)


def view(state: State, details: Sequence[tuple[Text, Text]] = ()) -> dict[str, Any]:
    """Return the record that the page renders: plain dicts, lists, numbers, and texts still to be said.

    ``details`` are the lines (label, value) that stand behind "Nothing leaves this device".
    """
    settings = state.wanted
    result = state.shown_result
    return {
        "phase": "working" if state.job else state.phase,
        "backend": state.backend,
        "threads": state.threads,
        "message": _message(state),
        "told": state.told and {"number": state.told.number, "text": state.told.text},
        "progress": _progress(state),
        "content": state.photo
        and {
            "id": state.photo.id,
            "name": state.photo.name,
            "width": state.photo.width,
            "height": state.photo.height,
        },
        "shows": {"photo": telling.photo_shown(state) or "", "result": telling.result_shown(state) or ""},
        "chosen": _chosen(settings),
        "mix": _mix(state),
        "pad": _pad(settings),
        "masked": bool(areas.edits(state)),
        "areas": areas.view(state),
        "can_find_people": state.phase == "ready" and state.photo is not None,
        "outside": settings.outside[0][0] if settings.outside else "",
        "settings": {name.replace("_", "-"): getattr(settings, name) for name in SETTINGS},
        "saving": {
            "download-format": state.saving.format,
            "quality": state.saving.quality,
            "how-made": state.saving.made,
        },
        "quality_counts": state.saving.format not in EXACT,
        "backend_choice": state.backend_choice,
        "backend_note": state.backend_reason or "",
        "result": result
        and {
            "number": result.number,
            "seconds": round(result.seconds, 3),
            "width": result.width,
            "height": result.height,
            "stale": not _is_up_to_date(state),
        },
        "film": films.view(state),
        "stylize": stylize_label(state),
        "waiting": state.waiting,
        "sheet": state.sheet and _sheet(state.sheet),
        "can_open_strip": contact_sheet.has_strip(state),
        "can_open_sheet": state.phase == "ready" and state.photo is not None,
        "camera": camera.view(state.camera),
        "painting": state.job and state.job.number,
        "can_cancel": _can_cancel(state),
        "next": _next(state),
        "can_choose_strength": state.phase == "ready" and state.photo is not None and bool(settings.styles),
        "can_save_project": bool(settings.styles),
        "history": _history(state),
        "keeps_work": state.keeps_work,
        "earlier": state.earlier if state.photo is None and state.batch is None else None,
        "can_undo": bool(state.past),
        "can_redo": bool(state.future),
        "details": [{"label": label, "value": value} for label, value in details],
    }


def _can_cancel(state: State) -> bool:
    return state.job is not None or state.waiting


def _is_up_to_date(state: State) -> bool:
    """Return whether what is shown is what would be painted now."""
    result = state.shown_result
    return result is not None and (state.sliding is not None or result.settings.paints_like(state.wanted))


def _next(state: State) -> str:
    """Return the one step that is coloured: what most people want to do now."""
    if _can_cancel(state):
        return "wait"  # also for what will be painted of a photo that is still read
    if state.photo is None:
        return "photo"
    if not state.wanted.styles:
        return "style"
    return "download" if _is_up_to_date(state) else "stylize"


def _history(state: State) -> list[dict[str, Any]]:
    """Return this visit's paintings, the latest first."""
    names = {style.id: style.name for style in state.presets}
    records = []
    for painted in reversed(state.history):
        known = names | {style.id: style.name for style in painted.settings.own_styles}
        styles = tuple(known[id_] for id_, _ in painted.settings.styles if id_ in known)
        label = Text(
            "history-painting", number=painted.number, styles=styles, width=painted.width, height=painted.height
        )
        shown = state.shown_result is not None and painted.settings.paints_like(state.shown_result.settings)
        records.append({"number": painted.number, "label": label, "shown": shown, "stored": bool(painted.key)})
    return records


def _sheet(sheet: ContactSheet) -> dict[str, Any]:
    return {
        "job": sheet.job,
        "title": sheet.title,
        "tiles": [{"id": tile.id, "name": tile.name} for tile in sheet.tiles],
        "can_move": sheet.is_strip,
        "ratio": sheet.photo.width / sheet.photo.height,
        "done": sheet.done,
        "complete": sheet.complete,
    }


def _message(state: State) -> dict[str, Any] | None:
    message = state.message
    if message is None:
        return None
    label = stylize_label(state) if message.action == "stylize" else Text(f"action-{message.action}")
    action = message.action and {"label": label, "event": {"kind": message.action}}
    return {"tone": message.tone, "text": message.text, "names": list(_names(message.text)), "action": action}


def _names(text: Text) -> Iterator[str]:
    """Yield the names, of files and styles, that a text says: they may be of another script than its words."""
    for parameter, value in text.parameters.items():
        if parameter == "name" and isinstance(value, str):
            yield value
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Text):
                yield from _names(part)


def _progress(state: State) -> dict[str, Any] | None:
    if state.job and state.progress:
        progress = state.progress
        text = progress.said
        if progress.steps > 1:
            text = Text("progress-step", doing=text, step=progress.step, steps=progress.steps)
        return {"text": text, "fraction": progress.fraction}
    if state.trying:
        return {"text": Text("trying-backend", backend=rules.backend_name(state.trying)), "fraction": None}
    if state.activity:
        return {"text": state.activity, "fraction": None}
    if state.waiting:
        return {"text": Text("painting-begins-soon"), "fraction": _loaded(state)}
    if state.progress:
        return {"text": state.progress.text, "fraction": _loaded(state)}
    return None


def _loaded(state: State) -> float | None:
    return state.progress.fraction if state.progress else None


def _chosen(settings: Settings) -> list[dict[str, Any]]:
    shares = mixing.percentages([weight for _, weight in settings.styles])
    return [
        {"id": id_, "weight": weight, "percent": share}
        for (id_, weight), share in zip(settings.styles, shares, strict=True)
    ]


def _pad(settings: Settings) -> dict[str, Any] | None:
    point = mixing.point_of([weight for _, weight in settings.styles])
    return point and {"x": point[0], "y": point[1], "corners": mixing.CORNERS[len(settings.styles)]}


def _mix(state: State) -> dict[str, Any] | None:
    if len(state.wanted.styles) != 2:
        return None
    names = {style.id: style.name for style in state.shelf}
    (first, first_weight), (second, second_weight) = state.wanted.styles
    total = first_weight + second_weight
    return {"first": names[first], "second": names[second], "value": second_weight / total if total else 0.5}


def _network(network: StyleNetwork | Transformer) -> dict[str, Any]:
    megabytes = sum(graph.bytes for graph in network.graphs) / 1e6
    times = network.relative_time
    speed = Text("network-fastest") if times < 1.05 else Text("network-slower", times=times)
    return {
        "id": network.id,
        "title": qualities.name(network),
        "note": Text("network-note", about=qualities.about(network), megabytes=megabytes, speed=speed),
        "technical": qualities.technical(network),
    }
