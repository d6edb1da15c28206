package torch4j.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.DType;
import torch4j.Tensor;
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
    Tensor a = Torch.randn(6, 20, 30);
    Tensor b = Torch.randn(6, 30, 25);
    Tensor wide = Torch.randn(6, 30, 64);
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
        new FactorPair(
            "many, b transposed", Torch.randn(64, 32, 32), transposed(Torch.randn(64, 32, 40))),
        new FactorPair("a transposed", transposed(a), b),
        new FactorPair("b transposed", a, transposed(b)),
        new FactorPair("both transposed", transposed(a), transposed(b)),
        new FactorPair("gaps between rows", a, wide.narrow(2, 3, 25)),
        new FactorPair("every second element", a, Torch.randn(6, 30, 25, 2).select(3, 0)),
        new FactorPair("one matrix for all", a.narrow(0, 0, 1).expand(6, 20, 30), b),
        new FactorPair(
            "overlapping rows", Torch.randn(600).asStrided(new long[] {6, 20, 30}, 7, 3, 1), b),
        new FactorPair("float64", a.to(DType.float64), b.to(DType.float64)),
        new FactorPair("int64", Torch.onesLike(a).to(DType.int64), b.to(DType.int64)));
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
      Tensor result = Torch.bmm(pair.a(), pair.b());
      long batch = pair.a().size(0);
      assertArrayEquals(new long[] {batch, pair.a().size(1), pair.b().size(2)}, result.shape());
      for (long i = 0; i < batch; i++) {
        Tensor expected = Torch.mm(pair.a().get(i), pair.b().get(i));
        assertTrue(Torch.allclose(result.get(i), expected, 1e-5, 1e-5, false), "matrix " + i);
      }
    }
  }

  @Test
  void baddbmm_addsToWhatIsThere() {
    Tensor a = Torch.randn(6, 20, 30);
    Tensor b = transposed(Torch.randn(6, 30, 25));
    for (Tensor self : List.of(Torch.randn(6, 20, 25), Torch.randn(20, 1), Torch.randn(1))) {
      Tensor expected = self.mul(0.5).add(Torch.bmm(a, b).mul(2));
      Tensor result =
          Tensor.wrap(
              torch.baddbmm(self.unwrap(), a.unwrap(), b.unwrap(), new Scalar(0.5), new Scalar(2)));
      assertTrue(Torch.allclose(result, expected, 1e-4, 1e-4, false));
    }
  }

  @Test
  void baddbmm_withBetaZero_ignoresWhatIsThere() {
    Tensor nan = Torch.full(new long[] {2, 20, 20}, Double.NaN);
    Tensor a = Torch.randn(2, 20, 20);
    Tensor result = Torch.baddbmm(nan, a, a, 0, 1);
    assertTrue(Torch.allclose(result, Torch.bmm(a, a), 1e-5, 1e-5, false));
  }

  @Test
  void bmm_hasGradients() {
    Tensor a = Torch.randn(4, 16, 24).requiresGrad_(true);
    Tensor b = Torch.randn(4, 24, 8).requiresGrad_(true);
    Torch.bmm(a, b).sum().backward();
    Tensor ones = Torch.ones(4, 16, 8);
    assertTrue(
        Torch.allclose(a.grad(), ones.matmul(b.detach().transpose(1, 2)), 1e-5, 1e-5, false));
    assertTrue(
        Torch.allclose(b.grad(), a.detach().transpose(1, 2).matmul(ones), 1e-5, 1e-5, false));
  }

  @Test
  void bmm_ofShapesThatDoNotFit_isRefusedAsByAten() {
    var error =
        assertThrows(
            RuntimeException.class,
            () -> Torch.bmm(Torch.randn(2, 30, 30), Torch.randn(2, 29, 30)));
    assertTrue(
        error
            .getMessage()
            .contains(
                "Expected size for first two dimensions of batch2 tensor to be: [2, 30] but got:"
                    + " [2, 29]."),
        error.getMessage());
  }
}
