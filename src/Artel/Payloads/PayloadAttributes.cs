namespace Artel;

/// <summary>
/// A type that crosses to other languages: the generator writes its <see cref="Payloads.PayloadCodec{T}"/>. A member that no codec can
/// cross is a compile-time error.
/// </summary>
/// <remarks>
/// On an abstract class or an interface it makes a payload of several kinds: the subtypes that are nested in it, and those of the same
/// assembly that are marked too, cross with a field <c>kind</c> that says which one it is (<see cref="PayloadKindAttribute"/>).
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface, Inherited = false)]
public sealed class PayloadAttribute : Attribute
{
    /// <summary>How the members, or an enum's values, are named on the other side; <see cref="PayloadNaming.SnakeCase"/> if nothing is said.</summary>
    public PayloadNaming Naming { get; set; }
}

/// <summary>How C# names become names of the other side.</summary>
public enum PayloadNaming
{
    /// <summary>As Lua writes them: <c>UserAgent</c> is <c>user_agent</c>, <c>HTTPServer</c> is <c>http_server</c>.</summary>
    SnakeCase,

    /// <summary>As they are.</summary>
    AsWritten,

    /// <summary>As JSON is often written: <c>UserAgent</c> is <c>userAgent</c>.</summary>
    CamelCase,
}

/// <summary>What a member of a payload, or a value of an enum, is called on the other side.</summary>
/// <param name="name">The name.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class PayloadNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}

/// <summary>A member that does not cross; what reads the payload finds there what a new object has.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class PayloadIgnoreAttribute : Attribute;

/// <summary>
/// What the field <c>kind</c> says of a subtype of a <see cref="PayloadAttribute">payload</see> of several kinds; the type's name in snake
/// case if nothing is said.
/// </summary>
/// <param name="kind">The text.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class PayloadKindAttribute(string kind) : Attribute
{
    /// <summary>The text.</summary>
    public string Kind { get; } = kind;
}
