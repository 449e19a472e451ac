namespace Artel.Lua.Syntax;

/// <summary>A line <c>---@name text</c>, in the form of the Lua language server.</summary>
internal sealed class LuaAnnotation
{
    private LuaAnnotation(string source, LuaSpan span, LuaSpan nameSpan, LuaSpan textSpan)
    {
        Span = span;
        NameSpan = nameSpan;
        TextSpan = textSpan;
        Name = source.Substring(nameSpan.Start, nameSpan.Length);
        Text = source.Substring(textSpan.Start, textSpan.Length);
    }

    /// <summary>The whole comment.</summary>
    public LuaSpan Span { get; }

    /// <summary>What stands after the <c>@</c>: <c>process</c>, <c>permission</c>, <c>message</c>, <c>diagnostic</c>...</summary>
    public string Name { get; }

    public LuaSpan NameSpan { get; }

    /// <summary>
    /// What follows, without blanks around it. An index in it plus the start of <see cref="TextSpan"/> is an offset in the file.
    /// </summary>
    public string Text { get; }

    public LuaSpan TextSpan { get; }

    /// <summary>The part of <see cref="Text"/> up to the first blank, in the file's offsets.</summary>
    public LuaSpan FirstWordSpan
    {
        get
        {
            var length = 0;
            while (length < Text.Length && !char.IsWhiteSpace(Text[length]))
                length++;
            return new LuaSpan(TextSpan.Start, TextSpan.Start + length);
        }
    }

    internal static IReadOnlyList<LuaAnnotation> ReadAll(string source, IReadOnlyList<LuaTrivia> trivia)
    {
        var annotations = new List<LuaAnnotation>();
        foreach (var comment in trivia)
            if (comment.Kind == LuaTriviaKind.LineComment && Read(source, comment.Span) is { } annotation)
                annotations.Add(annotation);
        return annotations;
    }

    private static LuaAnnotation? Read(string source, LuaSpan span)
    {
        if (string.CompareOrdinal(source, span.Start, "---", 0, 3) != 0)
            return null;
        var at = SkipBlanks(source, span.Start + 3, span.End);
        if (at >= span.End || source[at] != '@')
            return null;

        var nameStart = at + 1;
        var nameEnd = nameStart;
        while (nameEnd < span.End && (LuaCharacters.ContinuesName(source[nameEnd]) || source[nameEnd] == '-'))
            nameEnd++;
        if (nameEnd == nameStart)
            return null;

        var textStart = SkipBlanks(source, nameEnd, span.End);
        var textEnd = span.End;
        while (textEnd > textStart && char.IsWhiteSpace(source[textEnd - 1]))
            textEnd--;
        return new LuaAnnotation(source, span, new LuaSpan(nameStart, nameEnd), new LuaSpan(textStart, textEnd));
    }

    private static int SkipBlanks(string source, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(source[start]))
            start++;
        return start;
    }
}
