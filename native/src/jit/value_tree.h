#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The format of values that are passed between Java and C++: a tree of tagged values in one array of bytes, with
// big-endian numbers, as Java's DataOutputStream writes them. The Java side is torch4j.jit.ValueWriter and ValueReader.
namespace torch4j::jit {

enum class Tag : char {
  kNone = 'N',
  kTensor = 'T',  // the address of an at::Tensor; 0 for a closed tensor
  kInt = 'I',
  kFloat = 'D',
  kBool = 'B',
  kString = 'S',
  kComplex = 'C',
  kDevice = 'V',
  kList = 'L',
  kTuple = 'U',
  kNamedTuple = 'n',  // its name, its size, its fields, then the values
  kDict = 'M',        // key, value, key, value
  kInts = 'i',        // a Java array of whole numbers
  kFloats = 'd',      // a Java array of floating-point numbers
  kModule = 'O',      // the address of a ScriptModule
  kUnknown = 'X',     // an unsupported Java object; the name of its class
};

// A value from Java, before its conversion to a TorchScript type.
struct Node {
  Tag tag = Tag::kNone;
  int64_t integer = 0;  // kInt, kBool; the address of kTensor and kModule
  double real = 0;      // kFloat; the real part of kComplex
  double imaginary = 0;
  std::string text;               // kString, kDevice, kUnknown; the name of kNamedTuple
  std::vector<Node> items;        // kList, kTuple, kNamedTuple, kDict, kInts, kFloats
  std::vector<std::string> keys;  // the fields of kNamedTuple

  // A description for messages: `int 3`, `Tensor [2, 3] float`, `list of 4`.
  std::string describe() const;
};

// Reads a value from Java.
Node read_node(std::string_view bytes);

// Writes values for Java.
class TreeWriter {
 public:
  void none() { tag(Tag::kNone); }
  void boolean(bool value);
  void integer(int64_t value);
  void real(double value);
  void complex(double real, double imaginary);
  void string(const std::string& value) { text(Tag::kString, value); }
  void device(const std::string& value) { text(Tag::kDevice, value); }
  // Java becomes the owner of the handle.
  void tensor(const at::Tensor& value);
  // The header of this many values, or entries of a dict, which follow.
  void list(size_t size) { sized(Tag::kList, size); }
  void tuple(size_t size) { sized(Tag::kTuple, size); }
  void dict(size_t size) { sized(Tag::kDict, size); }
  void named_tuple(const std::string& name, const std::vector<std::string>& fields);

  TreeWriter() = default;
  TreeWriter(const TreeWriter&) = delete;
  TreeWriter& operator=(const TreeWriter&) = delete;
  // Frees the tensors that have not been passed to Java.
  ~TreeWriter();

  // The bytes; the caller becomes the owner of the tensors.
  std::string take();

 private:
  void tag(Tag tag) { bytes_.push_back(static_cast<char>(tag)); }
  void number(uint64_t value, int bytes);
  void sized(Tag tag, size_t size);
  void characters(const std::string& value);
  void text(Tag tag, const std::string& value);

  std::string bytes_;
  std::vector<at::Tensor*> tensors_;
};

}  // namespace torch4j::jit
