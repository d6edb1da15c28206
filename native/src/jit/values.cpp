#include "jit/values.h"

#include <ATen/core/enum_type.h>

#include <optional>

#include "jit/java_error.h"
#include "jit/script_module.h"

namespace torch4j::jit {
namespace {

using c10::IValue;
using c10::TypeKind;
using c10::TypePtr;

// Converts one argument; a mismatch is reported with its path in the argument.
class Conversion {
 public:
  Conversion(std::string where, std::string remedy) : where_(std::move(where)), remedy_(std::move(remedy)) {}

  IValue convert(const Node& node, const TypePtr& type) const {
    if (node.tag == Tag::kTensor && node.integer == 0) {
      throw JavaError(JavaError::Kind::kIllegalState, where_ +
                                                          ": got a closed tensor, expected an open one; "
                                                          "Torch.keep keeps it beyond its scope or step");
    }
    switch (type->kind()) {
      case TypeKind::OptionalType:
        return node.tag == Tag::kNone ? IValue() : convert(node, type->expectRef<c10::OptionalType>().getElementType());
      case TypeKind::UnionType:
        return one_of(node, type);
      case TypeKind::AnyType:
        return inferred(node);
      case TypeKind::ListType:
        return list(node, type);
      case TypeKind::TupleType:
        return tuple(node, type);
      case TypeKind::DictType:
        return dict(node, type);
      case TypeKind::ClassType:
      case TypeKind::InterfaceType:
        return object(node, type);
      case TypeKind::EnumType:
        return member(node, type);
      default:
        return scalar(node, type);
    }
  }

 private:
  [[noreturn]] void refuse(const Node& node, const TypePtr& type) const {
    throw JavaError(JavaError::Kind::kIllegalArgument,
                    where_ + ": got " + node.describe() + ", expected " + type->repr_str() + remedy_);
  }

  Conversion below(const std::string& step) const { return {where_ + "[" + step + "]", remedy_}; }

  IValue scalar(const Node& node, const TypePtr& type) const {
    std::optional<IValue> value = exact(node, type->kind());
    if (!value && type->kind() == TypeKind::FloatType && node.tag == Tag::kInt) {
      value = static_cast<double>(node.integer);
    }
    if (!value && type->kind() == TypeKind::ComplexType && (node.tag == Tag::kInt || node.tag == Tag::kFloat)) {
      value = c10::complex<double>(node.tag == Tag::kInt ? static_cast<double>(node.integer) : node.real, 0);
    }
    if (!value && type->kind() == TypeKind::DeviceObjType && node.tag == Tag::kString) {
      value = c10::Device(node.text);
    }
    if (!value) {
      refuse(node, type);
    }
    return *value;
  }

  // The value if it has this tag.
  static std::optional<IValue> exact(const Node& node, TypeKind kind) {
    const bool number = kind == TypeKind::NumberType;
    switch (node.tag) {
      case Tag::kNone:
        return kind == TypeKind::NoneType ? std::make_optional(IValue()) : std::nullopt;
      case Tag::kTensor:
        return kind == TypeKind::TensorType
                   ? std::make_optional(IValue(*reinterpret_cast<const at::Tensor*>(node.integer)))
                   : std::nullopt;
      case Tag::kInt:
        return kind == TypeKind::IntType || number ? std::make_optional(IValue(node.integer)) : std::nullopt;
      case Tag::kFloat:
        return kind == TypeKind::FloatType || number ? std::make_optional(IValue(node.real)) : std::nullopt;
      case Tag::kBool:
        return kind == TypeKind::BoolType || number ? std::make_optional(IValue(node.integer != 0)) : std::nullopt;
      case Tag::kComplex:
        return kind == TypeKind::ComplexType || number
                   ? std::make_optional(IValue(c10::complex<double>(node.real, node.imaginary)))
                   : std::nullopt;
      case Tag::kString:
        return kind == TypeKind::StringType ? std::make_optional(IValue(node.text)) : std::nullopt;
      case Tag::kDevice:
        return kind == TypeKind::DeviceObjType ? std::make_optional(IValue(c10::Device(node.text))) : std::nullopt;
      default:
        return std::nullopt;
    }
  }

  // Of a union's types, an exact match is preferred to a conversion.
  IValue one_of(const Node& node, const TypePtr& type) const {
    const auto types = type->containedTypes();
    for (const TypePtr& one : types) {
      if (auto value = exact(node, one->kind())) {
        return *value;
      }
    }
    for (const TypePtr& one : types) {
      try {
        return convert(node, one);
      } catch (const JavaError&) {
        continue;  // try the next type
      }
    }
    refuse(node, type);
  }

  IValue list(const Node& node, const TypePtr& type) const {
    if (node.tag != Tag::kList && node.tag != Tag::kTuple && node.tag != Tag::kInts && node.tag != Tag::kFloats) {
      refuse(node, type);
    }
    const TypePtr& element = type->expectRef<c10::ListType>().getElementType();
    c10::impl::GenericList values(element);
    values.reserve(node.items.size());
    for (size_t i = 0; i < node.items.size(); i++) {
      values.push_back(below(std::to_string(i)).convert(node.items[i], element));
    }
    return values;
  }

  IValue tuple(const Node& node, const TypePtr& type) const {
    const auto tuple = type->expect<c10::TupleType>();
    const auto elements = tuple->elements();
    const bool sequence = node.tag == Tag::kTuple || node.tag == Tag::kNamedTuple || node.tag == Tag::kList ||
                          node.tag == Tag::kInts || node.tag == Tag::kFloats;
    if (!sequence || node.items.size() != elements.size()) {
      refuse(node, type);
    }
    std::vector<IValue> values;
    for (size_t i = 0; i < elements.size(); i++) {
      values.push_back(below(std::to_string(i)).convert(node.items[i], elements[i]));
    }
    return tuple->schema() ? c10::ivalue::Tuple::createNamed(std::move(values), tuple)
                           : c10::ivalue::Tuple::create(std::move(values));
  }

  IValue dict(const Node& node, const TypePtr& type) const {
    if (node.tag != Tag::kDict) {
      refuse(node, type);
    }
    const auto& dict = type->expectRef<c10::DictType>();
    c10::impl::GenericDict values(dict.getKeyType(), dict.getValueType());
    for (size_t i = 0; i < node.items.size(); i += 2) {
      const Conversion entry = below(node.items[i].describe());
      values.insert_or_assign(entry.convert(node.items[i], dict.getKeyType()),
                              entry.convert(node.items[i + 1], dict.getValueType()));
    }
    return values;
  }

  IValue object(const Node& node, const TypePtr& type) const {
    if (node.tag == Tag::kModule) {
      const IValue module = reinterpret_cast<const ScriptModule*>(node.integer)->module()._ivalue();
      if (module.type()->isSubtypeOf(*type)) {
        return module;
      }
    }
    refuse(node, type);
  }

  IValue member(const Node& node, const TypePtr& type) const {
    const auto enumeration = type->expect<c10::EnumType>();
    for (const auto& [name, value] : enumeration->enumNamesValues()) {
      if (node.tag == Tag::kString && node.text == name) {
        return IValue(c10::make_intrusive<c10::ivalue::EnumHolder>(enumeration, name, value));
      }
    }
    refuse(node, type);
  }

  // The value for an argument of type Any.
  IValue inferred(const Node& node) const {
    switch (node.tag) {
      case Tag::kNone:
        return {};
      case Tag::kTensor:
        return *exact(node, TypeKind::TensorType);
      case Tag::kInt:
      case Tag::kFloat:
      case Tag::kBool:
      case Tag::kComplex:
        return *exact(node, TypeKind::NumberType);
      case Tag::kString:
        return node.text;
      case Tag::kDevice:
        return c10::Device(node.text);
      case Tag::kTuple:
      case Tag::kNamedTuple:
        return c10::ivalue::Tuple::create(inferred_items(node, 0, 1));
      case Tag::kDict:
        return inferred_dict(node);
      case Tag::kModule:
        return reinterpret_cast<const ScriptModule*>(node.integer)->module()._ivalue();
      case Tag::kUnknown:
        refuse(node, c10::AnyType::get());
      default: {
        const std::vector<IValue> items = inferred_items(node, 0, 1);
        c10::impl::GenericList values(common_type(items));
        for (const IValue& item : items) {
          values.push_back(item);
        }
        return values;
      }
    }
  }

  IValue inferred_dict(const Node& node) const {
    const std::vector<IValue> keys = inferred_items(node, 0, 2);
    const std::vector<IValue> values = inferred_items(node, 1, 2);
    c10::impl::GenericDict dict(keys.empty() ? c10::StringType::get() : common_type(keys), common_type(values));
    for (size_t i = 0; i < keys.size(); i++) {
      dict.insert_or_assign(keys[i], values[i]);
    }
    return dict;
  }

  std::vector<IValue> inferred_items(const Node& node, size_t first, size_t step) const {
    std::vector<IValue> values;
    for (size_t i = first; i < node.items.size(); i += step) {
      values.push_back(below(std::to_string(i / step)).convert(node.items[i], c10::AnyType::get()));
    }
    return values;
  }

  static TypePtr common_type(const std::vector<IValue>& values) {
    TypePtr common;
    for (const IValue& value : values) {
      const TypePtr type = value.isTensor() ? TypePtr(c10::TensorType::get()) : value.type();
      if (common && *common != *type) {
        return c10::AnyType::get();
      }
      common = type;
    }
    return common ? common : TypePtr(c10::AnyType::get());
  }

  std::string where_;
  std::string remedy_;
};

void write_tuple(TreeWriter& writer, const IValue& value) {
  const auto tuple = value.toTuple();
  const auto type = tuple->type();
  if (type->schema()) {
    std::vector<std::string> fields;
    for (const c10::Argument& field : type->schema()->arguments()) {
      fields.push_back(field.name());
    }
    writer.named_tuple(type->name() ? type->name()->name() : "", fields);
  } else {
    writer.tuple(tuple->size());
  }
  for (const IValue& element : tuple->elements()) {
    write(writer, element);
  }
}

void write_dict(TreeWriter& writer, const IValue& value) {
  const auto dict = value.toGenericDict();
  writer.dict(dict.size());
  for (const auto& entry : dict) {
    write(writer, entry.key());
    write(writer, entry.value());
  }
}

void write_tensor(TreeWriter& writer, const at::Tensor& tensor) {
  if (tensor.defined()) {
    writer.tensor(tensor);
  } else {
    writer.none();
  }
}

void write_future(TreeWriter& writer, const IValue& value) {
  const auto future = value.toFuture();
  future->waitAndThrow();
  write(writer, future->value());
}

}  // namespace

IValue to_ivalue(const Node& node, const TypePtr& type, const std::string& where, const std::string& remedy) {
  return Conversion(where, remedy).convert(node, type);
}

IValue to_ivalue(const Node& node, const c10::Argument& argument, const std::string& where, const std::string& remedy) {
  if (argument.N() && (node.tag == Tag::kInt || node.tag == Tag::kFloat)) {
    Node all;
    all.tag = Tag::kList;
    all.items.assign(static_cast<size_t>(*argument.N()), node);
    return to_ivalue(all, argument.type(), where, remedy);
  }
  return to_ivalue(node, argument.type(), where, remedy);
}

void write(TreeWriter& writer, const IValue& value) {
  if (value.isTensor()) {
    write_tensor(writer, value.toTensor());
  } else if (value.isNone()) {
    writer.none();
  } else if (value.isInt()) {
    writer.integer(value.toInt());
  } else if (value.isDouble()) {
    writer.real(value.toDouble());
  } else if (value.isBool()) {
    writer.boolean(value.toBool());
  } else if (value.isString()) {
    writer.string(value.toStringRef());
  } else if (value.isComplexDouble()) {
    writer.complex(value.toComplexDouble().real(), value.toComplexDouble().imag());
  } else if (value.isDevice()) {
    writer.device(value.toDevice().str());
  } else if (value.isTuple()) {
    write_tuple(writer, value);
  } else if (value.isList()) {
    const auto items = value.toListRef();
    writer.list(items.size());
    for (const IValue& item : items) {
      write(writer, item);
    }
  } else if (value.isGenericDict()) {
    write_dict(writer, value);
  } else if (value.isEnum()) {
    writer.string(value.toEnumHolder()->name());
  } else if (value.isFuture()) {
    write_future(writer, value);
  } else {
    throw JavaError(JavaError::Kind::kTorch,
                    "result: got a " + value.type()->repr_str() +
                        ", expected what Java has: a tensor, number, string, list, tuple, dict or None");
  }
}

}  // namespace torch4j::jit
