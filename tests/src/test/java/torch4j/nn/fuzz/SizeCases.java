package torch4j.nn.fuzz;

import torch4j.DType;
import torch4j.Tensor;
import torch4j.nn.AvgPool2d;
import torch4j.nn.Conv2d;
import torch4j.nn.ConvTranspose2d;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.EmbeddingBag;
import torch4j.nn.Fold;
import torch4j.nn.FractionalMaxPool2d;
import torch4j.nn.GRU;
import torch4j.nn.LSTM;
import torch4j.nn.Linear;
import torch4j.nn.MaxPool2d;
import torch4j.nn.MultiMarginLoss;
import torch4j.nn.MultiheadAttention;
import torch4j.nn.NLLLoss;
import torch4j.nn.Unfold;
import torch4j.nn.functional.F;
import torch4j.nn.functional.GridPaddingMode;
import torch4j.nn.functional.InterpolationMode;
import torch4j.nn.functional.PadMode;
import torch4j.nn.functional.Sizes;
import torch4j.nn.init.Init;
import torch4j.nn.utils.Parametrizations;

/** Sizes, dimensions, shapes and coordinates that do not fit. */
final class SizeCases extends FuzzCases {
  SizeCases() {
    for (long size : SIZES) {
      dimensions(" " + size, size);
      windows(" " + size, size);
      blocks(" " + size, size);
      convolutions(" " + size, size);
      images(" " + size, size);
    }
    for (double number : NUMBERS) {
      coordinates(" " + number, number);
    }
    for (long n : new long[] {0, 1, 2, 5}) {
      shapes(" of " + n, n);
      states(" of " + n, n);
    }
  }

  private void dimensions(String name, long dim) {
    add("softmax" + name, () -> F.softmax(random(2, 3), dim));
    add("glu" + name, () -> F.glu(random(2, 4), dim));
    add("gumbel" + name, () -> F.gumbelSoftmax(random(2, 3), 1, true, dim));
    add("normalize" + name, () -> F.normalize(random(2, 3), 2, dim));
    add("groups" + name, () -> F.groupNorm(random(2, 4, 3), dim));
    add("channels" + name, () -> F.channelShuffle(random(1, 4, 2, 2), dim));
    add("shuffle" + name, () -> F.pixelShuffle(random(1, 4, 2, 2), dim));
    add("unshuffle" + name, () -> F.pixelUnshuffle(random(1, 4, 4, 4), dim));
    add("layerNorm" + name, () -> F.layerNorm(random(2, 3), dim));
    add("oneHot" + name, () -> F.oneHot(longs(0, 1), dim));
    add("dirac" + name, () -> Init.dirac_(random(2, 2, 3), dim));
    add("weightNorm" + name, () -> Parametrizations.weightNorm(new Linear(2, 3), "weight", dim));
    add("Linear" + name, () -> new Linear(dim, 2));
    add("LSTM" + name, () -> new LSTM(2, dim));
  }

  private void windows(String name, long size) {
    Tensor image = random(1, 1, 4, 4);
    var max = MaxPool2d.options();
    add("max" + name, () -> F.maxPool2d(image, size));
    add("max 1d" + name, () -> F.maxPool1d(random(1, 1, 4), size));
    add("max 3d" + name, () -> F.maxPool3d(random(1, 1, 4, 4, 4), size));
    add("max stride" + name, () -> F.maxPool2d(image, 2, size));
    add("max dilation" + name, () -> F.maxPool2d(image, Sizes.of(2), max.dilation(size)));
    add("max padding" + name, () -> F.maxPool2d(image, Sizes.of(2), max.padding(size)));
    add("avg" + name, () -> F.avgPool2d(image, size));
    add(
        "avg divisor" + name,
        () -> F.avgPool2d(image, Sizes.of(2), AvgPool2d.options().divisorOverride(size)));
    add("lp" + name, () -> F.lpPool2d(image, 2, size));
    add("adaptive avg" + name, () -> F.adaptiveAvgPool2d(image, size));
    add("adaptive max" + name, () -> F.adaptiveMaxPool2d(image, size));
    Tensor large = random(1, 1, 6, 6);
    add("fractional" + name, () -> F.fractionalMaxPool2d(large, Sizes.of(2), Sizes.of(size)));
    add("fractional of" + name, () -> F.fractionalMaxPool2d(large, Sizes.of(size), Sizes.of(2)));
    Tensor volume = random(1, 1, 6, 6, 6);
    add("fractional 3d" + name, () -> F.fractionalMaxPool3d(volume, Sizes.of(2), Sizes.of(size)));
    add(
        "fractional 3d of" + name,
        () -> F.fractionalMaxPool3d(volume, Sizes.of(size), Sizes.of(2)));
  }

  private void blocks(String name, long size) {
    Tensor image = random(1, 1, 4, 4);
    Tensor columns = random(1, 4, 9);
    add("unfold" + name, () -> F.unfold(image, Sizes.of(size)));
    add("unfold by" + name, () -> F.unfold(image, Sizes.of(2), Unfold.options().stride(size)));
    add("unfold pad" + name, () -> F.unfold(image, Sizes.of(2), Unfold.options().padding(size)));
    add("fold" + name, () -> F.fold(columns, Sizes.of(size), Sizes.of(2)));
    add("fold of" + name, () -> F.fold(columns, Sizes.of(4), Sizes.of(size)));
    add(
        "fold pad" + name,
        () -> F.fold(columns, Sizes.of(4), Sizes.of(2), Fold.options().padding(size)));
    add(
        "fold dilation" + name,
        () -> F.fold(columns, Sizes.of(4), Sizes.of(2), Fold.options().dilation(size)));
  }

  private void convolutions(String name, long size) {
    Tensor image = random(1, 1, 4, 4);
    Tensor weight = random(1, 1, 2, 2);
    var options = Conv2d.options();
    add("conv by" + name, () -> F.conv2d(image, weight, null, options.stride(size)));
    add("conv pad" + name, () -> F.conv2d(image, weight, null, options.padding(size)));
    add("conv dilation" + name, () -> F.conv2d(image, weight, null, options.dilation(size)));
    add("conv groups" + name, () -> F.conv2d(image, weight, null, options.groups(size)));
    var transposed = ConvTranspose2d.options();
    add("convT by" + name, () -> F.convTranspose2d(image, weight, null, transposed.stride(size)));
    add("convT pad" + name, () -> F.convTranspose2d(image, weight, null, transposed.padding(size)));
    add(
        "convT output" + name,
        () -> F.convTranspose2d(image, weight, null, transposed.outputPadding(size)));
  }

  private void images(String name, long size) {
    for (PadMode mode : PadMode.values()) {
      String of = " " + mode + name;
      add("pad" + of, () -> F.pad(random(1, 2, 3, 3), new long[] {size, 0, 0, size}, mode));
      add("pad 1d" + of, () -> F.pad(random(1, 2, 3), new long[] {0, size}, mode));
    }
    for (InterpolationMode mode : InterpolationMode.values()) {
      boolean antialias = mode == InterpolationMode.LANCZOS;
      Tensor input =
          switch (mode) {
            case LINEAR -> random(1, 1, 4);
            case TRILINEAR -> random(1, 1, 4, 4, 4);
            default -> random(1, 1, 4, 4);
          };
      add(
          "interpolate " + mode + name,
          () -> F.interpolate(input, Sizes.of(size), null, mode, null, null, antialias));
    }
    add("affine" + name, () -> F.affineGrid(random(1, 2, 3), 1, 1, size, 2));
  }

  private void coordinates(String name, double number) {
    for (InterpolationMode mode :
        new InterpolationMode[] {
          InterpolationMode.BILINEAR, InterpolationMode.NEAREST, InterpolationMode.BICUBIC
        }) {
      for (GridPaddingMode padding : GridPaddingMode.values()) {
        for (DType dtype : new DType[] {DType.float32, DType.float64}) {
          String of = " " + mode + " " + padding + " " + dtype + name;
          Tensor grid = filled(number, dtype, 1, 2, 2, 2);
          add(
              "grid" + of,
              () -> F.gridSample(filled(1, dtype, 1, 1, 3, 3), grid, mode, padding, false));
          Tensor volume = filled(number, dtype, 1, 2, 2, 2, 3);
          add(
              "grid 3d" + of,
              () -> F.gridSample(filled(1, dtype, 1, 1, 3, 3, 3), volume, mode, padding, true));
        }
      }
    }
    var options = FractionalMaxPool2d.options().outputSize(3);
    Tensor samples = filled(number, DType.float32, 1, 1, 2).detach();
    add(
        "samples" + name,
        () ->
            F.fractionalMaxPool2d(random(1, 1, 6, 6), Sizes.of(2), options.randomSamples(samples)));
    double[] scale = {number};
    for (InterpolationMode mode : InterpolationMode.values()) {
      add(
          "scale " + mode + name,
          () -> F.interpolate(random(1, 1, 4, 4), null, scale, mode, null, null, false));
    }
    add("sparse" + name, () -> Init.sparse_(random(4, 4), number));
  }

  private void shapes(String name, long n) {
    Tensor classes = longs(0, 2);
    Tensor weight = random(n).detach();
    add("nll" + name, () -> F.nllLoss(random(2, 3), classes, NLLLoss.options().weight(weight)));
    add(
        "cross" + name,
        () ->
            F.crossEntropy(
                random(2, 3),
                classes,
                CrossEntropyLoss.options().weight(weight).labelSmoothing(0.1)));
    add(
        "margin" + name,
        () -> F.multiMarginLoss(random(2, 3), classes, MultiMarginLoss.options().weight(weight)));
    add("labels" + name, () -> F.multilabelMarginLoss(random(2, 3), zeros(2, n)));
    add("ctc" + name, () -> F.ctcLoss(random(5, 2, 3), zeros(2, n), longs(5, 5), longs(2, 2)));
    add("ctc row" + name, () -> F.ctcLoss(random(5, 2, 3), zeros(n), longs(5, 5), longs(2, 2)));
    add("ctc lengths" + name, () -> F.ctcLoss(random(5, 2, 3), zeros(2, 2), zeros(n), zeros(n)));
    add("ctc N" + name, () -> F.ctcLoss(random(5, n, 3), zeros(2, 2), longs(5, 5), longs(2, 2)));
    add("ctc C" + name, () -> F.ctcLoss(random(5, 2, n), zeros(2, 2), longs(5, 5), longs(2, 2)));
    add(
        "bag" + name,
        () -> F.embeddingBag(zeros(n), random(3, 2), zeros(0), null, EmbeddingBag.options()));
    add(
        "bag empty" + name,
        () -> F.embeddingBag(zeros(n), random(0, 2), zeros(1), null, EmbeddingBag.options()));
    add("embedding" + name, () -> F.embedding(zeros(n), random(0, 2)));
    add("unpool" + name, () -> F.maxUnpool2d(random(1, 1, 2, 2), zeros(1, 1, n, 2), 2));
    add("linear" + name, () -> F.linear(random(2, 3), random(4, n), random(4)));
    add("linear bias" + name, () -> F.linear(random(2, 3), random(4, 3), random(n)));
    add("conv" + name, () -> F.conv2d(random(1, 2, 4, 4), random(2, n, 2, 2), random(n)));
    add("norm" + name, () -> F.batchNorm(random(2, 3), random(n).detach(), random(n).detach()));
    add("prelu" + name, () -> F.prelu(random(2, 3), random(n)));
    add("grid" + name, () -> F.gridSample(random(2, 1, 3, 3), random(n, 2, 2, 2)));
    add("grid input" + name, () -> F.gridSample(random(1, 1, n, 3), random(1, 2, 2, 2)));
    add("pool" + name, () -> F.maxPool2d(random(1, 1, n, 4), 2));
    add("adaptive" + name, () -> F.adaptiveMaxPool2d(random(1, 1, n, 4), 2));
    var options = FractionalMaxPool2d.options().outputSize(3);
    add(
        "samples" + name,
        () ->
            F.fractionalMaxPool2d(
                random(2, 2, 6, 6), Sizes.of(2), options.randomSamples(random(2, n, 2).detach())));
  }

  private void states(String name, long n) {
    add(
        "lstm" + name,
        () ->
            new LSTM(4, 5)
                .callWithState(random(3, 2, 4), new LSTM.State(random(1, n, 5), random(1, n, 5)))
                .output());
    add("gru" + name, () -> new GRU(4, 5).callWithState(random(3, 2, 4), random(n, 2, 5)).state());
    add("lstm steps" + name, () -> new LSTM(4, 5).call(random(n, 2, 4)));
    add(
        "attention" + name,
        () ->
            F.scaledDotProductAttention(
                random(1, 2, 3, 4), random(1, 2, n, 4), random(1, 2, n, 4), random(n, 3)));
    add(
        "heads" + name,
        () ->
            new MultiheadAttention(4, 2)
                .callWithWeights(
                    random(3, 1, 4),
                    random(3, 1, 4),
                    random(3, 1, 4),
                    MultiheadAttention.callOptions().attnMask(random(n, 3).detach()))
                .output());
  }
}
