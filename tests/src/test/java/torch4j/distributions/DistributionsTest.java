package torch4j.distributions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;

/** How distributions are made, what they refuse, and what of them Python's numbers do not show. */
final class DistributionsTest {
  @Test
  void constructors_takeTensorsAndNumbers() {
    Tensor two = Torch.tensor(1.0f, 2.0f);
    assertArrayEquals(new long[] {}, new Normal(0, 1).batchShape());
    assertArrayEquals(new long[] {2}, new Normal(0, two).batchShape());
    assertArrayEquals(new long[] {2}, new Normal(two, 1).sample().shape());
    assertArrayEquals(new long[] {3, 4, 2}, new Normal(two, two).sample(3, 4).shape());
    assertEquals(DType.float64, new Normal(two.toDouble(), 1).sample().dtype());
    assertEquals("Binomial(total_count: 10.0, probs: 0.5)", new Binomial(10, 0.5).toString());
  }

  @Test
  void invalidParameter_isRefusedWithItsConstraint() {
    var error = assertThrows(IllegalArgumentException.class, () -> new Normal(0, -1));
    assertEquals(
        "Normal: scale: got a tensor of shape () with invalid values, expected"
            + " GreaterThan(lower_bound=0.0); of the distribution Normal(loc: 0.0, scale: -1.0):\n"
            + "tensor(-1.)",
        error.getMessage());
  }

  @Test
  void invalidValue_isRefusedWithTheSupport() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Exponential(2).logProb(Torch.tensor(-1.0f, 1.0f)));
    assertEquals(
        "Exponential: value: got a tensor of shape (2,) with invalid values, expected values"
            + " within the support GreaterThanEq(lower_bound=0.0); of the distribution"
            + " Exponential(rate: 2.0):\n"
            + "tensor([-1.,  1.])",
        error.getMessage());
  }

  @Test
  void valueOfAnotherShape_isRefused() {
    var distribution = new Dirichlet(Torch.ones(2, 3));
    var error =
        assertThrows(IllegalArgumentException.class, () -> distribution.logProb(Torch.ones(4)));
    assertEquals(
        "Dirichlet: value: got shape [4], expected one that ends with event_shape [3] and can be"
            + " broadcast to batch_shape + event_shape [2, 3]",
        error.getMessage());
  }

  @Test
  void validateArgs_false_checksNothing() {
    assertTrue(Double.isNaN(new Normal(0, -1, false).logProb(Torch.zeros(1)).itemDouble()));
    Distribution.setDefaultValidateArgs(false);
    try {
      assertTrue(Double.isNaN(new Normal(0, -1).entropy().itemDouble()));
      assertThrows(IllegalArgumentException.class, () -> new Normal(0, -1, true));
    } finally {
      Distribution.setDefaultValidateArgs(true);
    }
  }

  @Test
  void whatPythonDoesNotImplement_saysSo() {
    var error =
        assertThrows(
            UnsupportedOperationException.class,
            () -> Categorical.ofProbs(Torch.ones(2)).rsample());
    assertEquals("Categorical: rsample: there is none for it, as in Python", error.getMessage());
  }

  @Test
  void cachedTransform_returnsTheArgumentItself() {
    var cached = new TanhTransform(1);
    Tensor x = Torch.tensor(20.0f);
    Tensor y = cached.call(x);
    assertSame(x, cached.inv().call(y));
    assertNotSame(x, new TanhTransform().inv().call(y));
  }

  @Test
  void cachedTransform_afterTheScope_computesAgain() {
    var cached = new ExpTransform(1);
    Tensor y;
    try (var scope = Torch.scope()) {
      y = scope.keep(cached.call(Torch.zeros(2)));
    }
    assertEquals(0, cached.inv().call(y).sum().itemDouble());
  }

  @Test
  void transforms_areEqualByTheirParameters() {
    assertEquals(new ExpTransform(), new ExpTransform());
    assertEquals(new ExpTransform().inv(), new ExpTransform().inv());
    assertEquals(new AffineTransform(0, 2), new AffineTransform(0, Torch.tensor(2.0f)));
    assertNotEquals(new AffineTransform(0, 2), new AffineTransform(1, 2));
    assertEquals(new PowerTransform(2), new PowerTransform(Torch.tensor(2.0f)));
    assertEquals(
        new ComposeTransform(List.of(new ExpTransform())),
        new ComposeTransform(List.of(new ExpTransform())));
  }

  private static final class Constant extends Distribution {
    Constant() {
      super(new long[0], new long[0], null);
      checkArguments();
    }
  }

  @Test
  void kl_ofAnotherDistribution_isWhatWasRegistered() {
    assertThrows(
        UnsupportedOperationException.class,
        () -> KL.klDivergence(new Constant(), new Normal(0, 1)));
    KL.register(Constant.class, Distribution.class, (p, q) -> Torch.tensor(7.0f));
    assertEquals(7, KL.klDivergence(new Constant(), new Normal(0, 1)).itemDouble());
  }

  @Test
  void kl_ofTransformedDistributions_needsTheSameTransforms() {
    var p = new TransformedDistribution(new Normal(0, 1), new ExpTransform());
    assertEquals(0, KL.klDivergence(p, new LogNormal(0, 1)).itemDouble());
    var other = new TransformedDistribution(new Normal(0, 1), new TanhTransform());
    assertThrows(UnsupportedOperationException.class, () -> KL.klDivergence(p, other));
  }

  @Test
  void dirichlet_rsample_hasGradients() {
    var dirichlet = new Dirichlet(Torch.ones(3).requiresGrad_());
    Tensor sample = dirichlet.rsample();
    assertTrue(sample.requiresGrad());
    sample.select(0, 0).backward();
    assertArrayEquals(new long[] {3}, dirichlet.concentration().grad().shape());
  }

  @Test
  void scope_freesWhatDistributionsMade() {
    Tensor sample;
    Tensor kept;
    try (var scope = Torch.scope()) {
      var gamma = new Gamma(2, 1);
      sample = gamma.sample(5);
      kept = scope.keep(gamma.rsample(5));
    }
    assertTrue(sample.unwrap().isNull());
    assertEquals(5, kept.numel());
  }
}
