namespace Artel.Lua.Engine;

/// <summary>
/// A compiled chunk: bytecode that this program made itself, the only kind that a state loads. Immutable, shared by all states.
/// </summary>
internal sealed class LuaCode(string name, byte[] bytecode)
{
    /// <summary>The file's name, as errors show it.</summary>
    public string Name { get; } = name;

    public ReadOnlySpan<byte> Bytecode => bytecode;

    /// <summary>Whether it may run long without a call, so that a state which has it has to count instructions.</summary>
    public bool NeedsCounting { get; } = !CallPaths.AreShort(bytecode);
}
