package torch4j.nn.utils;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Require;
import torch4j.internal.Text;
import torch4j.nn.Module;
import torch4j.nn.Parametrize;

/**
 * Weights that stay normalized or orthogonal. Same as {@code torch.nn.utils.parametrizations}. Each
 * method returns the module that it was given.
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
   * Weight normalization: the parameter becomes a length and a direction. Same as {@code
   * weight_norm(module, name, dim)}. State dicts of the older {@code torch.nn.utils.weight_norm},
   * with {@code weight_g} and {@code weight_v}, are loaded too, as in Python.
   *
   * @param dim the dimension each of whose slices has a length; -1 for one length over all,
   *     Python's None
   * @throws IllegalArgumentException if there is no such parameter
   */
  public static <M extends Module> M weightNorm(M module, String name, long dim) {
    Parametrize.registerParametrization(module, name, new WeightNorm(dim), true);
    module.registerLoadStateDictPreHook((self, state, prefix) -> renamed(state, prefix, name));
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
   * the dimension of the outputs is 1 for transposed convolutions, else 0.
   */
  public static <M extends Module> M spectralNorm(
      M module, String name, int nPowerIterations, double eps) {
    boolean transposed = module.getClass().getSimpleName().contains("ConvTranspose");
    return spectralNorm(module, name, nPowerIterations, eps, transposed ? 1 : 0);
  }

  /**
   * Spectral normalization: the parameter is divided by its largest singular value, which a power
   * iteration in each training step follows. Same as {@code spectral_norm}.
   *
   * @param nPowerIterations the iterations in each step
   * @param eps the least length that is divided by
   * @param dim the dimension of the outputs
   * @throws IllegalArgumentException if there is no such parameter, or a number is out of range
   */
  public static <M extends Module> M spectralNorm(
      M module, String name, int nPowerIterations, double eps, long dim) {
    Tensor weight = Parametrize.value(module, name);
    return Parametrize.registerParametrization(
        module, name, new SpectralNorm(weight, nPowerIterations, eps, dim));
  }

  /** An orthogonal "weight". Same as {@code orthogonal(module)}. */
  public static <M extends Module> M orthogonal(M module) {
    return orthogonal(module, "weight");
  }

  /** An orthogonal parameter, by the map that Python takes for its shape. */
  public static <M extends Module> M orthogonal(M module, String name) {
    Tensor weight = requireMatrix(module, name);
    boolean exponential = weight.size(-2) == weight.size(-1) || weight.is_complex();
    return orthogonal(
        module, name, exponential ? OrthogonalMap.MATRIX_EXP : OrthogonalMap.HOUSEHOLDER);
  }

  /** An orthogonal parameter. Same as {@code orthogonal(module, name, orthogonal_map)}. */
  public static <M extends Module> M orthogonal(M module, String name, OrthogonalMap map) {
    return orthogonal(module, name, map, true);
  }

  /**
   * An orthogonal parameter. Same as {@code orthogonal(module, name, orthogonal_map,
   * use_trivialization=useTrivialization)}.
   *
   * @param useTrivialization whether the first value is kept, as the buffer "base"
   * @throws IllegalArgumentException if there is no such parameter, or it is no matrix
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
          "name: got " + name + " " + Text.of(weight) + ", expected a matrix or batch of matrices");
    }
    return weight;
  }

  /** Takes the parametrizations off a parameter, which keeps its value. */
  public static <M extends Module> M removeParametrizations(M module, String name) {
    return removeParametrizations(module, name, true);
  }

  /**
   * Takes the parametrizations off a parameter. Same as {@code
   * torch.nn.utils.parametrize.remove_parametrizations(module, name, leave_parametrized)}.
   *
   * @param leaveParametrized whether the parameter keeps the value that they computed last, rather
   *     than becoming the original again
   * @throws IllegalArgumentException if it has none, or if several originals are to be one
   */
  public static <M extends Module> M removeParametrizations(
      M module, String name, boolean leaveParametrized) {
    return Parametrize.removeParametrizations(module, name, leaveParametrized);
  }
}
