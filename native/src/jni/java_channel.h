#pragma once

#include <jni.h>

#include <algorithm>
#include <string>

namespace torch4j::jni {

// Writes to a java.nio.channels.WritableByteChannel without failing: an exception of Java is kept until the end, and
// nothing is written after it. LibTorch's writer of archives throws in its destructor when a write fails, which ends
// the process.
class JavaChannel {
 public:
  // `type` has a static method write(WritableByteChannel, ByteBuffer) that writes all of the buffer.
  JavaChannel(JNIEnv* env, jclass type, jobject channel) : env_(env), type_(type), channel_(channel) {
    method_ = env->GetStaticMethodID(type, "write", "(Ljava/nio/channels/WritableByteChannel;Ljava/nio/ByteBuffer;)V");
    buffer_.reserve(kCapacity);
  }

  JavaChannel(const JavaChannel&) = delete;
  JavaChannel& operator=(const JavaChannel&) = delete;

  void write(const void* bytes, size_t size) {
    const char* data = static_cast<const char*>(bytes);
    while (size > 0 && failure_ == nullptr) {
      const size_t part = std::min(size, kCapacity - buffer_.size());
      buffer_.append(data, part);
      data += part;
      size -= part;
      if (buffer_.size() == kCapacity) {
        flush();
      }
    }
  }

  // Writes the rest, and rethrows the exception of a failed write in Java.
  void finish() {
    flush();
    if (failure_ != nullptr && !env_->ExceptionCheck()) {
      env_->Throw(failure_);
    }
  }

 private:
  // Writes are aligned to their size, because the page cache keeps a file in folios like the writes that made it.
  static constexpr size_t kCapacity = size_t{2} << 20;

  void flush() {
    if (failure_ == nullptr && !buffer_.empty()) {
      jobject bytes = env_->NewDirectByteBuffer(buffer_.data(), static_cast<jlong>(buffer_.size()));
      if (bytes != nullptr) {
        env_->CallStaticVoidMethod(type_, method_, channel_, bytes);
      }
      failure_ = env_->ExceptionOccurred();
      env_->ExceptionClear();
      env_->DeleteLocalRef(bytes);
    }
    buffer_.clear();
  }

  JNIEnv* env_;
  jclass type_;
  jobject channel_;
  jmethodID method_;
  std::string buffer_;
  jthrowable failure_ = nullptr;
};

}  // namespace torch4j::jni
