namespace Artel.Payloads;

/// <summary>What the next value of a portable payload is.</summary>
public enum PayloadTag : byte
{
    /// <summary>No value; Lua's nil.</summary>
    Nil = 0,

    /// <summary>False.</summary>
    False = 1,

    /// <summary>True.</summary>
    True = 2,

    /// <summary>A 64-bit integer.</summary>
    Integer = 3,

    /// <summary>A 64-bit floating point number.</summary>
    Float = 4,

    /// <summary>A string of bytes; UTF-8 where it is text.</summary>
    String = 5,

    /// <summary>A table: values at 1..n, then key and value pairs.</summary>
    Table = 6,

    /// <summary>A table that came before in the same payload.</summary>
    Reference = 7,

    /// <summary>An error with kind, message, details and cause.</summary>
    Error = 8,
}
