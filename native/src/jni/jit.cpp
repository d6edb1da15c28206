// torch4j.jit.NativeJit
#include "jit/compiled_package.h"
#include "jit/script_module.h"
#include "jit/value_tree.h"
#include "jni/guard.h"
#include "jni/java_channel.h"

using torch4j::jit::CompiledPackage;
using torch4j::jit::ExtraFiles;
using torch4j::jit::read_node;
using torch4j::jit::ScriptModule;
using torch4j::jit::TreeWriter;
using namespace torch4j::jni;

namespace {

jlong released(std::unique_ptr<ScriptModule> module) {
  return reinterpret_cast<jlong>(module.release());
}

ExtraFiles extra_files(JNIEnv* env, jobjectArray names, jobjectArray contents) {
  const std::vector<std::string> keys = byte_arrays(env, names);
  const std::vector<std::string> values = byte_arrays(env, contents);
  ExtraFiles files;
  for (size_t i = 0; i < keys.size(); i++) {
    files.emplace(keys[i], values.at(i));
  }
  return files;
}

void put_contents(JNIEnv* env, const ExtraFiles& files, jobjectArray names, jobjectArray contents) {
  const std::vector<std::string> keys = byte_arrays(env, names);
  for (size_t i = 0; i < keys.size(); i++) {
    jbyteArray content = java_bytes(env, files.at(keys[i]));
    env->SetObjectArrayElement(contents, static_cast<jsize>(i), content);
    env->DeleteLocalRef(content);
  }
}

void write(TreeWriter& writer, const std::vector<std::string>& texts) {
  writer.list(texts.size());
  for (const std::string& text : texts) {
    writer.string(text);
  }
}

std::string list_of(const std::vector<std::string>& texts) {
  TreeWriter writer;
  write(writer, texts);
  return writer.take();
}

std::string text_of(const ScriptModule& module, const std::string& method, jint what) {
  switch (what) {
    case 0:
      return module.declaration(method);
    case 1:
      return module.code(method);
    default:
      return module.graph(method, what == 3);
  }
}

std::string list_of(const std::vector<at::Tensor>& tensors) {
  TreeWriter writer;
  writer.list(tensors.size());
  for (const at::Tensor& tensor : tensors) {
    writer.tensor(tensor);
  }
  return writer.take();
}

std::string about(const CompiledPackage& package) {
  TreeWriter writer;
  writer.tuple(4);
  write(writer, package.inputs());
  const auto metadata = package.metadata();
  writer.dict(metadata.size());
  for (const auto& [key, value] : metadata) {
    writer.string(key);
    writer.string(value);
  }
  write(writer, package.constants());
  write(writer, package.call_spec());
  return writer.take();
}

}  // namespace

extern "C" {

JNIEXPORT jlong JNICALL Java_torch4j_jit_NativeJit_load(JNIEnv* env, jclass, jbyteArray path, jbyteArray device,
                                                        jobjectArray names, jobjectArray contents) {
  return guarded(env, [&] {
    ExtraFiles extra = extra_files(env, names, contents);
    auto module = ScriptModule::load(bytes(env, path), bytes(env, device), extra);
    put_contents(env, extra, names, contents);
    return released(std::move(module));
  });
}

JNIEXPORT void JNICALL Java_torch4j_jit_NativeJit_save(JNIEnv* env, jclass type, jlong module, jobject channel,
                                                       jobjectArray names, jobjectArray contents) {
  guarded(env, [&] {
    JavaChannel out(env, type, channel);
    at_address<ScriptModule>(module).save([&](const void* data, size_t size) { out.write(data, size); },
                                          extra_files(env, names, contents));
    out.finish();
  });
}

JNIEXPORT void JNICALL Java_torch4j_jit_NativeJit_destroy(JNIEnv* env, jclass, jlong module) {
  guarded(env, [&] { delete &at_address<ScriptModule>(module); });
}

JNIEXPORT jbyteArray JNICALL Java_torch4j_jit_NativeJit_describe(JNIEnv* env, jclass, jlong module) {
  return guarded(env, [&] { return java_bytes(env, at_address<ScriptModule>(module).describe()); });
}

JNIEXPORT jlong JNICALL Java_torch4j_jit_NativeJit_child(JNIEnv* env, jclass, jlong module, jbyteArray name) {
  return guarded(env, [&] { return released(at_address<ScriptModule>(module).child(bytes(env, name))); });
}

JNIEXPORT jbyteArray JNICALL Java_torch4j_jit_NativeJit_methods(JNIEnv* env, jclass, jlong module) {
  return guarded(env, [&] { return java_bytes(env, list_of(at_address<ScriptModule>(module).method_names())); });
}

JNIEXPORT jbyteArray JNICALL Java_torch4j_jit_NativeJit_text(JNIEnv* env, jclass, jlong module, jbyteArray method,
                                                             jint what) {
  return guarded(env,
                 [&] { return java_bytes(env, text_of(at_address<ScriptModule>(module), bytes(env, method), what)); });
}

JNIEXPORT jbyteArray JNICALL Java_torch4j_jit_NativeJit_graphNodes(JNIEnv* env, jclass, jlong module,
                                                                   jbyteArray method) {
  return guarded(env,
                 [&] { return java_bytes(env, at_address<ScriptModule>(module).graph_nodes(bytes(env, method))); });
}

JNIEXPORT jboolean JNICALL Java_torch4j_jit_NativeJit_call(JNIEnv* env, jclass, jlong module, jlong input, jlong into) {
  return guarded(env, [&]() -> jboolean {
    const ScriptModule& script = at_address<ScriptModule>(module);
    at_address<at::Tensor>(into) = script.call(at_address<at::Tensor>(input));
    return script.changed();
  });
}

JNIEXPORT jbyteArray JNICALL Java_torch4j_jit_NativeJit_invoke(JNIEnv* env, jclass, jlong module, jbyteArray call) {
  return guarded(env,
                 [&] { return java_bytes(env, at_address<ScriptModule>(module).invoke(read_node(bytes(env, call)))); });
}

JNIEXPORT void JNICALL Java_torch4j_jit_NativeJit_adopt(JNIEnv* env, jclass, jlong from, jlong into) {
  guarded(env, [&] {
    const std::unique_ptr<at::Tensor> tensor(&at_address<at::Tensor>(from));
    if (into != 0) {
      at_address<at::Tensor>(into) = std::move(*tensor);
    }
  });
}

JNIEXPORT jboolean JNICALL Java_torch4j_jit_NativeJit_changed(JNIEnv* env, jclass, jlong module) {
  return guarded(env, [&]() -> jboolean { return at_address<ScriptModule>(module).changed(); });
}

JNIEXPORT void JNICALL Java_torch4j_jit_NativeJit_watch(JNIEnv* env, jclass, jlong module) {
  guarded(env, [&] { at_address<ScriptModule>(module).watch(); });
}

JNIEXPORT jbyteArray JNICALL Java_torch4j_jit_NativeJit_attribute(JNIEnv* env, jclass, jlong module, jbyteArray name) {
  return guarded(env, [&] { return java_bytes(env, at_address<ScriptModule>(module).attribute(bytes(env, name))); });
}

JNIEXPORT void JNICALL Java_torch4j_jit_NativeJit_setAttribute(JNIEnv* env, jclass, jlong module, jbyteArray name,
                                                               jbyteArray value) {
  guarded(env, [&] { at_address<ScriptModule>(module).set_attribute(bytes(env, name), read_node(bytes(env, value))); });
}

JNIEXPORT jlong JNICALL Java_torch4j_jit_NativeJit_copy(JNIEnv* env, jclass, jlong module) {
  return guarded(env, [&] { return released(at_address<ScriptModule>(module).copy()); });
}

JNIEXPORT jlong JNICALL Java_torch4j_jit_NativeJit_freeze(JNIEnv* env, jclass, jlong module, jobjectArray preserved,
                                                          jboolean optimize_numerics) {
  return guarded(env, [&] {
    return released(
        at_address<ScriptModule>(module).freeze(byte_arrays(env, preserved), optimize_numerics != JNI_FALSE));
  });
}

JNIEXPORT void JNICALL Java_torch4j_jit_NativeJit_optimizeForInference(JNIEnv* env, jclass, jlong module,
                                                                       jobjectArray other_methods) {
  guarded(env, [&] { at_address<ScriptModule>(module).optimize_for_inference(byte_arrays(env, other_methods)); });
}

JNIEXPORT jlong JNICALL Java_torch4j_jit_NativeJit_loadPackage(JNIEnv* env, jclass, jbyteArray folder, jbyteArray model,
                                                               jboolean single_threaded, jint runners,
                                                               jint device_index) {
  return guarded(env, [&] {
    return reinterpret_cast<jlong>(
        new CompiledPackage(bytes(env, folder), {.model = bytes(env, model),
                                                 .run_single_threaded = single_threaded != JNI_FALSE,
                                                 .runners = static_cast<size_t>(runners),
                                                 .device_index = static_cast<int8_t>(device_index)}));
  });
}

JNIEXPORT jbyteArray JNICALL Java_torch4j_jit_NativeJit_describePackage(JNIEnv* env, jclass, jlong package) {
  return guarded(env, [&] { return java_bytes(env, about(at_address<CompiledPackage>(package))); });
}

JNIEXPORT jbyteArray JNICALL Java_torch4j_jit_NativeJit_runPackage(JNIEnv* env, jclass, jlong package,
                                                                   jlongArray inputs) {
  return guarded(
      env, [&] { return java_bytes(env, list_of(at_address<CompiledPackage>(package).run(tensors(env, inputs)))); });
}

JNIEXPORT void JNICALL Java_torch4j_jit_NativeJit_destroyPackage(JNIEnv* env, jclass, jlong package) {
  guarded(env, [&] { delete &at_address<CompiledPackage>(package); });
}

}  // extern "C"
