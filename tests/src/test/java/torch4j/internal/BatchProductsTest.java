package torch4j.internal;

import static org.bytedeco.pytorch.global.torch.allclose;
import static org.bytedeco.pytorch.global.torch.randn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.Torch;

/**
 * Products of batches of matrices, which go to MKL's batched product, against the product of each
 * two matrices.
 */
final class BatchProductsTest {
  @BeforeAll
  static void seed() {
    Torch.manualSeed(0);
  }

  private static Tensor transposed(Tensor batch) {
    return batch.transpose(1, 2).contiguous().transpose(1, 2);
  }

  static Stream<FactorPair> pairs() {
    Tensor a = randn(6, 20, 30);
    Tensor b = randn(6, 30, 25);
    Tensor wide = randn(6, 30, 64);
    return Stream.of(
        FactorPair.batch(1, 20, 20, 20),
        FactorPair.batch(5, 1, 1000, 1),
        FactorPair.batch(5, 1000, 1, 3),
        FactorPair.batch(5, 1, 64, 64),
        FactorPair.batch(5, 64, 64, 1),
        FactorPair.batch(3, 2, 2, 2),
        FactorPair.batch(0, 20, 20, 20),
        FactorPair.batch(4, 0, 20, 20),
        FactorPair.batch(4, 20, 0, 20),
        FactorPair.batch(64, 32, 32, 40),
        new FactorPair("many, b transposed", randn(64, 32, 32), transposed(randn(64, 32, 40))),
        new FactorPair("a transposed", transposed(a), b),
        new FactorPair("b transposed", a, transposed(b)),
        new FactorPair("both transposed", transposed(a), transposed(b)),
        new FactorPair("gaps between rows", a, wide.narrow(2, 3, 25)),
        new FactorPair("every second element", a, randn(6, 30, 25, 2).select(3, 0)),
        new FactorPair("one matrix for all", a.narrow(0, 0, 1).expand(6, 20, 30), b),
        new FactorPair(
            "overlapping rows", randn(600).as_strided(new long[] {6, 20, 30}, 7, 3, 1), b),
        new FactorPair("float64", a.to(ScalarType.Double), b.to(ScalarType.Double)),
        new FactorPair("int64", torch.ones_like(a).to(ScalarType.Long), b.to(ScalarType.Long)));
  }

  @Test
  void products_withMkl_goToIt() {
    assertEquals("MKL", NativeRuntime.blasName());
    assertTrue(Kernels.install().contains("bmm"));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bmm_isTheProductOfEachTwo(FactorPair pair) {
    try (var scope = Torch.scope()) {
      Tensor result = torch.bmm(pair.a(), pair.b());
      long batch = pair.a().size(0);
      assertArrayEquals(new long[] {batch, pair.a().size(1), pair.b().size(2)}, result.shape());
      for (long i = 0; i < batch; i++) {
        Tensor expected = torch.mm(pair.a().get(i), pair.b().get(i));
        assertTrue(allclose(result.get(i), expected, 1e-5, 1e-5, false), "matrix " + i);
      }
    }
  }

  @Test
  void baddbmm_addsToWhatIsThere() {
    Tensor a = randn(6, 20, 30);
    Tensor b = transposed(randn(6, 30, 25));
    for (Tensor self : List.of(randn(6, 20, 25), randn(20, 1), randn(1))) {
      Tensor expected = self.mul(new Scalar(0.5)).add(torch.bmm(a, b).mul(new Scalar(2)));
      Tensor result = torch.baddbmm(self, a, b, new Scalar(0.5), new Scalar(2));
      assertTrue(allclose(result, expected, 1e-4, 1e-4, false));
    }
  }

  @Test
  void baddbmm_withBetaZero_ignoresWhatIsThere() {
    Tensor nan = torch.full(new long[] {2, 20, 20}, new Scalar(Double.NaN));
    Tensor a = randn(2, 20, 20);
    Tensor result = torch.baddbmm(nan, a, a, new Scalar(0), new Scalar(1));
    assertTrue(allclose(result, torch.bmm(a, a), 1e-5, 1e-5, false));
  }

  @Test
  void bmm_hasGradients() {
    Tensor a = randn(4, 16, 24).set_requires_grad(true);
    Tensor b = randn(4, 24, 8).set_requires_grad(true);
    torch.bmm(a, b).sum().backward();
    Tensor ones = torch.ones(4, 16, 8);
    assertTrue(allclose(a.grad(), ones.matmul(b.detach().transpose(1, 2)), 1e-5, 1e-5, false));
    assertTrue(allclose(b.grad(), a.detach().transpose(1, 2).matmul(ones), 1e-5, 1e-5, false));
  }

  @Test
  void bmm_ofShapesThatDoNotFit_isRefusedAsByAten() {
    var error =
        assertThrows(RuntimeException.class, () -> torch.bmm(randn(2, 30, 30), randn(2, 29, 30)));
    assertTrue(
        error
            .getMessage()
            .startsWith(
                "Expected size for first two dimensions of batch2 tensor to be: [2, 30] but got:"
                    + " [2, 29]."),
        error.getMessage());
  }
}
