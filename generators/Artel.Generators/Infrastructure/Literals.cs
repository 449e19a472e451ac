using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Artel.Generators;

/// <summary>Constants as C# expressions.</summary>
internal static class Literals
{
    public static string Text(string text) => IsPlain(text) ? $"\"{text}\"" : SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>Whether a text stands for itself between quotes, as nearly all topics and ids do.</summary>
    private static bool IsPlain(string text)
    {
        foreach (var character in text)
        {
            if (character is < ' ' or > '~' or '"' or '\\')
                return false;
        }

        return true;
    }

    /// <summary>What is between the quotes of <see cref="Text"/>.</summary>
    public static string Inner(string text)
    {
        var literal = Text(text);
        return literal.Substring(1, literal.Length - 2);
    }

    /// <summary>A text in a doc comment; on one line, since a second one would be code.</summary>
    public static string Xml(string text) =>
        text.Replace("&", "&amp;").Replace("<", "&lt;").Replace('\r', ' ').Replace('\n', ' ').Replace('\u0085', ' ').Replace('\u2028', ' ').Replace('\u2029', ' ');

    /// <summary>An array of texts.</summary>
    public static string Texts(IEnumerable<string> texts)
    {
        var items = string.Join(", ", texts.Select(Text));
        return items.Length == 0 ? "global::System.Array.Empty<string>()" : $"new string[] {{ {items} }}";
    }

    public static string Boolean(bool value) => value ? "true" : "false";

    /// <summary>A parameter's default value; null when it has none.</summary>
    public static string? DefaultOf(IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue ? Constant(parameter.Type, parameter.ExplicitDefaultValue) : null;

    public static string Constant(ITypeSymbol type, object? value)
    {
        if (value is null)
            return type.IsValueType && type.NullableValue() is null ? $"default({type.Plain()})" : "null";
        var valueType = type.NullableValue() ?? type;
        if (valueType.TypeKind == TypeKind.Enum)
            return $"({valueType.Plain()})({Primitive(value)})";
        return Primitive(value);
    }

    private static string Primitive(object value) => value switch
    {
        string text => Text(text),
        bool flag => Boolean(flag),
        char character => SymbolDisplay.FormatLiteral(character, quote: true),
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "D",
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "F",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
        uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "default",
    };
}
