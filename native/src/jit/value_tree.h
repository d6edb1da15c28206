#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Java's values as they cross to C++ and back: a tree of tags, numbers and strings, in one array of bytes. Numbers are
// big-endian, as Java's DataOutputStream writes them. Both sides are in torch4j.jit's ValueWriter and ValueReader.
namespace torch4j::jit {

enum class Tag : char {
  kNone = 'N',
  kTensor = 'T',  // the address of an at::Tensor; to C++, 0 for one that Java has closed
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
  kUnknown = 'X',     // a Java object that is no value; its class's name
};

// One value from Java, not yet of a TorchScript type.
struct Node {
  Tag tag = Tag::kNone;
  int64_t integer = 0;  // kInt, kBool; the address of kTensor and kModule
  double real = 0;      // kFloat; the real part of kComplex
  double imaginary = 0;
  std::string text;               // kString, kDevice, kUnknown; the name of kNamedTuple
  std::vector<Node> items;        // kList, kTuple, kNamedTuple, kDict, kInts, kFloats
  std::vector<std::string> keys;  // the fields of kNamedTuple

  // What it is, for messages: `int 3`, `Tensor [2, 3] float`, `list of 4`.
  std::string describe() const;
};

// Reads what Java wrote.
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
  // The start of so many values, which follow; a dict's are twice as many.
  void list(size_t size) { sized(Tag::kList, size); }
  void tuple(size_t size) { sized(Tag::kTuple, size); }
  void dict(size_t size) { sized(Tag::kDict, size); }
  void named_tuple(const std::string& name, const std::vector<std::string>& fields);

  TreeWriter() = default;
  TreeWriter(const TreeWriter&) = delete;
  TreeWriter& operator=(const TreeWriter&) = delete;
  // Frees the tensors that Java has not become the owner of.
  ~TreeWriter();

  // All bytes; whoever takes them takes the tensors, too.
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
