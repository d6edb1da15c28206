"""Image files of every mode that Pillow writes, and what Pillow reads from them, as JSON: one line for each file.

    $(tests/python/setup --print) tests/python/images.py FOLDER

Pixels are those of ImageOps.exif_transpose(Image.open(file)).convert("RGB"), height by width by channels, in base64.
Prints nothing but "no pillow" where there is none.
"""

import base64
import json
import pathlib
import struct
import sys
import zlib

WIDTH, HEIGHT = 23, 14


def gradient(channels):
    """Smooth, so that decoders of JPEG agree."""
    return bytes(
        (7 * x + 9 * y + 60 * c + (x * y) // 4) % 256 if c != 3 else (255 - 5 * x - 3 * y) % 256
        for y in range(HEIGHT)
        for x in range(WIDTH)
        for c in range(channels)
    )


def smooth(channels):
    return bytes(
        (6 * x + 4 * y + 30 * c) % 256 for y in range(HEIGHT) for x in range(WIDTH) for c in range(channels)
    )


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def raw_png(file, color, channels):
    """16 bits a channel, which Pillow does not write for all colors."""
    rows = b"".join(
        b"\0" + b"".join(struct.pack(">H", (911 * x + 3001 * y + 20000 * c) % 65536) for x in range(WIDTH) for c in range(channels))
        for y in range(HEIGHT)
    )
    file.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 16, color, 0, 0, 0))
        + png_chunk(b"IDAT", zlib.compress(rows))
        + png_chunk(b"IEND", b"")
    )


def write(folder, Image):
    size = (WIDTH, HEIGHT)
    gray = Image.frombytes("L", size, gradient(1))
    rgb = Image.frombytes("RGB", size, gradient(3))
    rgba = Image.frombytes("RGBA", size, gradient(4))
    gray.save(folder / "gray.png")
    gray.convert("1").save(folder / "black-and-white.png")
    gray.save(folder / "gray-transparent.png", transparency=100)
    gray.convert("LA").save(folder / "gray-alpha.png")
    rgb.save(folder / "rgb.png")
    rgb.save(folder / "rgb-transparent.png", transparency=(0, 60, 120))
    rgba.save(folder / "rgba.png")
    rgb.quantize(16).save(folder / "palette-16.png")
    rgb.quantize(200).save(folder / "palette-200.png")
    rgb.quantize(4).save(folder / "palette-4.png", bits=2)
    rgb.quantize(50).save(folder / "palette-transparent.png", transparency=3)
    Image.frombytes("I;16", size, gradient(2)).save(folder / "gray-16.png")
    for name, color, channels in (("gray-alpha-16", 4, 2), ("rgb-16", 2, 3), ("rgba-16", 6, 4)):
        raw_png(folder / (name + ".png"), color, channels)
    rgb.save(folder / "rgb.bmp")
    gray.save(folder / "gray.bmp")
    rgb.save(folder / "rgb.tif")
    gray.save(folder / "gray.tif")
    flat = Image.frombytes("RGB", size, smooth(3))
    Image.frombytes("L", size, smooth(1)).save(folder / "gray.jpg")
    flat.save(folder / "rgb.jpg", quality=95)
    flat.save(folder / "rgb-444.jpg", quality=95, subsampling=0)
    flat.save(folder / "progressive.jpg", quality=90, progressive=True)
    cmyk = Image.frombytes("CMYK", size, smooth(4))
    cmyk.save(folder / "cmyk.jpg", quality=95, subsampling=0)
    data = bytearray((folder / "cmyk.jpg").read_bytes())
    at = data.index(b"Adobe")
    data[at + 11] = 2
    (folder / "ycck.jpg").write_bytes(data)
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x010F] = "maker"
        exif[0x0112] = orientation
        flat.save(folder / f"oriented-{orientation}.jpg", quality=95, exif=exif)
    exif = Image.Exif()
    exif[0x0112] = 6
    rgb.save(folder / "oriented-6.png", exif=exif)


def main():
    try:
        from PIL import Image, ImageOps
    except ImportError:
        print("no pillow")
        return
    folder = pathlib.Path(sys.argv[1])
    write(folder, Image)
    for file in sorted(folder.iterdir()):
        image = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
        pixels = base64.b64encode(image.tobytes()).decode()
        print(json.dumps({"file": file.name, "height": image.height, "width": image.width, "pixels": pixels}))


main()
