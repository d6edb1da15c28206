/**
 * Files in Python's formats: {@code torch.save} and {@code torch.load} ({@link
 * torch4j.serialization.Serialization}), and safetensors ({@link
 * torch4j.serialization.SafeTensors}).
 *
 * <p>The types in Python and in Java:
 *
 * <table>
 * <caption>Python and Java</caption>
 * <tr><th>Python</th><th>loaded as</th><th>saved from</th></tr>
 * <tr><td>None</td><td>null</td><td>null</td></tr>
 * <tr><td>bool</td><td>Boolean</td><td>Boolean</td></tr>
 * <tr><td>int</td><td>Long; BigInteger beyond 64 bits</td><td>Byte, Short, Integer, Long, BigInteger</td></tr>
 * <tr><td>float</td><td>Double</td><td>Float, Double</td></tr>
 * <tr><td>complex</td><td>{@link torch4j.serialization.Complex}</td><td>Complex</td></tr>
 * <tr><td>str</td><td>String</td><td>String</td></tr>
 * <tr><td>bytes</td><td>byte[]; as a key or in a set a read-only ByteBuffer</td><td>the same</td></tr>
 * <tr><td>bytearray</td><td>a ByteBuffer that can be written</td><td>the same</td></tr>
 * <tr><td>list</td><td>ArrayList</td><td>any other List</td></tr>
 * <tr><td>tuple</td><td>{@link torch4j.serialization.Tuple}</td><td>Tuple</td></tr>
 * <tr><td>torch.Size</td><td>{@link torch4j.serialization.Size}</td><td>Size</td></tr>
 * <tr><td>dict</td><td>LinkedHashMap</td><td>any other Map</td></tr>
 * <tr><td>OrderedDict</td><td>{@link torch4j.serialization.OrderedDict}</td><td>OrderedDict</td></tr>
 * <tr><td>Counter</td><td>{@link torch4j.serialization.Counter}</td><td>Counter</td></tr>
 * <tr><td>set</td><td>LinkedHashSet</td><td>any Set</td></tr>
 * <tr><td>Tensor</td><td>Tensor</td><td>Tensor</td></tr>
 * <tr><td>nn.Parameter</td><td>{@link torch4j.serialization.Parameter}, which is a Tensor</td><td>Parameter</td></tr>
 * <tr><td>a storage</td><td>a Tensor of one dimension over all of it</td><td>nothing</td></tr>
 * <tr><td>torch.dtype, device, layout, qscheme</td><td>ScalarType, Device, Layout, QScheme</td><td>the same</td></tr>
 * <tr><td>a class by itself</td><td>{@link torch4j.serialization.PythonObject}, by its name</td><td>nothing</td></tr>
 * </table>
 *
 * <p>Tensors may be sparse, quantized, nested, and on the meta device. Objects of other classes are
 * refused, as by {@code weights_only=True}: {@link torch4j.serialization.LoadOptions#allow} takes
 * those of {@link torch4j.serialization.SafeGlobals}, {@link
 * torch4j.serialization.LoadOptions#skipUnknown} leaves the others out. Nested tensors of the
 * jagged layout, which Python loads too, are tensors of Python code only.
 *
 * <p>Two references to one object stay references to one object, and views of one storage stay
 * views of one storage. Attributes that Python code has set on a tensor or parameter are ignored.
 */
package torch4j.serialization;
