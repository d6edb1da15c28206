package torch4j.optim;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Unscoped;

/**
 * The C++ object with an optimizer's parameters and their state, freed when this is collected. The
 * numbers of a step are the options of each group, one group after another.
 */
final class OptimizerHandle {
  private static final Cleaner CLEANER = Cleaner.create();

  private final long address;

  OptimizerHandle() {
    long created = NativeOptimizer.create();
    address = created;
    CLEANER.register(this, () -> NativeOptimizer.destroy(created));
  }

  void addGroup(List<Tensor> params) {
    long[] addresses = params.stream().mapToLong(Tensor::address).toArray();
    NativeOptimizer.addGroup(address, addresses);
  }

  void zeroGrad(boolean setToNone) {
    try {
      NativeOptimizer.zeroGrad(address, setToNone);
    } finally {
      Reference.reachabilityFence(this); // or the object could be freed under the call
    }
  }

  void step(Algorithm algorithm, double[] groups) {
    try {
      switch (algorithm) {
        case SGD -> NativeOptimizer.sgdStep(address, groups);
        case ADAM -> NativeOptimizer.adamStep(address, groups, false);
        case ADAMW -> NativeOptimizer.adamStep(address, groups, true);
        default -> NativeOptimizer.step(address, algorithm.id(), groups);
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** A step that unscales and clips on its way; returns the norm, or null without a maxNorm. */
  Tensor step(Algorithm algorithm, double[] groups, StepOptions options) {
    var norm = new Tensor();
    try {
      boolean has =
          NativeOptimizer.scaledStep(
              address,
              algorithm.id(),
              groups,
              options.toNumbers(),
              options.invScaleAddress(),
              options.foundInfAddress(),
              norm.address());
      return has ? norm : null;
    } finally {
      Reference.reachabilityFence(options);
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Unscales and clips the gradients in place, and puts their norm into {@code norm}; false if
   * there is an infinity. Waits for the device. Gradients that the algorithm's step would refuse
   * are refused before.
   */
  boolean scaleGradients(Algorithm algorithm, double[] groups, StepOptions options, Tensor norm) {
    try {
      return NativeOptimizer.scaleGradients(
          address,
          algorithm.id(),
          groups,
          options.toNumbers(),
          options.invScaleAddress(),
          options.foundInfAddress(),
          norm.address());
    } finally {
      Reference.reachabilityFence(options);
      Reference.reachabilityFence(this);
    }
  }

  boolean unscale(StepOptions options) {
    try {
      return NativeOptimizer.unscale(address, options.invScaleAddress(), options.foundInfAddress());
    } finally {
      Reference.reachabilityFence(options);
      Reference.reachabilityFence(this);
    }
  }

  /** What a slot has of a parameter's state, in a handle that belongs to no scope; or null. */
  Tensor slot(ParamGroups.Place place, int slot) {
    Tensor tensor = Unscoped.make(Tensor::new);
    try {
      if (NativeOptimizer.getSlot(address, place.group(), place.index(), slot, tensor.address())) {
        return tensor;
      }
      tensor.close();
      return null;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Fills a slot; null empties it. */
  void slot(ParamGroups.Place place, int slot, Tensor tensor) {
    try {
      NativeOptimizer.setSlot(
          address, place.group(), place.index(), slot, tensor == null ? 0 : tensor.address());
    } finally {
      Reference.reachabilityFence(tensor);
      Reference.reachabilityFence(this);
    }
  }
}
