package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.Tensor;
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
    indices = Tensor.wrap(org.bytedeco.pytorch.Tensor.create(new long[] {1, 3, 1, 0}, 2, 2));
  }

  @Test
  void sparse_givesTheSameGradientAsASparseTensor() {
    Tensor table = Tensors.sine(0.7, 5, 3);
    var dense = Embedding.fromPretrained(table, false);
    var sparse = Embedding.fromPretrained(table, false, Embedding.options().sparse(true));
    dense.call(indices).square().sum().backward();
    sparse.call(indices).square().sum().backward();
    assertTrue(sparse.weight().grad().isSparse());
    Tensors.assertSame(dense.weight().grad(), sparse.weight().grad().toDense(), "gradient");
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
    assertTrue(sparse.weight().grad().isSparse());
    Tensors.assertSame(dense.weight().grad(), sparse.weight().grad().toDense(), "gradient");
  }

  @Test
  void fromPretrained_isFrozen_andSharesTheMemory() {
    Tensor table = Tensors.sine(0.7, 5, 3);
    Tensor parameter = Tensors.sine(0.7, 5, 3).requiresGrad_(true);
    var frozen = Embedding.fromPretrained(table);
    assertFalse(frozen.weight().requiresGrad());
    assertFalse(Embedding.fromPretrained(parameter).weight().requiresGrad());
    assertFalse(EmbeddingBag.fromPretrained(parameter).weight().requiresGrad());
    assertTrue(parameter.requiresGrad(), "the given table stays as it is");
    table.fill_(2.0);
    assertEquals(
        2,
        frozen.call(Tensor.wrap(org.bytedeco.pytorch.Tensor.create(4L))).select(-1, 0).itemFloat());
    assertEquals("Embedding(5, 3)", frozen.toString());
    assertThrows(IllegalArgumentException.class, () -> Embedding.fromPretrained(Torch.zeros(3)));
    assertThrows(IllegalArgumentException.class, () -> EmbeddingBag.fromPretrained(Torch.zeros(3)));
  }

  @Test
  void fromPretrained_keepsThePaddingRow() {
    var options = Embedding.options().paddingIdx(-1);
    var table = Embedding.fromPretrained(Torch.ones(4, 2), false, options);
    assertEquals("Embedding(4, 2, padding_idx=3)", table.toString());
    assertEquals(8, table.weight().sum().itemFloat());
  }

  @Test
  void attention_withScaleAndSharedHeads_isWhatPythonsDocumentationSays() {
    Tensor query = Tensors.sine(0.3, 1, 4, 3, 2);
    Tensor key = Tensors.sine(0.7, 1, 2, 5, 2);
    Tensor value = Tensors.sine(1.1, 1, 2, 5, 2);
    Tensor actual =
        F.scaledDotProductAttention(
            query, key, value, AttentionOptions.DEFAULT.scale(0.5).enableGqa(true));
    Tensor keys =
        Tensor.wrap(
            key.unwrap().repeat_interleave(2, new org.bytedeco.pytorch.LongOptional(1), noSize()));
    Tensor values =
        Tensor.wrap(
            value
                .unwrap()
                .repeat_interleave(2, new org.bytedeco.pytorch.LongOptional(1), noSize()));
    Tensor scores = Torch.matmul(query, keys.transpose(-2, -1)).mul(0.5);
    Tensors.assertClose(Torch.matmul(scores.softmax(-1), values), actual, 1e-6, "attention");
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
