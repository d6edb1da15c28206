package torch4j;

import static torch4j.Arguments.NO_TENSOR;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptionalList;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.LibTorchErrors;

/**
 * The part of a tensor that indices stand for: first views, by integers, ranges and new dimensions;
 * then, if there are index tensors, these. The order, and what counts as what, is that of PyTorch's
 * TensorIndexing.h.
 */
@SuppressWarnings("ReferenceEquality") // whether it is the very same tensor
final class Subscript implements AutoCloseable {
  private final Tensor self;
  private Tensor view;
  private int dim;
  private List<Tensor> tensors; // one for each dimension up to here, null for all of it
  private final List<Tensor> made = new ArrayList<>(0); // those that no user has
  private long specified;

  private Subscript(Tensor self) {
    this.self = self;
    this.view = self;
  }

  /** The part that one index stands for, unless it is a tuple. */
  static Subscript ofOne(Tensor self, Object index) {
    Object[] tuple = IndexSequence.asTuple(index);
    if (tuple != null) {
      return of(self, tuple);
    }
    var subscript = new Subscript(self);
    if (IndexSequence.isInteger(index)) {
      subscript.view = select(self, 0, ((Number) index).longValue(), 0);
    } else if (index instanceof Index range && range.isRange()) {
      subscript.view = slice(self, 0, range);
    } else {
      return of(self, new Object[] {index});
    }
    return subscript;
  }

  /** The part that several indices stand for. */
  static Subscript of(Tensor self, Object... indices) {
    var subscript = new Subscript(self);
    subscript.specified = specifiedDimensions(indices);
    long dims = self.dim();
    if (subscript.specified > dims) {
      throw new IllegalArgumentException("too many indices for tensor of dimension " + dims);
    }
    try {
      for (int i = 0; i < indices.length; i++) {
        subscript.apply(indices[i], i);
      }
      return subscript;
    } catch (RuntimeException e) {
      subscript.close();
      throw e;
    }
  }

  private static long specifiedDimensions(Object... indices) {
    long count = 0;
    for (Object index : indices) {
      if (index instanceof torch4j.Tensor tensor) {
        count += isMask(tensor.raw) ? tensor.raw.dim() : 1;
      } else if (!(index instanceof Boolean)
          && index != Index.ELLIPSIS
          && index != Index.NEW_AXIS) {
        count++;
      }
    }
    return count;
  }

  private static boolean isMask(Tensor index) {
    int dtype = index.scalar_type().value; // an enum of the presets is not interned
    return dtype == torch.ScalarType.Bool.value || dtype == torch.ScalarType.Byte.value;
  }

  private void apply(Object index, int position) {
    if (index instanceof Index range) {
      applyRange(range);
    } else if (IndexSequence.isInteger(index)) {
      advance(select(view, dim, ((Number) index).longValue(), position));
    } else if (index instanceof Boolean flag) {
      applyBoolean(flag);
    } else if (index instanceof torch4j.Tensor tensor) {
      applyTensor(tensor.raw, position);
    } else if (IndexSequence.isSequence(index)) {
      recordOwn(IndexSequence.tensor(index));
    } else {
      throw IndexSequence.invalid(index);
    }
  }

  private void applyRange(Index range) {
    if (range.isEllipsis()) {
      long others = self.dim() - specified;
      dim += (int) others;
      skip(others);
      return;
    }
    if (range.isNewAxis()) {
      advance(view.unsqueeze(dim));
    } else if (range.start != 0 || range.step != 1 || view.size(dim) > range.end) {
      advance(slice(view, dim, range));
    }
    dim++;
    skip(1);
  }

  private void applyBoolean(boolean value) {
    advance(view.unsqueeze(dim));
    recordOwn(value ? Tensor.create(new long[1], 1) : Tensor.create(new long[0], 0));
  }

  private void applyTensor(Tensor index, int position) {
    if (index.dim() > 0 || index.is_floating_point() || index.is_complex()) {
      record(index);
    } else if (isMask(index)) {
      applyBoolean(index.item_bool());
    } else {
      advance(select(view, dim, index.item_long(), position));
    }
  }

  private void advance(Tensor next) {
    if (view != self) {
      view.close();
    }
    view = next;
  }

  private void recordOwn(Tensor index) {
    made.add(index);
    record(index);
  }

  private void record(Tensor index) {
    if (tensors == null) {
      tensors = new ArrayList<>();
      skip(dim);
    }
    tensors.add(index);
    dim += isMask(index) ? (int) index.dim() : 1;
  }

  private void skip(long dims) {
    if (tensors != null) {
      for (long i = 0; i < dims; i++) {
        tensors.add(null);
      }
    }
  }

  /** One element of a dimension, a view. The position among the indices is for messages. */
  static Tensor select(Tensor from, int dim, long index, int position) {
    try {
      return from.select(dim, index);
    } catch (RuntimeException e) {
      throw outOfBounds(e, from, dim, index, position);
    }
  }

  private static RuntimeException outOfBounds(
      RuntimeException e, Tensor from, int dim, long index, int position) {
    if (!LibTorchErrors.isLibTorchError(e) || (dim > 0 && dim >= from.dim())) {
      return e;
    }
    if (from.dim() == 0) {
      return new IllegalArgumentException(
          "invalid index of a 0-dim tensor. Use `item()` to convert a 0-dim tensor to a number");
    }
    long size = from.size(dim);
    return index >= size || index < -size
        ? new IllegalArgumentException(
            "index %d is out of bounds for dimension %d with size %d"
                .formatted(index, position, size))
        : e;
  }

  /** A range of a dimension, a view. */
  static Tensor slice(Tensor from, int dim, Index range) {
    return from.slice(dim, bound(range.start), bound(range.end), range.step);
  }

  private static LongOptional bound(long bound) {
    return bound == Index.OPEN ? Arguments.NO_LONG : SmallIntegers.of(bound);
  }

  /** A view; or a copy, if there are index tensors. */
  Tensor get() {
    if (tensors != null) {
      try (TensorOptionalList list = list()) {
        return view.index(list);
      } finally {
        close();
      }
    }
    return view == self ? self.alias() : view;
  }

  /** Writes the value, as Python's {@code x[...] = value} does. */
  void set(IndexValue value) {
    try {
      if (tensors == null) {
        value.copyTo(view);
        return;
      }
      try (TensorOptionalList list = list()) {
        value.putInto(view, list);
      }
    } finally {
      close();
    }
  }

  private TensorOptionalList list() {
    var list = new TensorOptionalList();
    for (Tensor tensor : tensors) {
      if (tensor == null) {
        list.push_back(NO_TENSOR);
      } else {
        try (var optional = new TensorOptional(tensor)) {
          list.push_back(optional);
        }
      }
    }
    return list;
  }

  @Override
  public void close() {
    if (view != self) {
      view.close();
    }
    made.forEach(Tensor::close);
  }
}
