package torch4j.optim.swa;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.DType;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.nn.Module;
import torch4j.processor.Withers;

/**
 * A copy of a model with running averages of its parameters, for stochastic weight averaging (SWA)
 * or exponential moving averages (EMA). Same as {@code torch.optim.swa_utils.AveragedModel}.
 *
 * <pre>{@code
 * var averaged = AveragedModel.ema(model, 0.999);
 * // after each step of the optimizer:
 * averaged.updateParameters(model);
 * }</pre>
 */
public final class AveragedModel extends Module {
  /**
   * Options of {@code AveragedModel}, with PyTorch's defaults.
   *
   * @param device the device that the averaged model is stored on, or null for the model's own
   * @param avgFn the averaging function of one parameter, or null
   * @param multiAvgFn the averaging function of all parameters on one device, or null
   * @param useBuffers whether to average the buffers too, instead of keeping them in sync with the
   *     model's
   */
  @Withers
  public record Options(
      Device device, AveragingFunction avgFn, MultiAveragingFunction multiAvgFn, boolean useBuffers)
      implements AveragedModelOptionsWithers {
    /**
     * Checks the values as PyTorch does.
     *
     * @throws IllegalArgumentException if both functions are given
     */
    public Options {
      if (avgFn != null && multiAvgFn != null) {
        throw new IllegalArgumentException("avgFn: got multiAvgFn too, expected only one of them");
      }
    }
  }

  private final Module module;
  private final Options options;

  /**
   * PyTorch's defaults: the equal average of the parameters, and buffers in sync with the model's.
   */
  public static Options options() {
    return new Options(null, null, null, false);
  }

  /** A model averaged with PyTorch's defaults. */
  public AveragedModel(Module model) {
    this(model, options());
  }

  /**
   * A model averaged with all options; the averages are initialized with copies of its parameters.
   */
  public AveragedModel(Module model, Options options) {
    this.options = Require.nonNull(options, "options", "options");
    module = register("module", Require.nonNull(model, "model", "a module").deepCopy());
    registerBuffer("n_averaged", Torch.zeros().to(DType.int64));
    if (options.device() != null) {
      to(options.device());
    }
  }

  /**
   * A model with an exponential moving average of the parameters. Same as {@code
   * AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(decay))}.
   *
   * @throws IllegalArgumentException if the decay is not between 0 and 1
   */
  public static AveragedModel ema(Module model, double decay) {
    return new AveragedModel(model, options().multiAvgFn(MultiAveragingFunction.ema(decay)));
  }

  /** The copy of the model, with the averaged parameters. Same as {@code module}. */
  public Module module() {
    return module;
  }

  /** The number of models that have been averaged. Same as {@code n_averaged}. */
  public long nAveraged() {
    return buffer("n_averaged").itemLong();
  }

  @Override
  public Tensor forward(Tensor input) {
    return module.call(input);
  }

  @Override
  public Tensor forward(Tensor first, Tensor second) {
    return module.call(first, second);
  }

  @Override
  public Tensor forward(Tensor first, Tensor second, Tensor third) {
    return module.call(first, second, third);
  }

  /**
   * Updates the averages with the model's parameters; the first call copies them. Same as {@code
   * update_parameters}.
   *
   * @throws IllegalArgumentException if the model does not have as many parameters and buffers as
   *     the one that was copied
   */
  public void updateParameters(Module model) {
    Require.nonNull(model, "model", "a module");
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      List<Tensor> averaged = tensors(module);
      List<Tensor> current = onTheSameDevices(tensors(model), averaged, "parameters");
      if (nAveraged() == 0) {
        copy(averaged, current);
      } else {
        average(averaged, current);
      }
      if (!options.useBuffers()) {
        List<Tensor> buffers = List.copyOf(module.namedBuffers().values());
        copy(buffers, onTheSameDevices(model.namedBuffers().values(), buffers, "buffers"));
      }
      buffer("n_averaged").add_(1);
    }
  }

  private List<Tensor> tensors(Module model) {
    var tensors = new ArrayList<>(model.parameters());
    if (options.useBuffers()) {
      tensors.addAll(model.namedBuffers().values());
    }
    return tensors;
  }

  private static List<Tensor> onTheSameDevices(
      Collection<Tensor> tensors, List<Tensor> averaged, String name) {
    if (tensors.size() != averaged.size()) {
      throw new IllegalArgumentException(
          "model: got " + tensors.size() + " " + name + ", expected " + averaged.size());
    }
    var moved = new ArrayList<Tensor>();
    for (Tensor tensor : tensors) {
      Device device = averaged.get(moved.size()).device();
      moved.add(tensor.detach().to(device, tensor.dtype()));
    }
    return moved;
  }

  private static void copy(List<Tensor> to, List<Tensor> from) {
    for (int i = 0; i < to.size(); i++) {
      to.get(i).copy_(from.get(i));
    }
  }

  private void average(List<Tensor> averaged, List<Tensor> current) {
    if (options.multiAvgFn() != null) {
      averageGroups(averaged, current);
      return;
    }
    AveragingFunction avgFn = options.avgFn() == null ? AveragingFunction.swa() : options.avgFn();
    for (int i = 0; i < averaged.size(); i++) {
      Tensor old = averaged.get(i).detach();
      old.copy_(avgFn.average(old, current.get(i), nAveraged()));
    }
  }

  // Grouped by device and dtype, as Python does.
  private void averageGroups(List<Tensor> averaged, List<Tensor> current) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < averaged.size(); i++) {
      Device device = averaged.get(i).device();
      String deviceAndDtype =
          averaged.get(i).dtype() + " " + device.unwrap().type().intern() + device.unwrap().index();
      groups.computeIfAbsent(deviceAndDtype, key -> new ArrayList<>()).add(i);
    }
    for (List<Integer> group : groups.values()) {
      options
          .multiAvgFn()
          .average(
              group.stream().map(i -> averaged.get(i).detach()).toList(),
              group.stream().map(current::get).toList(),
              nAveraged());
    }
  }
}
