using System.Globalization;
using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

/// <summary>Kinds of Lua values: what a type allows, or what an expression may give.</summary>
[Flags]
internal enum LuaKinds : byte
{
    None = 0,
    Nil = 1,
    Boolean = 2,

    /// <summary>A whole number.</summary>
    Integer = 4,

    /// <summary>A number that is not whole.</summary>
    Fraction = 8,
    String = 16,
    Table = 32,
    Function = 64,
    Other = 128,
    Number = Integer | Fraction,
    Any = 255,
}

/// <summary>Reads <see cref="LuaKinds"/> out of both languages.</summary>
internal static class LuaKindsReader
{
    private const int MaxSteps = 50;

    /// <summary>What a type allows that is written as the annotations of the Lua language server write it; any value where that is not known.</summary>
    public static LuaKinds OfAnnotation(string text)
    {
        var kinds = LuaKinds.None;
        var at = 0;
        while (true)
        {
            var start = at;
            SkipType(text, ref at);
            kinds |= OfAtom(text.Substring(start, at - start).Trim());
            var next = at;
            while (next < text.Length && char.IsWhiteSpace(text[next]))
                next++;
            if (next >= text.Length || text[next] != '|')
                return kinds;
            at = next + 1;
        }
    }

    /// <summary>What a value of a C# type may be in Lua.</summary>
    public static LuaKinds Of(ITypeSymbol type)
    {
        var isNullable = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        var value = isNullable ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        var kinds = value.SpecialType switch
        {
            SpecialType.System_Boolean => LuaKinds.Boolean,
            SpecialType.System_String or SpecialType.System_Char => LuaKinds.String,
            SpecialType.System_Single or SpecialType.System_Double => LuaKinds.Number,
            >= SpecialType.System_SByte and <= SpecialType.System_UInt64 => LuaKinds.Integer,
            SpecialType.System_Decimal => LuaKinds.Any,
            _ => value is INamedTypeSymbol { IsRecord: true } ? LuaKinds.Table : LuaKinds.Any,
        };
        return isNullable || (type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated) ? kinds | LuaKinds.Nil : kinds;
    }

    /// <summary>What an expression gives; any value where that is not known.</summary>
    public static LuaKinds Of(LuaExpression expression)
    {
        for (var steps = 0; steps < MaxSteps; steps++)
        {
            switch (LuaValues.Unwrap(expression))
            {
                case LuaNameExpression { Local.OnlyValue: { } value }:
                    expression = value;
                    break;
                case LuaConstantExpression { Kind: LuaConstantKind.Nil }:
                    return LuaKinds.Nil;
                case LuaConstantExpression:
                    return LuaKinds.Boolean;
                case LuaStringExpression or LuaBinaryExpression { OperatorKind: LuaTokenKind.Concat }:
                    return LuaKinds.String;
                case LuaNumberExpression number:
                    return OfNumber(number.Text);
                case LuaTableExpression:
                    return LuaKinds.Table;
                case LuaFunctionExpression:
                    return LuaKinds.Function;
                default:
                    return LuaKinds.Any;
            }
        }

        return LuaKinds.Any;
    }

    /// <summary>In the words of a message; for the kinds that <see cref="Of(LuaExpression)"/> is sure of.</summary>
    public static string Name(LuaKinds kinds) => kinds switch
    {
        LuaKinds.Nil => "nil",
        LuaKinds.Boolean => "boolean",
        LuaKinds.Integer => "integer",
        LuaKinds.Fraction or LuaKinds.Number => "number",
        LuaKinds.String => "string",
        LuaKinds.Table => "table",
        LuaKinds.Function => "function",
        _ => "any value",
    };

    private static LuaKinds OfNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? Math.Floor(value) == value ? LuaKinds.Integer : LuaKinds.Fraction
            : LuaKinds.Number;

    private static LuaKinds OfAtom(string atom)
    {
        if (atom.EndsWith("?", StringComparison.Ordinal))
            return LuaKinds.Nil | OfAtom(atom.Substring(0, atom.Length - 1));
        if (atom.EndsWith("[]", StringComparison.Ordinal) || atom.StartsWith("{", StringComparison.Ordinal) || atom.StartsWith("table", StringComparison.Ordinal))
            return LuaKinds.Table;
        return atom switch
        {
            "nil" => LuaKinds.Nil,
            "boolean" or "true" or "false" => LuaKinds.Boolean,
            "integer" => LuaKinds.Integer,
            "number" => LuaKinds.Number,
            "string" => LuaKinds.String,
            _ => atom.Length > 1 && atom[0] is '"' or '\'' ? LuaKinds.String : LuaKinds.Any,
        };
    }

    /// <summary>Goes to the end of a type: a blank or a bar that is in no brackets.</summary>
    private static void SkipType(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        for (var open = 0; at < text.Length; at++)
        {
            if (text[at] is '{' or '(' or '<' or '[')
                open++;
            else if (text[at] is '}' or ')' or '>' or ']')
                open--;
            else if (open <= 0 && (text[at] == '|' || char.IsWhiteSpace(text[at])))
                return;
        }
    }
}
