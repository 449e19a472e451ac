namespace Artel.Lua.Syntax;

/// <summary>The spelling of token kinds.</summary>
internal static class LuaTokenFacts
{
    private static readonly Dictionary<string, LuaTokenKind> Keywords = new(StringComparer.Ordinal)
    {
        ["and"] = LuaTokenKind.And,
        ["break"] = LuaTokenKind.Break,
        ["do"] = LuaTokenKind.Do,
        ["else"] = LuaTokenKind.Else,
        ["elseif"] = LuaTokenKind.ElseIf,
        ["end"] = LuaTokenKind.End,
        ["false"] = LuaTokenKind.False,
        ["for"] = LuaTokenKind.For,
        ["function"] = LuaTokenKind.Function,
        ["goto"] = LuaTokenKind.Goto,
        ["if"] = LuaTokenKind.If,
        ["in"] = LuaTokenKind.In,
        ["local"] = LuaTokenKind.Local,
        ["nil"] = LuaTokenKind.Nil,
        ["not"] = LuaTokenKind.Not,
        ["or"] = LuaTokenKind.Or,
        ["repeat"] = LuaTokenKind.Repeat,
        ["return"] = LuaTokenKind.Return,
        ["then"] = LuaTokenKind.Then,
        ["true"] = LuaTokenKind.True,
        ["until"] = LuaTokenKind.Until,
        ["while"] = LuaTokenKind.While,
    };

    public static LuaTokenKind KindOfWord(string word) => Keywords.TryGetValue(word, out var kind) ? kind : LuaTokenKind.Name;

    /// <summary>What an error message calls a token that is missing.</summary>
    public static string Spell(LuaTokenKind kind) => kind switch
    {
        LuaTokenKind.EndOfFile => "<eof>",
        LuaTokenKind.Name => "<name>",
        LuaTokenKind.ElseIf => "elseif",
        >= LuaTokenKind.And and <= LuaTokenKind.While => kind.ToString().ToLowerInvariant(),
        LuaTokenKind.Assign => "=",
        LuaTokenKind.LeftParen => "(",
        LuaTokenKind.RightParen => ")",
        LuaTokenKind.LeftBrace => "{",
        LuaTokenKind.RightBrace => "}",
        LuaTokenKind.LeftBracket => "[",
        LuaTokenKind.RightBracket => "]",
        LuaTokenKind.DoubleColon => "::",
        LuaTokenKind.Comma => ",",
        LuaTokenKind.Greater => ">",
        _ => kind.ToString(),
    };

    /// <summary>True where a block cannot go on: the token belongs to what encloses it.</summary>
    public static bool EndsBlock(LuaTokenKind kind) =>
        kind is LuaTokenKind.EndOfFile or LuaTokenKind.End or LuaTokenKind.Else or LuaTokenKind.ElseIf or LuaTokenKind.Until;

    /// <summary>True for what can only begin a statement. <c>function</c> is not here: it begins expressions too.</summary>
    public static bool BeginsStatementOnly(LuaTokenKind kind) => kind is
        LuaTokenKind.Local or LuaTokenKind.If or LuaTokenKind.While or LuaTokenKind.For or LuaTokenKind.Repeat or LuaTokenKind.Return or
        LuaTokenKind.Do or LuaTokenKind.Goto or LuaTokenKind.Break or LuaTokenKind.DoubleColon or LuaTokenKind.Semicolon;
}
