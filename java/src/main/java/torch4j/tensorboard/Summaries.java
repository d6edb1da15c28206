package torch4j.tensorboard;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import torch4j.tensorboard.proto.EventProto.DataType;
import torch4j.tensorboard.proto.EventProto.Summary;
import torch4j.tensorboard.proto.EventProto.SummaryMetadata;
import torch4j.tensorboard.proto.EventProto.TensorProto;
import torch4j.tensorboard.proto.EventProto.TensorShapeProto;
import torch4j.tensorboard.proto.PluginProto.TextPluginData;

/** Summaries of scalars and texts, and what all plugins' summaries have. */
final class Summaries {
  private Summaries() {}

  /** A summary of one value. */
  static Summary of(Summary.Value.Builder value) {
    return Summary.newBuilder().addValue(value).build();
  }

  /** Says which plugin shows a value. */
  static SummaryMetadata plugin(String name, MessageLite content) {
    var data = SummaryMetadata.PluginData.newBuilder().setPluginName(name);
    if (content != null) {
      data.setContent(content.toByteString());
    }
    return SummaryMetadata.newBuilder().setPluginData(data).build();
  }

  /** A shape of these sizes. */
  static TensorShapeProto shape(long... sizes) {
    var shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return shape.build();
  }

  static Summary scalar(String tag, double value, ScalarStyle style) {
    var summary = Summary.Value.newBuilder().setTag(tag);
    if (style == ScalarStyle.SIMPLE) {
      return of(summary.setSimpleValue((float) value));
    }
    var tensor = TensorProto.newBuilder();
    if (style == ScalarStyle.TENSOR) {
      tensor.setDtype(DataType.DT_FLOAT).addFloatVal((float) value);
    } else {
      tensor.setDtype(DataType.DT_DOUBLE).addDoubleVal(value);
    }
    return of(summary.setTensor(tensor).setMetadata(plugin("scalars", null)));
  }

  static Summary text(String tag, String text) {
    return of(
        Summary.Value.newBuilder()
            .setTag(tag + "/text_summary")
            .setMetadata(plugin("text", TextPluginData.getDefaultInstance()))
            .setTensor(
                TensorProto.newBuilder()
                    .setDtype(DataType.DT_STRING)
                    .addStringVal(ByteString.copyFromUtf8(text))
                    .setTensorShape(shape(1))));
  }
}
