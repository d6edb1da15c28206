package torch4j.distributions;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * Kullback-Leibler divergences. Same as {@code torch.distributions.kl}: its {@code kl_divergence},
 * its table of pairs, and its {@code register_kl}.
 */
public final class KL {
  private record Pair(Class<?> p, Class<?> q) {
    boolean matches(Class<?> typeP, Class<?> typeQ) {
      return p.isAssignableFrom(typeP) && q.isAssignableFrom(typeQ);
    }

    // Python's order of _Match: by the first type that is not the same.
    boolean isBefore(Pair other) {
      if (equals(other) || !other.p.isAssignableFrom(p)) {
        return false;
      }
      return p != other.p || other.q.isAssignableFrom(q);
    }
  }

  private static final Map<Pair, BinaryOperator<Object>> REGISTRY = new LinkedHashMap<>();

  static {
    KLSame.register();
    KLMultivariate.register();
    KLOfBounded.register();
    KLOfUnbounded.register();
  }

  private KL() {}

  /**
   * The divergence of q from p, {@code KL(p || q)}. Same as {@code kl_divergence(p, q)}.
   *
   * @throws UnsupportedOperationException if there is no formula for the two
   */
  public static Tensor klDivergence(Distribution p, Distribution q) {
    Operators.required("p", p);
    Operators.required("q", q);
    BinaryOperator<Object> formula = found(p.getClass(), q.getClass());
    if (formula == null) {
      throw unsupported(p, q);
    }
    return (Tensor) formula.apply(p, q);
  }

  /**
   * Adds a formula, which holds for subclasses unless they have their own. Same as {@code
   * register_kl}.
   */
  public static <P extends Distribution, Q extends Distribution> void register(
      Class<P> typeP, Class<Q> typeQ, BiFunction<? super P, ? super Q, Tensor> formula) {
    Operators.required("typeP", typeP);
    Operators.required("typeQ", typeQ);
    Operators.required("formula", formula);
    synchronized (REGISTRY) {
      REGISTRY.put(new Pair(typeP, typeQ), (p, q) -> formula.apply(typeP.cast(p), typeQ.cast(q)));
    }
  }

  private static BinaryOperator<Object> found(Class<?> typeP, Class<?> typeQ) {
    synchronized (REGISTRY) {
      Pair first = null;
      for (Pair pair : REGISTRY.keySet()) {
        if (pair.matches(typeP, typeQ) && (first == null || pair.isBefore(first))) {
          first = pair;
        }
      }
      return REGISTRY.get(first);
    }
  }

  /** The exception for two distributions without a formula. */
  static UnsupportedOperationException unsupported(Distribution p, Distribution q) {
    return new UnsupportedOperationException(
        "klDivergence: got "
            + p.getClass().getSimpleName()
            + " and "
            + q.getClass().getSimpleName()
            + ", expected two distributions that Python has a formula for");
  }

  /** Infinity, in the shape of a tensor. */
  static Tensor infinite(Tensor like) {
    return Torch.fullLike(like, Operators.INF);
  }

  /** {@code x * log(x)}, 0 for 0. */
  static Tensor xLogX(Tensor x) {
    return x.xlogy(x);
  }
}
