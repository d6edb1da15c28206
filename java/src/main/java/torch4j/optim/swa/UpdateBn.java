package torch4j.optim.swa;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.internal.Require;
import torch4j.nn.BatchNormLayer;
import torch4j.nn.Module;

/**
 * Updates the running statistics of a model's BatchNorm layers. Same as {@code
 * torch.optim.swa_utils.update_bn}.
 */
public final class UpdateBn {
  private UpdateBn() {}

  /**
   * Updates the running statistics of the model's BatchNorm layers with one pass over these inputs,
   * in training mode and without gradients: they become the cumulative averages over the batches.
   * Same as {@code update_bn(loader, model)}. Does nothing for a model without BatchNorm layers.
   *
   * @param inputs the input of each batch; the tensors are not closed
   */
  public static void updateBn(Iterable<Tensor> inputs, Module model) {
    updateBn(inputs, model, null);
  }

  /**
   * Updates the running statistics with these inputs, transferred to a device. Same as {@code
   * update_bn(loader, model, device)}.
   *
   * @param device the device to transfer the inputs to before they are passed to the model, or null
   */
  public static void updateBn(Iterable<Tensor> inputs, Module model, Device device) {
    Require.nonNull(inputs, "inputs", "a tensor for each batch");
    update(
        Require.nonNull(model, "model", "a module"),
        input -> {
          for (Tensor batch : inputs) {
            input.accept(Require.nonNull(batch, "inputs", "a tensor for each batch"));
          }
        },
        device);
  }

  /**
   * Updates the running statistics with the batches of a loader, whose first tensor is the input.
   * Same as {@code update_bn(loader, model)}.
   */
  public static void updateBn(DataLoader<Batch> loader, Module model) {
    updateBn(loader, model, null);
  }

  /**
   * Updates the running statistics with the batches of a loader, transferred to a device. Same as
   * {@code update_bn(loader, model, device)}.
   *
   * @param device the device to transfer the inputs to before they are passed to the model, or null
   */
  public static void updateBn(DataLoader<Batch> loader, Module model, Device device) {
    Require.nonNull(loader, "loader", "a data loader");
    update(
        Require.nonNull(model, "model", "a module"),
        input -> {
          for (Batch batch : loader) {
            try (batch) {
              input.accept(batch.data());
            }
          }
        },
        device);
  }

  private static void update(Module model, Consumer<Consumer<Tensor>> loader, Device device) {
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
      model.call(device == null ? input : input.to(device, input.dtype()));
    }
  }
}
