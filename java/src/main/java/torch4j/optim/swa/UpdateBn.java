package torch4j.optim.swa;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.nn.BatchNormLayer;
import torch4j.nn.Module;

/** Computes a model's batch statistics anew. Same as {@code torch.optim.swa_utils.update_bn}. */
public final class UpdateBn {
  private UpdateBn() {}

  /**
   * Sets the running averages of the model's batch normalisations to the plain means over these
   * inputs, which go through the model once, in training mode and without gradients. Same as {@code
   * update_bn(loader, model)}. A model without batch normalisation is left alone.
   *
   * @param inputs one tensor for each batch; they stay open
   */
  public static void updateBn(Iterable<Tensor> inputs, Module model) {
    updateBn(inputs, model, null);
  }

  /**
   * Sets the running averages over these inputs, moved to a device. Same as {@code
   * update_bn(loader, model, device)}.
   *
   * @param device where the model is, or null to leave the inputs where they are
   */
  public static void updateBn(Iterable<Tensor> inputs, Module model, Device device) {
    Objects.requireNonNull(inputs, "inputs");
    updating(
        Objects.requireNonNull(model, "model"),
        input -> {
          for (Tensor batch : inputs) {
            input.accept(batch);
          }
        },
        device);
  }

  /**
   * Sets the running averages over a loader's batches, of which the first tensor is the input. Same
   * as {@code update_bn(loader, model)}.
   */
  public static void updateBn(DataLoader loader, Module model) {
    updateBn(loader, model, null);
  }

  /**
   * Sets the running averages over a loader's batches, moved to a device. Same as {@code
   * update_bn(loader, model, device)}.
   *
   * @param device where the model is, or null to leave the inputs where they are
   */
  public static void updateBn(DataLoader loader, Module model, Device device) {
    Objects.requireNonNull(loader, "loader");
    updating(
        Objects.requireNonNull(model, "model"),
        input -> {
          for (Batch batch : loader) {
            try (batch) {
              input.accept(batch.data());
            }
          }
        },
        device);
  }

  private static void updating(Module model, Consumer<Consumer<Tensor>> loader, Device device) {
    Map<BatchNormLayer, Double> momenta = new LinkedHashMap<>();
    for (Module module : model.modules()) {
      if (module instanceof BatchNormLayer layer) {
        layer.resetRunningStats();
        momenta.put(layer, layer.momentum());
      }
    }
    if (momenta.isEmpty()) {
      return;
    }
    boolean wasTraining = model.isTraining();
    model.train();
    momenta.keySet().forEach(layer -> layer.momentum(null));
    try (var noGrad = Torch.noGrad()) {
      loader.accept(input -> run(model, input, device));
    } finally {
      momenta.forEach(BatchNormLayer::momentum);
      model.train(wasTraining);
    }
  }

  private static void run(Module model, Tensor input, Device device) {
    try (var scope = Torch.scope()) {
      model.call(device == null ? input : input.to(device, input.scalar_type()));
    }
  }
}
