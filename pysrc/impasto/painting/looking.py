"""What a style network sees in a picture."""

from impasto.imaging import fitting
from impasto.imaging.greyness import is_grey
from impasto.imaging.pixels import RGB
from impasto.imaging.sizes import STYLE_SIDE
from impasto.networks.catalogue import StyleNetwork
from impasto.networks.runtime import Runtime
from impasto.painting.stages import as_tensor
from impasto.painting.vectors import StyleVector


async def look(runtime: Runtime, network: StyleNetwork, picture: RGB, side: int = STYLE_SIDE) -> StyleVector:
    """Return the style vector of a picture, uint8 ``[height, width, 3]``, shown as large as a square of that side, px.

    Raises:
        RuntimeFailed: the network could not be loaded or run.
    """
    fitted = fitting.fit_style(picture, side)
    outputs = await runtime.run(network.style, {network.style.inputs[0].name: as_tensor(fitted)})
    colour = 0.0 if is_grey(fitted) else 1.0
    return StyleVector.from_array(outputs[network.style.outputs[0].name], network.id, colour)
