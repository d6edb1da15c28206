package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.Torch;
import torch4j.nn.functional.AttentionOptions;
import torch4j.nn.functional.EmbeddingBagMode;
import torch4j.nn.functional.F;
import torch4j.testing.Tensors;

/** What the conformance cases cannot say: sparse gradients, given tables, attention's options. */
final class EmbeddingTest {
  private static Tensor indices;

  @BeforeAll
  static void start() {
    Torch.init();
    indices = Tensor.create(new long[] {1, 3, 1, 0}, 2, 2);
  }

  @Test
  void sparse_givesTheSameGradientAsASparseTensor() {
    Tensor table = Tensors.sine(0.7, 5, 3);
    var dense = Embedding.fromPretrained(table, false);
    var sparse = Embedding.fromPretrained(table, false, Embedding.options().sparse(true));
    dense.call(indices).square().sum().backward();
    sparse.call(indices).square().sum().backward();
    assertTrue(sparse.weight().grad().is_sparse());
    Tensors.assertSame(dense.weight().grad(), sparse.weight().grad().to_dense(), "gradient");
    assertEquals("Embedding(5, 3, sparse=True)", sparse.toString());
  }

  @Test
  void bag_sparse_givesTheSameGradientAsASparseTensor() {
    Tensor table = Tensors.sine(0.7, 5, 3);
    var options = EmbeddingBag.options().mode(EmbeddingBagMode.SUM);
    var dense = EmbeddingBag.fromPretrained(table, false, options);
    var sparse = EmbeddingBag.fromPretrained(table, false, options.sparse(true));
    dense.call(indices).square().sum().backward();
    sparse.call(indices).square().sum().backward();
    assertTrue(sparse.weight().grad().is_sparse());
    Tensors.assertSame(dense.weight().grad(), sparse.weight().grad().to_dense(), "gradient");
  }

  @Test
  void fromPretrained_isFrozen_andSharesTheMemory() {
    Tensor table = Tensors.sine(0.7, 5, 3);
    Tensor parameter = Tensors.sine(0.7, 5, 3).set_requires_grad(true);
    var frozen = Embedding.fromPretrained(table);
    assertFalse(frozen.weight().requires_grad());
    assertFalse(Embedding.fromPretrained(parameter).weight().requires_grad());
    assertFalse(EmbeddingBag.fromPretrained(parameter).weight().requires_grad());
    assertTrue(parameter.requires_grad(), "the given table stays as it is");
    table.fill_(new Scalar(2.0));
    assertEquals(2, frozen.call(Tensor.create(4L)).select(-1, 0).item_float());
    assertEquals("Embedding(5, 3)", frozen.toString());
    assertThrows(IllegalArgumentException.class, () -> Embedding.fromPretrained(torch.zeros(3)));
    assertThrows(IllegalArgumentException.class, () -> EmbeddingBag.fromPretrained(torch.zeros(3)));
  }

  @Test
  void fromPretrained_keepsThePaddingRow() {
    var options = Embedding.options().paddingIdx(-1);
    var table = Embedding.fromPretrained(torch.ones(4, 2), false, options);
    assertEquals("Embedding(4, 2, padding_idx=3)", table.toString());
    assertEquals(8, table.weight().sum().item_float());
  }

  @Test
  void attention_withScaleAndSharedHeads_isWhatPythonsDocumentationSays() {
    Tensor query = Tensors.sine(0.3, 1, 4, 3, 2);
    Tensor key = Tensors.sine(0.7, 1, 2, 5, 2);
    Tensor value = Tensors.sine(1.1, 1, 2, 5, 2);
    Tensor actual =
        F.scaledDotProductAttention(
            query, key, value, AttentionOptions.DEFAULT.scale(0.5).enableGqa(true));
    Tensor keys = key.repeat_interleave(2, new org.bytedeco.pytorch.LongOptional(1), noSize());
    Tensor values = value.repeat_interleave(2, new org.bytedeco.pytorch.LongOptional(1), noSize());
    Tensor scores = torch.matmul(query, keys.transpose(-2, -1)).mul(new Scalar(0.5));
    Tensors.assertClose(torch.matmul(scores.softmax(-1), values), actual, 1e-6, "attention");
    Tensors.assertClose(
        F.scaledDotProductAttention(query, keys, values, AttentionOptions.DEFAULT.scale(0.5)),
        actual,
        1e-6,
        "heads given twice");
  }

  private static org.bytedeco.pytorch.LongOptional noSize() {
    return new org.bytedeco.pytorch.LongOptional();
  }
}
