package torch4j.nn;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.TensorDescription;
import torch4j.internal.Unscoped;

/** Attention masks: conversion, merging and the causal mask. */
final class AttentionMasks {
  private static final Scalar MINUS_INFINITY =
      Unscoped.make(() -> new Scalar(Double.NEGATIVE_INFINITY));

  private AttentionMasks() {}

  /**
   * The mask of the fast paths. {@code type} is Python's mask type: 1 for a padding mask, 2 for an
   * attention mask or both.
   */
  record Merged(Tensor mask, long type) {
    /** The address of the mask's C++ object, or 0 without a mask. */
    long address() {
      return mask == null ? 0 : mask.unwrap().address();
    }
  }

  static boolean isFloat(Tensor mask) {
    return mask != null && mask.isFloatingPoint();
  }

  /**
   * Converts a bool mask to a float mask, which is added to the attention scores: {@code
   * F._canonical_mask}.
   */
  static Tensor canonical(String name, Tensor mask, DType dtype) {
    if (mask == null || mask.isFloatingPoint()) {
      return mask;
    }
    if (mask.dtype() != DType.bool) {
      throw new IllegalArgumentException(
          name
              + ": got "
              + TensorDescription.of(mask)
              + ", expected bool or a floating-point dtype; only bool and floating types of "
              + name
              + " are supported");
    }
    return Tensor.wrap(
        Torch.zerosLike(mask).to(dtype).unwrap().masked_fill_(mask.unwrap(), MINUS_INFINITY));
  }

  /** The causal mask, -inf above the diagonal, with this tensor's dtype and device. */
  static Tensor causal(long size, Tensor like) {
    return Tensor.wrap(torch.full(new long[] {size, size}, MINUS_INFINITY, like.unwrap().options()))
        .triu(1);
  }

  /** The causal mask, -inf above the diagonal, float32. */
  static Tensor causal(long size) {
    return Tensor.wrap(torch.full(new long[] {size, size}, MINUS_INFINITY)).triu(1);
  }

  /**
   * Whether a mask is the causal mask: {@code given} if it is not null, otherwise by its values.
   */
  static boolean isCausal(Tensor mask, Boolean given, long size) {
    if (given != null) {
      return given;
    }
    if (mask == null) {
      return false;
    }
    Tensor causal = causal(size, mask);
    return Arrays.equals(mask.shape(), causal.shape()) && mask.eq(causal).all().itemBoolean();
  }

  /** The length of the sequences in an input, batched or not. */
  static long length(Tensor input, boolean batchFirst) {
    return input.size(input.dim() == 2 || !batchFirst ? 0 : 1);
  }

  /** Merges the attention mask and the padding mask: {@code MultiheadAttention.merge_masks}. */
  static Merged merge(Tensor attention, Tensor padding, Tensor query, long heads) {
    if (attention == null) {
      return new Merged(padding, 1);
    }
    long batch = query.size(0);
    long length = query.size(1);
    Tensor expanded =
        attention.dim() == 3
            ? attention.view(batch, -1, length, length)
            : attention.view(1, 1, length, length).expand(batch, heads, -1, -1);
    if (padding == null) {
      return new Merged(expanded, 2);
    }
    return new Merged(expanded.add(padding.view(batch, 1, 1, length).expand(-1, heads, -1, -1)), 2);
  }
}
