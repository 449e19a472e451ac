namespace Artel.Generators;

/// <summary>How a type crosses.</summary>
internal enum PayloadShape
{
    /// <summary>As a table of its members.</summary>
    Table,

    /// <summary>As the name of the value, or, for flags, as the number.</summary>
    Enum,
    Flags,

    /// <summary>By a codec of the runtime for a type that is made from others.</summary>
    Made,

    /// <summary>As a table of the items.</summary>
    Tuple,

    /// <summary>As one of its subtypes, by their kind.</summary>
    Union,

    /// <summary>By the codec that the type's own assembly registers.</summary>
    Elsewhere,
}

/// <summary>A type that crosses to other languages.</summary>
/// <param name="Type">The type, fully qualified, without <c>?</c>.</param>
/// <param name="Name">Its name, as errors show it.</param>
/// <param name="Shape">How it crosses.</param>
/// <param name="IsReference">Whether null is one of its values.</param>
/// <param name="Element">The expression of the runtime's codec; the number type of flags; else empty.</param>
/// <param name="Members">A table's members; a tuple's items.</param>
/// <param name="ConstructorMembers">A table's members that its constructor takes, in order, by index.</param>
/// <param name="Values">An enum's values.</param>
internal sealed record PayloadTypeModel(
    string Type,
    string Name,
    PayloadShape Shape,
    bool IsReference,
    string Element,
    EquatableArray<PayloadMemberModel> Members,
    EquatableArray<int> ConstructorMembers,
    EquatableArray<PayloadEnumValueModel> Values)
{
    /// <summary>What a table's kind is; empty if it is none of several.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The payloads of several kinds that it is one of.</summary>
    public EquatableArray<string> Bases { get; init; }

    /// <summary>Whether an object of it may be of a subtype.</summary>
    public bool HasSubtypes { get; init; }

    /// <summary>Whether a new object is made before its members are read, so that it can be in itself.</summary>
    public bool IsMadeFirst { get; init; }
}

/// <summary>What a member's value is when the table has none.</summary>
internal enum MissingMember
{
    /// <summary>An error.</summary>
    Error,

    /// <summary>Null, or the default value of the constructor's parameter.</summary>
    Default,

    /// <summary>What a new object has.</summary>
    Initial,
}

/// <summary>A field of a table.</summary>
/// <param name="Name">The C# name.</param>
/// <param name="Key">The name on the wire.</param>
/// <param name="Type">Its type without its own <c>?</c>; of a nullable value type the value type.</param>
/// <param name="IsNullableValue">Whether it is a nullable value type.</param>
/// <param name="CanBeNull">Whether null can be in it: any reference, any nullable.</param>
/// <param name="TakesNull">Whether null is declared to be a value of it, or nothing is declared.</param>
/// <param name="Missing">What it is when the table has none.</param>
/// <param name="Default">The expression of <see cref="MissingMember.Default"/>.</param>
/// <param name="InConstructor">Whether the constructor takes it.</param>
/// <param name="InInitializer">Whether it has to be set after the constructor.</param>
/// <param name="IsRequired">Whether C# refuses an object without it.</param>
internal sealed record PayloadMemberModel(
    string Name,
    string Key,
    string Type,
    bool IsNullableValue,
    bool CanBeNull,
    bool TakesNull,
    MissingMember Missing,
    string Default,
    bool InConstructor,
    bool InInitializer,
    bool IsRequired);

/// <summary>A name of an enum's value.</summary>
/// <param name="Name">The C# name.</param>
/// <param name="Key">The name on the wire.</param>
/// <param name="IsWritten">Whether it is the first name of its value, the one that is written; all are read.</param>
internal sealed record PayloadEnumValueModel(string Name, string Key, bool IsWritten);
