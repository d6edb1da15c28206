#include "jit/value_tree.h"

#include <c10/core/ScalarType.h>
#include <c10/util/Exception.h>

#include <bit>
#include <sstream>

namespace torch4j::jit {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  Node node() {
    Node node;
    node.tag = static_cast<Tag>(number(1));
    switch (node.tag) {
      case Tag::kNone:
        break;
      case Tag::kTensor:
      case Tag::kInt:
      case Tag::kModule:
        node.integer = static_cast<int64_t>(number(8));
        break;
      case Tag::kBool:
        node.integer = static_cast<int64_t>(number(1));
        break;
      case Tag::kFloat:
        node.real = real();
        break;
      case Tag::kComplex:
        node.real = real();
        node.imaginary = real();
        break;
      case Tag::kString:
      case Tag::kDevice:
      case Tag::kUnknown:
        node.text = text();
        break;
      default:
        read_items(node);
    }
    return node;
  }

 private:
  void read_items(Node& node) {
    if (node.tag == Tag::kNamedTuple) {
      node.text = text();
    }
    const size_t count = number(4) * (node.tag == Tag::kDict ? 2 : 1);
    for (size_t i = 0; node.tag == Tag::kNamedTuple && i < count; i++) {
      node.keys.push_back(text());
    }
    node.items.reserve(count);
    for (size_t i = 0; i < count; i++) {
      node.items.push_back(item(node.tag));
    }
  }

  Node item(Tag list) {
    Node item;
    if (list == Tag::kInts) {
      item.tag = Tag::kInt;
      item.integer = static_cast<int64_t>(number(8));
    } else if (list == Tag::kFloats) {
      item.tag = Tag::kFloat;
      item.real = real();
    } else {
      item = node();
    }
    return item;
  }

  uint64_t number(size_t size) {
    TORCH_CHECK(next_ + size <= bytes_.size(), "arguments: got ", bytes_.size(), " bytes, expected more");
    uint64_t value = 0;
    for (size_t i = 0; i < size; i++) {
      value = value << 8 | static_cast<unsigned char>(bytes_[next_++]);
    }
    return value;
  }

  double real() { return std::bit_cast<double>(number(8)); }

  std::string text() {
    const size_t size = number(4);
    TORCH_CHECK(next_ + size <= bytes_.size(), "arguments: got ", bytes_.size(), " bytes, expected more");
    std::string value(bytes_.substr(next_, size));
    next_ += size;
    return value;
  }

  std::string_view bytes_;
  size_t next_ = 0;
};

std::string describe_tensor(int64_t address) {
  if (address == 0) {
    return "a closed tensor";
  }
  const at::Tensor& tensor = *reinterpret_cast<const at::Tensor*>(address);
  if (!tensor.defined()) {
    return "an undefined tensor";
  }
  std::ostringstream out;
  out << "Tensor " << tensor.sizes() << " " << c10::toString(tensor.scalar_type());
  return out.str();
}

std::string describe_items(const char* what, size_t count) {
  return std::string(what) + " of " + std::to_string(count);
}

std::string quoted(const std::string& text) {
  constexpr size_t kMost = 40;
  return text.size() <= kMost ? "\"" + text + "\"" : "\"" + text.substr(0, kMost) + "...\"";
}

}  // namespace

std::string Node::describe() const {
  std::ostringstream number;
  number << real;
  switch (tag) {
    case Tag::kNone:
      return "None";
    case Tag::kTensor:
      return describe_tensor(integer);
    case Tag::kInt:
      return "int " + std::to_string(integer);
    case Tag::kFloat:
      return "float " + number.str();
    case Tag::kBool:
      return integer != 0 ? "bool True" : "bool False";
    case Tag::kString:
      return "str " + quoted(text);
    case Tag::kComplex:
      return "complex";
    case Tag::kDevice:
      return "Device " + text;
    case Tag::kTuple:
    case Tag::kNamedTuple:
      return describe_items("tuple", items.size());
    case Tag::kDict:
      return describe_items("dict", items.size() / 2);
    case Tag::kModule:
      return "a module";
    case Tag::kUnknown:
      return text;
    default:
      return describe_items("list", items.size());
  }
}

Node read_node(std::string_view bytes) {
  return Reader(bytes).node();
}

TreeWriter::~TreeWriter() {
  for (const at::Tensor* tensor : tensors_) {
    delete tensor;
  }
}

std::string TreeWriter::take() {
  tensors_.clear();
  return std::move(bytes_);
}

void TreeWriter::boolean(bool value) {
  tag(Tag::kBool);
  number(value ? 1 : 0, 1);
}

void TreeWriter::integer(int64_t value) {
  tag(Tag::kInt);
  number(static_cast<uint64_t>(value), 8);
}

void TreeWriter::real(double value) {
  tag(Tag::kFloat);
  number(std::bit_cast<uint64_t>(value), 8);
}

void TreeWriter::complex(double real, double imaginary) {
  tag(Tag::kComplex);
  number(std::bit_cast<uint64_t>(real), 8);
  number(std::bit_cast<uint64_t>(imaginary), 8);
}

void TreeWriter::tensor(const at::Tensor& value) {
  tag(Tag::kTensor);
  tensors_.push_back(new at::Tensor(value));
  number(reinterpret_cast<uint64_t>(tensors_.back()), 8);
}

void TreeWriter::named_tuple(const std::string& name, const std::vector<std::string>& fields) {
  tag(Tag::kNamedTuple);
  characters(name);
  number(fields.size(), 4);
  for (const std::string& field : fields) {
    characters(field);
  }
}

void TreeWriter::number(uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    bytes_.push_back(static_cast<char>(value >> shift & 0xff));
  }
}

void TreeWriter::sized(Tag tag, size_t size) {
  this->tag(tag);
  number(size, 4);
}

void TreeWriter::characters(const std::string& value) {
  number(value.size(), 4);
  bytes_ += value;
}

void TreeWriter::text(Tag tag, const std::string& value) {
  this->tag(tag);
  characters(value);
}

}  // namespace torch4j::jit
