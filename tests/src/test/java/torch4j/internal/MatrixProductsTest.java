package torch4j.internal;

import static org.bytedeco.pytorch.global.torch.allclose;
import static org.bytedeco.pytorch.global.torch.randn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** mm and addmm against the same in float64. */
final class MatrixProductsTest {
  @BeforeAll
  static void seed() {
    Torch.manualSeed(0);
  }

  static Stream<FactorPair> pairs() {
    Tensor a = randn(120, 130);
    Tensor b = randn(130, 140);
    return Stream.of(
        FactorPair.of(0, 3, 4),
        FactorPair.of(3, 0, 4),
        FactorPair.of(1, 1, 1),
        FactorPair.of(1, 1024, 1024),
        FactorPair.of(1024, 1024, 1),
        FactorPair.of(127, 128, 129),
        FactorPair.of(120, 130, 140),
        FactorPair.of(300, 200, 100),
        new FactorPair("a transposed", a.t().contiguous().t(), b),
        new FactorPair("b transposed", a, b.t().contiguous().t()),
        new FactorPair("both transposed", a.t().contiguous().t(), b.t().contiguous().t()),
        new FactorPair("gaps between rows", a, randn(130, 300).narrow(1, 5, 140)),
        new FactorPair("every second element", randn(120, 130, 2).select(2, 1), b),
        new FactorPair("one row for all", randn(1, 130).expand(120, 130), b));
  }

  private static void assertClose(Tensor expected, Tensor actual) {
    assertEquals(ScalarType.Float, actual.scalar_type().intern());
    assertArrayEquals(expected.sizes().vec().get(), actual.sizes().vec().get());
    assertTrue(allclose(actual.to(ScalarType.Double), expected, 1e-4, 1e-4, false));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void product_isThatOfFloat64(FactorPair pair) {
    try (var scope = Torch.scope()) {
      Tensor expected = pair.a().to(ScalarType.Double).mm(pair.b().to(ScalarType.Double));
      assertClose(expected, pair.a().mm(pair.b()));
      assertClose(expected, pair.a().matmul(pair.b()));
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void sum_isThatOfFloat64(FactorPair pair) {
    try (var scope = Torch.scope()) {
      Tensor product = pair.a().to(ScalarType.Double).mm(pair.b().to(ScalarType.Double));
      long n = pair.b().size(1);
      for (Tensor summand : new Tensor[] {randn(pair.a().size(0), n), randn(n), randn(1, 1)}) {
        Tensor wide = summand.to(ScalarType.Double);
        assertClose(product.add(wide), torch.addmm(summand, pair.a(), pair.b()));
        assertClose(
            product.mul(new Scalar(-2.0)).add(wide.mul(new Scalar(0.5))),
            torch.addmm(summand, pair.a(), pair.b(), new Scalar(0.5), new Scalar(-2.0)));
      }
    }
  }

  @Test
  void gradients_areThoseOfFloat64() {
    try (var scope = Torch.scope()) {
      Tensor a = randn(120, 130).requires_grad_(true);
      Tensor b = randn(130, 140).requires_grad_(true);
      Tensor outer = randn(120, 140);
      a.mm(b).mul(outer).sum().backward();
      Tensor wide = outer.to(ScalarType.Double);
      assertClose(wide.mm(b.detach().to(ScalarType.Double).t()), a.grad());
      assertClose(a.detach().to(ScalarType.Double).t().mm(wide), b.grad());
    }
  }

  @Test
  void shapesThatDoNotFit_areRefusedByLibTorch() {
    var product = assertThrows(RuntimeException.class, () -> randn(120, 130).mm(randn(120, 130)));
    assertTrue(
        product
            .getMessage()
            .startsWith("mat1 and mat2 shapes cannot be multiplied (120x130 and 120x130)"),
        product.getMessage());
    var sum =
        assertThrows(
            RuntimeException.class,
            () -> torch.addmm(randn(3, 4), randn(120, 130), randn(130, 140)));
    assertTrue(
        sum.getMessage().startsWith("The expanded size of the tensor (140) must match"),
        sum.getMessage());
  }
}
