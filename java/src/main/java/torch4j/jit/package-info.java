/**
 * Models compiled by Python: TorchScript ({@code torch.jit}), and packages of AOTInductor ({@code
 * torch._inductor.aoti_load_package}).
 *
 * <p>{@link torch4j.jit.Jit} loads TorchScript as a {@link torch4j.jit.ScriptModule}, which is a
 * {@link torch4j.nn.Module} with methods of any signature; {@link torch4j.jit.AOTICompiledModel} is
 * machine code for one machine, for inference only.
 */
package torch4j.jit;
