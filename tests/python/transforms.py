"""What torchvision's transforms make of some images, as JSON: one line for each case.

    $(tests/python/setup --print) tests/python/transforms.py SEEDS

Each transform of TABLE is applied to each image for that many seeds; TransformsLiveTest has the same table in Java. A line
has the name, the image, the seed, what came out (or the exception's name), and the next random number after it. Prints
nothing but "no torchvision" where there is none.
"""

import base64
import json
import sys
import warnings

import torch

import vision

SHAPES = ((3, 24, 32), (1, 17, 17), (2, 3, 20, 15))
DTYPES = ("uint8", "float32")


def table(v):
    """Transforms by name, those of images and those of mini-batches."""
    images = {
        "compose": lambda: v.Compose([v.RandomCrop(12), v.RandomHorizontalFlip(), v.ColorJitter(0.4, 0.4, 0.4, 0.1)]),
        "apply": lambda: v.RandomApply([v.RandomVerticalFlip(1.0), v.RandomCrop(10)], p=0.6),
        "choice": lambda: v.RandomChoice([v.CenterCrop(5), v.CenterCrop(6), v.RandomCrop(7)], p=[1, 2, 3]),
        "choice equal": lambda: v.RandomChoice([v.CenterCrop(5), v.CenterCrop(6)]),
        "float": lambda: v.ToDtype(torch.float32, scale=True),
        "float64": lambda: v.ToDtype(torch.float64, scale=True),
        "bytes": lambda: v.ToDtype(torch.uint8, scale=True),
        "short": lambda: v.ToDtype(torch.int16, scale=True),
        "int": lambda: v.ToDtype(torch.int32, scale=True),
        "unscaled": lambda: v.ToDtype(torch.float32),
        "normalize": lambda: v.Compose([v.ToDtype(torch.float32, scale=True), v.Normalize([0.4], [0.2])]),
        "normalize 3": lambda: v.Compose(
            [v.ToDtype(torch.float32, scale=True), v.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
        ),
        "resize": lambda: v.Resize(11),
        "resize up": lambda: v.Resize((40, 37)),
        "resize no antialias": lambda: v.Resize((9, 13), antialias=False),
        "resize nearest": lambda: v.Resize((9, 13), interpolation=v.InterpolationMode.NEAREST),
        "resize nearest exact": lambda: v.Resize((9, 13), interpolation=v.InterpolationMode.NEAREST_EXACT),
        "resize bicubic": lambda: v.Resize((9, 13), interpolation=v.InterpolationMode.BICUBIC),
        "resize bicubic up": lambda: v.Resize((30, 41), interpolation=v.InterpolationMode.BICUBIC, antialias=False),
        "resize max": lambda: v.Resize(15, max_size=16),
        "resize short": lambda: v.Compose([v.ToDtype(torch.int16, scale=True), v.Resize(11)]),
        "center": lambda: v.CenterCrop(8),
        "center odd": lambda: v.CenterCrop((9, 12)),
        "center padded": lambda: v.CenterCrop((33, 10)),
        "center larger": lambda: v.CenterCrop(41),
        "crop": lambda: v.RandomCrop((14, 9)),
        "crop padded": lambda: v.RandomCrop(15, padding=4),
        "crop padded 2": lambda: v.RandomCrop(15, padding=(1, 3), fill=7),
        "crop padded 4": lambda: v.RandomCrop(15, padding=(1, 2, 3, 4), padding_mode="edge"),
        "crop reflect": lambda: v.RandomCrop(15, padding=3, padding_mode="reflect"),
        "crop symmetric": lambda: v.RandomCrop(15, padding=3, padding_mode="symmetric"),
        "crop if needed": lambda: v.RandomCrop(26, pad_if_needed=True, fill=3),
        "crop filled": lambda: v.RandomCrop(26, padding=6, fill=(10, 20, 30)),
        "crop too large": lambda: v.RandomCrop(30),
        "resized crop": lambda: v.RandomResizedCrop(12),
        "resized crop options": lambda: v.RandomResizedCrop(
            (10, 16), scale=(0.3, 0.5), ratio=(0.5, 2), interpolation=v.InterpolationMode.BICUBIC
        ),
        "resized crop impossible": lambda: v.RandomResizedCrop(12, scale=(0.9, 1.0), ratio=(4, 5)),
        "resized crop tall": lambda: v.RandomResizedCrop(12, scale=(0.9, 1.0), ratio=(0.1, 0.2), antialias=False),
        "horizontal": lambda: v.RandomHorizontalFlip(),
        "vertical": lambda: v.RandomVerticalFlip(0.3),
        "rotation": lambda: v.RandomRotation(30),
        "rotation bilinear": lambda: v.RandomRotation(
            (10, 200), interpolation=v.InterpolationMode.BILINEAR, expand=True, fill=9
        ),
        "rotation center": lambda: v.RandomRotation((-90, 20), center=(3, 5.5), fill=1),
        "rotation colored": lambda: v.RandomRotation(60, interpolation=v.InterpolationMode.BILINEAR, fill=(1, 200, 30)),
        "rotation 0": lambda: v.RandomRotation((0, 0)),
        "rotation 90": lambda: v.RandomRotation((90, 90), expand=True),
        "rotation 90 same size": lambda: v.RandomRotation((90, 90)),
        "rotation 180": lambda: v.RandomRotation((180, 180)),
        "rotation 270": lambda: v.RandomRotation((-90, -90), expand=True),
        "brightness": lambda: v.ColorJitter(brightness=0.5),
        "contrast": lambda: v.ColorJitter(contrast=(0.2, 2.0)),
        "saturation": lambda: v.ColorJitter(saturation=1.5),
        "hue": lambda: v.ColorJitter(hue=0.5),
        "hue range": lambda: v.ColorJitter(hue=(-0.3, -0.1)),
        "jitter": lambda: v.ColorJitter(0.4, 0.4, 0.4, 0.1),
        "jitter nothing": lambda: v.ColorJitter(),
        "gray": lambda: v.Grayscale(),
        "gray 3": lambda: v.Grayscale(3),
        "erasing": lambda: v.RandomErasing(),
        "erasing random": lambda: v.RandomErasing(p=0.9, scale=(0.1, 0.2), ratio=(0.5, 1.5), value="random"),
        "erasing colored": lambda: v.RandomErasing(p=1, value=(5, 6, 7)),
        "erasing impossible": lambda: v.RandomErasing(p=1, scale=(1, 1), ratio=(1, 1)),
    }
    batches = {
        "mixup": lambda: v.MixUp(num_classes=5),
        "mixup alpha": lambda: v.MixUp(alpha=0.3, num_classes=5),
        "cutmix": lambda: v.CutMix(num_classes=5),
        "cutmix alpha": lambda: v.CutMix(alpha=2.5, num_classes=5),
    }
    return images, batches


def image(shape, dtype):
    torch.manual_seed(7)
    if dtype == "uint8":
        return torch.randint(256, shape, dtype=torch.uint8)
    return torch.rand(shape)


def described(x):
    return {
        "shape": list(x.shape),
        "dtype": str(x.dtype).replace("torch.", ""),
        "bytes": base64.b64encode(x.contiguous().numpy().tobytes()).decode(),
    }


def answer(make, seed, *inputs):
    torch.manual_seed(seed)
    try:
        out = make()(*inputs)
        out = out if isinstance(out, tuple) else (out,)
        result = {"out": [described(x) for x in out]}
    except Exception as e:
        result = {"error": type(e).__name__ + ": " + str(e)}
    return {**result, "next": torch.rand(1).item()}


def main():
    warnings.simplefilter("ignore")
    try:
        images, batches = table(vision.transforms())
    except ImportError:
        print("no torchvision")
        return
    for seed in range(int(sys.argv[1])):
        for name, make in images.items():
            for shape in SHAPES:
                for dtype in DTYPES:
                    case = {"name": name, "seed": seed, "shape": shape, "dtype": dtype}
                    print(json.dumps({**case, **answer(make, seed, image(shape, dtype))}))
        for name, make in batches.items():
            case = {"name": name, "seed": seed, "shape": (4, 3, 9, 12), "dtype": "float32"}
            labels = torch.tensor([0, 3, 4, 1])
            print(json.dumps({**case, **answer(make, seed, image((4, 3, 9, 12), "float32"), labels)}))


main()
