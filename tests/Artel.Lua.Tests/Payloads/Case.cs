using Artel.Payloads;

namespace Artel.Lua.Tests.Payloads;

/// <summary>A value that has to come back as it was.</summary>
public abstract class Case
{
    public abstract void VerifyLua();

    public abstract void VerifyBytes();
}

/// <inheritdoc/>
internal sealed class Case<T>(T value, Action<T, T> verify) : Case
{
    public override void VerifyLua() => verify(value, Crossing.ThroughLua(value));

    public override void VerifyBytes() => verify(value, Crossing.ThroughBytes(value));

    public override string ToString() => $"{PayloadConversion.NameOf(typeof(T))} {value}";
}
