package torch4j.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.nn.init.Init;
import torch4j.nn.utils.rnn.PackedSequence;

/**
 * The base class of the recurrent layers. Same as {@code torch.nn.RNNBase}. A state is a list of
 * tensors: the hidden state and, for an LSTM, the cell state.
 */
abstract class RecurrentLayer extends Module {
  final long inputSize;
  final long hiddenSize;
  final RecurrentOptions options;
  private final List<String> names = new ArrayList<>();

  RecurrentLayer(long gates, long inputSize, long hiddenSize, RecurrentOptions options) {
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.options = Require.nonNull(options, "options", "options");
    requirePositive("inputSize", inputSize);
    requirePositive("hiddenSize", hiddenSize);
    if (options.projSize() >= hiddenSize) {
      throw new IllegalArgumentException(
          "projSize: got "
              + options.projSize()
              + ", expected less than hiddenSize = "
              + hiddenSize);
    }
    for (long layer = 0; layer < options.numLayers(); layer++) {
      registerLayer(gates * hiddenSize, layer, "");
      if (options.bidirectional()) {
        registerLayer(gates * hiddenSize, layer, "_reverse");
      }
    }
    resetParameters();
  }

  /** Requires options without a projection, for RNN and GRU. */
  static RecurrentOptions withoutProjection(RecurrentOptions options) {
    if (Require.nonNull(options, "options", "options").projSize() != 0) {
      throw new IllegalArgumentException(
          "projSize: got "
              + options.projSize()
              + ", expected 0; proj_size argument is only supported for LSTM, not RNN or GRU");
    }
    return options;
  }

  /** Requires the nonlinearity tanh, for LSTM and GRU. */
  static RecurrentOptions withTanh(RecurrentOptions options) {
    if (Require.nonNull(options, "options", "options").nonlinearity() != RNN.Nonlinearity.TANH) {
      throw new IllegalArgumentException(
          "nonlinearity: got "
              + options.nonlinearity()
              + ", expected tanh; only RNN has other nonlinearities");
    }
    return options;
  }

  private static void requirePositive(String name, long size) {
    if (size <= 0) {
      throw new IllegalArgumentException(name + ": got " + size + ", expected > 0");
    }
  }

  private void registerLayer(long gateSize, long layer, String direction) {
    String suffix = "_l" + layer + direction;
    registerNamed(
        "weight_ih" + suffix, gateSize, layer == 0 ? inputSize : realSize() * directions());
    registerNamed("weight_hh" + suffix, gateSize, realSize());
    if (options.bias()) {
      registerNamed("bias_ih" + suffix, gateSize);
      registerNamed("bias_hh" + suffix, gateSize);
    }
    if (options.projSize() > 0) {
      registerNamed("weight_hr" + suffix, options.projSize(), hiddenSize);
    }
  }

  private void registerNamed(String name, long... shape) {
    registerParameter(name, empty(shape));
    names.add(name);
  }

  final long directions() {
    return options.bidirectional() ? 2 : 1;
  }

  /**
   * The size of the hidden state: {@code projSize} if there is a projection, otherwise {@code
   * hiddenSize}.
   */
  final long realSize() {
    return options.projSize() > 0 ? options.projSize() : hiddenSize;
  }

  /** Re-initializes the parameters. Same as {@code reset_parameters}. */
  public final void resetParameters() {
    double bound = 1 / Math.sqrt((double) hiddenSize);
    names.forEach(name -> Init.uniform_(parameter(name), -bound, bound));
  }

  /**
   * The parameters of each layer and direction, in the order {@code weight_ih}, {@code weight_hh}
   * and, where the options have them, {@code bias_ih}, {@code bias_hh}, {@code weight_hr}. Same as
   * {@code all_weights}.
   *
   * @return new lists of this module's own tensors
   */
  public final List<List<Tensor>> allWeights() {
    int each = names.size() / Math.toIntExact(options.numLayers() * directions());
    List<List<Tensor>> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i += each) {
      all.add(names.subList(i, i + each).stream().map(this::parameter).toList());
    }
    return all;
  }

  /**
   * The last dimension of each state tensor: of the hidden state and, for an LSTM, of the cell
   * state.
   */
  abstract long[] stateSizes();

  /** Calls the operator of ATen for a padded batch; returns the output and the final state. */
  abstract List<Tensor> operator(Tensor input, List<Tensor> hx, TensorVector weights);

  /** Calls the operator of ATen for a packed batch. */
  abstract List<Tensor> operator(
      Tensor data, Tensor batchSizes, List<Tensor> hx, TensorVector weights);

  /**
   * The output and the final state for a batch {@code [L, N, *]}, or an unbatched input {@code [L,
   * *]}.
   */
  final List<Tensor> compute(Tensor input, List<Tensor> given) {
    if (input.dim() != 2 && input.dim() != 3) {
      throw invalidInput(
          "Expected input to be 2D or 3D, got " + input.dim() + "D tensor instead", input);
    }
    boolean batched = input.dim() == 3;
    for (Tensor state : given) {
      if (state.dim() != input.dim()) {
        throw invalidInput(
            "hx should be as the input, 3-D if batched and else 2-D, but got "
                + TensorDescription.of(state),
            input);
      }
    }
    int batchDim = options.batchFirst() ? 0 : 1;
    Tensor batch = batched ? input : input.unsqueeze(batchDim);
    List<Tensor> hx = batched ? given : given.stream().map(state -> state.unsqueeze(1)).toList();
    requireInput(batch, 3);
    List<Tensor> states = initial(batch, hx, batch.size(batchDim));
    List<Tensor> result = operator(batch, states, weights());
    if (batched) {
      return result;
    }
    List<Tensor> squeezed = new ArrayList<>();
    squeezed.add(result.get(0).squeeze(batchDim));
    result.subList(1, result.size()).forEach(state -> squeezed.add(state.squeeze(1)));
    return squeezed;
  }

  /**
   * The output data and the final state for a packed batch; states are in the order of the
   * sequences before packing.
   */
  final List<Tensor> compute(PackedSequence input, List<Tensor> given) {
    List<Tensor> hx = permuted(given, input.sortedIndices());
    requireInput(input.data(), 2);
    long batch = input.batchSizes().select(0, 0).itemLong();
    List<Tensor> states = initial(input.data(), hx, batch);
    List<Tensor> result = operator(input.data(), input.batchSizes(), states, weights());
    List<Tensor> ordered = new ArrayList<>();
    ordered.add(result.get(0));
    ordered.addAll(permuted(result.subList(1, result.size()), input.unsortedIndices()));
    return ordered;
  }

  private static List<Tensor> permuted(List<Tensor> states, Tensor permutation) {
    return permutation == null
        ? states
        : states.stream().map(state -> state.indexSelect(1, permutation)).toList();
  }

  private void requireInput(Tensor input, int dimensions) {
    Tensor weight = parameter(names.get(0));
    boolean autocast =
        torch.is_autocast_enabled(torch.DeviceType.CPU)
            || torch.is_autocast_enabled(torch.DeviceType.CUDA);
    if (input.dtype() != weight.dtype() && !autocast) {
      throw invalidInput(
          "RNN input dtype ("
              + TensorDescription.dtype(input)
              + ") does not match weight dtype ("
              + TensorDescription.dtype(weight)
              + ")",
          input);
    }
    if (input.dim() != dimensions) {
      throw invalidInput(
          "input must have " + dimensions + " dimensions, got " + input.dim(), input);
    }
    if (input.size(-1) != inputSize) {
      throw invalidInput("input.size(-1) must be equal to input_size", input);
    }
  }

  // Zeros if no state is given.
  private List<Tensor> initial(Tensor input, List<Tensor> given, long batch) {
    long[] sizes = stateSizes();
    List<Tensor> states = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      long[] shape = {options.numLayers() * directions(), batch, sizes[i]};
      if (given.isEmpty()) {
        states.add(input.newZeros(shape));
      } else if (Arrays.equals(given.get(i).shape(), shape)) {
        states.add(given.get(i));
      } else {
        throw invalidInput(
            "Expected hidden["
                + i
                + "] size "
                + Arrays.toString(shape)
                + ", got "
                + Arrays.toString(given.get(i).shape()),
            input);
      }
    }
    return states;
  }

  private TensorVector weights() {
    var weights = new TensorVector(names.size());
    for (int i = 0; i < names.size(); i++) {
      weights.put(i, parameter(names.get(i)).unwrap());
    }
    return weights;
  }

  @Override
  protected final String expectedInput() {
    String batch = options.batchFirst() ? "[N, L, " : "[L, N, ";
    return batch
        + inputSize
        + "] or [L, "
        + inputSize
        + "] "
        + TensorDescription.dtype(parameter(names.get(0)));
  }

  @Override
  protected final String extraRepr() {
    var text = new StringBuilder(inputSize + ", " + hiddenSize);
    if (options.projSize() != 0) {
      text.append(", proj_size=").append(options.projSize());
    }
    if (options.numLayers() != 1) {
      text.append(", num_layers=").append(options.numLayers());
    }
    if (!options.bias()) {
      text.append(", bias=False");
    }
    if (options.batchFirst()) {
      text.append(", batch_first=True");
    }
    if (options.dropout() != 0) {
      text.append(", dropout=").append(Repr.of(options.dropout()));
    }
    if (options.bidirectional()) {
      text.append(", bidirectional=True");
    }
    return text.toString();
  }
}
