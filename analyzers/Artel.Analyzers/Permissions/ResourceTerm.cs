namespace Artel.Analyzers;

internal enum ResourceTermKind : byte
{
    /// <summary>Only known when the program runs.</summary>
    Unknown,

    /// <summary>Always the same text.</summary>
    Text,

    /// <summary>What the method's caller gives.</summary>
    Parameter,

    /// <summary>Nothing: null, or an optional argument that is not given.</summary>
    Nothing,

    /// <summary>The process's own pid or id.</summary>
    Own,
}

/// <summary>What can be known of a resource without running the program.</summary>
internal readonly record struct ResourceTerm
{
    private ResourceTerm(ResourceTermKind kind, string? text = null, int parameter = -1)
    {
        Kind = kind;
        Text = text;
        Parameter = parameter;
    }

    public static ResourceTerm Unknown => default;

    public static ResourceTerm Nothing => new(ResourceTermKind.Nothing);

    public static ResourceTerm Own => new(ResourceTermKind.Own);

    public ResourceTermKind Kind { get; }

    /// <summary>The text of <see cref="ResourceTermKind.Text"/>.</summary>
    public string? Text { get; }

    /// <summary>The parameter's number, from 0, of <see cref="ResourceTermKind.Parameter"/>.</summary>
    public int Parameter { get; }

    public static ResourceTerm Of(string text) => new(ResourceTermKind.Text, text);

    public static ResourceTerm OfParameter(int ordinal) => new(ResourceTermKind.Parameter, parameter: ordinal);

    /// <summary>The same where the method's parameters are these.</summary>
    public ResourceTerm With(IReadOnlyList<ResourceTerm> arguments) =>
        Kind != ResourceTermKind.Parameter ? this : Parameter < arguments.Count ? arguments[Parameter] : Unknown;
}
