"""Colours as eyes tell them apart: contrast, colour-vision deficiency, and distance."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# The grounds of the light and of the dark theme.
GROUNDS = {"light": "#ffffff", "dark": "#0e1117"}
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
# Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB.
VISIONS: dict[str, Floats] = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# From linear sRGB to CIE XYZ, and the white of both (D65).
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = TO_XYZ.sum(axis=1)


def channels(colour: str) -> Floats:
    """Red, green and blue, from 0 to 1."""
    return np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])


def linear(colour: str) -> Floats:
    """Red, green and blue as amounts of light."""
    given = channels(colour)
    return np.where(given <= 0.04045, given / 12.92, ((given + 0.055) / 1.055) ** 2.4)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, as WCAG 2.2 defines it."""
    dark, light = sorted(float(LUMINANCE @ linear(colour)) for colour in (first, second))
    return (light + 0.05) / (dark + 0.05)


def upon(ground: str, colour: str, opacity: float) -> str:
    """What a colour that is partly seen through looks like on a ground."""
    mixed = opacity * channels(colour) + (1 - opacity) * channels(ground)
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in mixed)


def distance(first: str, second: str, vision: str) -> float:
    """CIE76 distance of two colours as somebody of this colour vision sees them."""
    return float(np.linalg.norm(_lab(first, vision) - _lab(second, vision)))


def _lab(colour: str, vision: str) -> Floats:
    seen = np.clip(VISIONS[vision] @ linear(colour), 0, 1)
    relative = TO_XYZ @ seen / WHITE
    bent = np.where(
        relative > (6 / 29) ** 3, np.cbrt(relative), relative / (3 * (6 / 29) ** 2) + 4 / 29
    )
    x, y, z = bent
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])
