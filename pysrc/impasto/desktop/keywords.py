"""The settings as keywords of Python's functions, which follow from the table of settings as all else does."""

from collections.abc import Callable, Mapping
from inspect import Parameter, signature
from typing import Any, TypeVar

from impasto.errors import BadSetting
from impasto.networks.catalogue import Catalogue
from impasto.painting.settings import DEFAULTS, SETTINGS, PaintSettings, Range

F = TypeVar("F", bound=Callable[..., Any])

KEYWORDS: Mapping[str, str] = {
    setting.option.removeprefix("--").replace("-", "_"): name for name, setting in SETTINGS.items()
}
"""The name of each setting by its keyword, which is called as its option is on the command line."""


AUTO = "auto"
"""The value that leaves a setting to Impasto, where the table says that it can be."""


def is_automatic(given: Mapping[str, Any]) -> bool:
    """Return whether the strength is left to Impasto."""
    return bool(given.get("strength") == AUTO)


def with_settings(function: F) -> F:
    """Let ``help`` show the settings in the place of ``**settings``."""
    plain = signature(function)
    own = [each for each in plain.parameters.values() if each.kind != Parameter.VAR_KEYWORD]
    keywords = [
        Parameter(keyword, Parameter.KEYWORD_ONLY, default=DEFAULTS.get(name)) for keyword, name in KEYWORDS.items()
    ]
    function.__signature__ = plain.replace(parameters=[*own, *keywords])  # type: ignore[attr-defined]
    return function


def chosen_settings(catalogue: Catalogue, given: Mapping[str, Any]) -> PaintSettings:
    """Return settings by their keywords; what is not given, None, or ``AUTO`` where it can be, has its default.

    Raises:
        BadSetting, BadImage, UnknownNetwork: a value that cannot be had (``PaintSettings.check``).
        TypeError: there is no setting of that name.
    """
    if unknown := sorted(given.keys() - KEYWORDS.keys()):
        raise TypeError(f"no such setting: {', '.join(unknown)}; there is {', '.join(KEYWORDS)}")
    values: dict[str, Any] = {
        "style_network": catalogue.default_style_network,
        "transformer": catalogue.default_transformer,
    }
    values |= {KEYWORDS[keyword]: _value(keyword, value) for keyword, value in given.items() if value is not None}
    settings = PaintSettings(**values)
    settings.check()
    catalogue.style_network(settings.style_network)
    catalogue.transformer(settings.transformer)
    return settings


def _value(keyword: str, value: Any) -> Any:
    name = KEYWORDS[keyword]
    setting = SETTINGS[name]
    if value == AUTO and isinstance(setting, Range) and setting.automatic:
        return DEFAULTS[name]
    try:
        # A number that is out of range, or none at all, is refused by the check of all settings, which says why.
        return float(value) if isinstance(setting, Range) else setting.read(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadSetting("setting-not-understood", name=keyword, given=repr(value)) from error
