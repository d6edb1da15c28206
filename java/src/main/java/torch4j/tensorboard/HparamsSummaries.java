package torch4j.tensorboard;

import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.tensorboard.proto.EventProto.Summary;
import torch4j.tensorboard.proto.PluginProto.Experiment;
import torch4j.tensorboard.proto.PluginProto.HParamInfo;
import torch4j.tensorboard.proto.PluginProto.HParamsPluginData;
import torch4j.tensorboard.proto.PluginProto.MetricInfo;
import torch4j.tensorboard.proto.PluginProto.MetricName;
import torch4j.tensorboard.proto.PluginProto.SessionEndInfo;
import torch4j.tensorboard.proto.PluginProto.SessionStartInfo;

/**
 * The three summaries of a run's hyperparameters: what they are, their values, that the run has
 * ended. Same as {@code hparams} of {@code torch.utils.tensorboard.summary}.
 */
final class HparamsSummaries {
  private HparamsSummaries() {}

  static List<Summary> of(
      Map<String, ?> hparams, Map<String, ?> metrics, Map<String, ? extends List<?>> domains) {
    var experiment = Experiment.newBuilder();
    var start = SessionStartInfo.newBuilder();
    requireDomains(hparams, domains);
    hparams.forEach(
        (name, given) -> {
          if (given != null) {
            Value value = value("hparams[\"" + name + "\"]", given);
            start.putHparams(Require.nonNull(name, "hparams", "names without null"), value);
            experiment.addHparamInfos(info(name, value, domains.get(name)));
          }
        });
    for (String metric : metrics.keySet()) {
      experiment.addMetricInfos(
          MetricInfo.newBuilder().setName(MetricName.newBuilder().setTag(metric)));
    }
    var end = SessionEndInfo.newBuilder().setStatus(SessionEndInfo.Status.STATUS_SUCCESS);
    return List.of(
        summary("experiment", HParamsPluginData.newBuilder().setExperiment(experiment)),
        summary("session_start_info", HParamsPluginData.newBuilder().setSessionStartInfo(start)),
        summary("session_end_info", HParamsPluginData.newBuilder().setSessionEndInfo(end)));
  }

  private static void requireDomains(
      Map<String, ?> hparams, Map<String, ? extends List<?>> domains) {
    domains.forEach(
        (name, domain) -> {
          Object value = hparams.get(name);
          if (domain == null
              || value == null
              || !domain.stream().allMatch(other -> sameKind(value, other))) {
            throw new IllegalArgumentException(
                "hparamDomainDiscrete[\""
                    + name
                    + "\"]: got "
                    + domain
                    + ", expected a list of values of the type of hparams[\""
                    + name
                    + "\"]");
          }
        });
  }

  private static boolean sameKind(Object value, Object other) {
    return value instanceof Number
        ? other instanceof Number
        : other != null && value.getClass() == other.getClass();
  }

  private static HParamInfo info(String name, Value value, List<?> domain) {
    var info =
        HParamInfo.newBuilder()
            .setName(name)
            .setType(
                value.hasStringValue()
                    ? HParamInfo.DataType.DATA_TYPE_STRING
                    : HParamInfo.DataType.DATA_TYPE_FLOAT64);
    if (domain != null) {
      var values = ListValue.newBuilder();
      domain.forEach(other -> values.addValues(value("hparamDomainDiscrete", other)));
      info.setDomainDiscrete(values);
    }
    return info.build();
  }

  // A Boolean is a number in Python, and is written as one there.
  private static Value value(String what, Object value) {
    if (value instanceof String text) {
      return Value.newBuilder().setStringValue(text).build();
    }
    if (value instanceof Boolean truth) {
      return number(truth ? 1 : 0);
    }
    if (value instanceof Number number) {
      return number(number.doubleValue());
    }
    if (value instanceof Tensor tensor && tensor.numel() == 1 && !tensor.dtype().isComplex()) {
      return number(tensor.itemDouble());
    }
    throw new IllegalArgumentException(
        what
            + ": got "
            + (value instanceof Tensor tensor
                ? TensorDescription.of(tensor)
                : "a " + value.getClass().getSimpleName())
            + ", expected a number, a Boolean, a String or a tensor of one element");
  }

  private static Value number(double number) {
    return Value.newBuilder().setNumberValue(number).build();
  }

  private static Summary summary(String name, HParamsPluginData.Builder content) {
    return Summaries.of(
        Summary.Value.newBuilder()
            .setTag("_hparams_/" + name)
            .setMetadata(Summaries.plugin("hparams", content.build())));
  }
}
