package torch4j.nn.utils;

import java.util.Map;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.nn.Module;
import torch4j.nn.Parametrize;

/**
 * Weight normalization, spectral normalization and orthogonal parametrizations. Same as {@code
 * torch.nn.utils.parametrizations}. Each method returns the given module.
 */
public final class Parametrizations {
  private static final double EPS = 1e-12;

  private Parametrizations() {}

  /** Weight normalization of "weight". Same as {@code weight_norm(module)}. */
  public static <M extends Module> M weightNorm(M module) {
    return weightNorm(module, "weight");
  }

  /** Weight normalization. Same as {@code weight_norm(module, name)}. */
  public static <M extends Module> M weightNorm(M module, String name) {
    return weightNorm(module, name, 0);
  }

  /**
   * Weight normalization, which decouples the magnitude of a weight tensor from its direction. Same
   * as {@code weight_norm(module, name, dim)}. State dicts of the older {@code
   * torch.nn.utils.weight_norm}, with {@code weight_g} and {@code weight_v}, are loaded too, as in
   * Python.
   *
   * @param dim the dimension over which to compute the norm; -1 for the norm over the entire
   *     tensor, Python's None
   * @throws IllegalArgumentException if there is no such parameter
   */
  public static <M extends Module> M weightNorm(M module, String name, long dim) {
    Parametrize.registerParametrization(module, name, new WeightNorm(dim), true);
    module.registerLoadStateDictPreHook(
        (self, state, prefix, context) -> renamed(state, prefix, name));
    return module;
  }

  private static void renamed(Map<String, Tensor> state, String prefix, String name) {
    String length = prefix + name + "_g";
    String direction = prefix + name + "_v";
    if (state.containsKey(length) && state.containsKey(direction)) {
      String originals = prefix + "parametrizations." + name + ".original";
      state.put(originals + 0, state.remove(length));
      state.put(originals + 1, state.remove(direction));
    }
  }

  /** Spectral normalization of "weight". Same as {@code spectral_norm(module)}. */
  public static <M extends Module> M spectralNorm(M module) {
    return spectralNorm(module, "weight");
  }

  /** Spectral normalization. Same as {@code spectral_norm(module, name)}. */
  public static <M extends Module> M spectralNorm(M module, String name) {
    return spectralNorm(module, name, 1, EPS);
  }

  /**
   * Spectral normalization. Same as {@code spectral_norm(module, name, n_power_iterations, eps)}:
   * {@code dim} is 1 for transposed convolutions, otherwise 0.
   */
  public static <M extends Module> M spectralNorm(
      M module, String name, int nPowerIterations, double eps) {
    Require.nonNull(module, "module", "a module");
    boolean transposed = module.getClass().getSimpleName().contains("ConvTranspose");
    return spectralNorm(module, name, nPowerIterations, eps, transposed ? 1 : 0);
  }

  /**
   * Spectral normalization: divides the weight by its largest singular value, which is approximated
   * by power iterations in each forward pass in training mode. Same as {@code spectral_norm}.
   *
   * @param nPowerIterations the number of power iterations to calculate the spectral norm
   * @param eps the epsilon for numerical stability in calculating norms
   * @param dim the dimension corresponding to the number of outputs
   * @throws IllegalArgumentException if there is no such parameter, or an argument is out of range
   */
  public static <M extends Module> M spectralNorm(
      M module, String name, int nPowerIterations, double eps, long dim) {
    Tensor weight = Parametrize.value(module, name);
    return Parametrize.registerParametrization(
        module, name, new SpectralNorm(weight, nPowerIterations, eps, dim));
  }

  /** Orthogonal parametrization of "weight". Same as {@code orthogonal(module)}. */
  public static <M extends Module> M orthogonal(M module) {
    return orthogonal(module, "weight");
  }

  /**
   * Orthogonal parametrization, with the map that is Python's default for the parameter's shape.
   */
  public static <M extends Module> M orthogonal(M module, String name) {
    Tensor weight = requireMatrix(module, name);
    boolean exponential = weight.size(-2) == weight.size(-1) || weight.isComplex();
    return orthogonal(
        module, name, exponential ? OrthogonalMap.MATRIX_EXP : OrthogonalMap.HOUSEHOLDER);
  }

  /** Orthogonal parametrization. Same as {@code orthogonal(module, name, orthogonal_map)}. */
  public static <M extends Module> M orthogonal(M module, String name, OrthogonalMap map) {
    return orthogonal(module, name, map, true);
  }

  /**
   * Orthogonal parametrization. Same as {@code orthogonal(module, name, orthogonal_map,
   * use_trivialization=useTrivialization)}.
   *
   * @param useTrivialization whether to use the dynamic trivialization framework, with the initial
   *     value as the buffer "base"
   * @throws IllegalArgumentException if there is no such parameter, or it is not a matrix
   */
  public static <M extends Module> M orthogonal(
      M module, String name, OrthogonalMap map, boolean useTrivialization) {
    Require.nonNull(map, "map", "a map");
    var orthogonal = new Orthogonal(requireMatrix(module, name), map, useTrivialization);
    return Parametrize.registerParametrization(module, name, orthogonal, true);
  }

  private static Tensor requireMatrix(Module module, String name) {
    Tensor weight = Parametrize.value(module, name);
    if (weight.dim() < 2) {
      throw new IllegalArgumentException(
          "name: got "
              + name
              + " "
              + TensorDescription.of(weight)
              + ", expected a matrix or batch of matrices");
    }
    return weight;
  }

  /** Removes the parametrizations of a parameter, which keeps its parametrized value. */
  public static <M extends Module> M removeParametrizations(M module, String name) {
    return removeParametrizations(module, name, true);
  }

  /**
   * Removes the parametrizations of a parameter. Same as {@code
   * torch.nn.utils.parametrize.remove_parametrizations(module, name, leave_parametrized)}.
   *
   * @param leaveParametrized whether the parameter keeps its current, parametrized value instead of
   *     the original
   * @throws IllegalArgumentException if it has none, or {@code leaveParametrized} is false and
   *     there are several originals
   */
  public static <M extends Module> M removeParametrizations(
      M module, String name, boolean leaveParametrized) {
    return Parametrize.removeParametrizations(module, name, leaveParametrized);
  }
}
