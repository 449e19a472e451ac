namespace Artel.Generators;

/// <summary>A name that a file declares and others may use: a type, an enum's value, a constant, a namespace, an alias for all files.</summary>
/// <param name="Name">The name.</param>
/// <param name="Text">The hash of the declaration and of where it is; of a namespace that of its full name.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct Declared(string Name, ulong Text, DeclaredKind Kind);

/// <summary>What a name stands for, as far as it makes a difference.</summary>
internal enum DeclaredKind
{
    /// <summary>Something that is there as often as it is declared.</summary>
    Member,

    /// <summary>A namespace, which is the same however many files have it.</summary>
    Namespace,

    /// <summary>Something in a namespace of the platform or of Artel itself, which is looked up also where nobody mentions it.</summary>
    Platform,
}
