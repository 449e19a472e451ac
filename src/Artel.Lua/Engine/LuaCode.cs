namespace Artel.Lua.Engine;

/// <summary>
/// A compiled chunk: bytecode that this program made itself, the only kind that a state loads. Immutable, shared by all states.
/// </summary>
internal sealed class LuaCode(string name, byte[] bytecode)
{
    /// <summary>The file's name, as errors show it.</summary>
    public string Name { get; } = name;

    public ReadOnlySpan<byte> Bytecode => bytecode;
}
