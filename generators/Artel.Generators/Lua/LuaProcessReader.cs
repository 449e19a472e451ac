using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>Reads the annotations of a Lua file that holds processes.</summary>
internal static class LuaProcessReader
{
    /// <summary>What the file says of its processes; none for a module.</summary>
    public static EquatableArray<LuaProcess> Read(AdditionalText file, CancellationToken cancelled)
    {
        var source = file.GetText(cancelled);
        if (source is null || LuaHeaderReader.Read(file.Path, source).Id is null)
            return default;

        cancelled.ThrowIfCancellationRequested();
        return LuaDefinitionLines.In(LuaSyntaxTree.Parse(source.ToString()))
            .Select(definition => Read(definition, file.Path, source))
            .ToEquatableArray();
    }

    private static LuaProcess Read(LuaDefinitionLines definition, string path, SourceText source)
    {
        var permissions = new List<PermissionModel>();
        var messages = new List<LuaMessage>();
        var queues = new List<string>();
        string? host = null;

        // Which message a reply is to: none before the first, and none for a topic that was there already.
        var asked = -1;
        foreach (var line in definition.Lines)
        {
            var (first, others) = Split(line.Text);
            if (first.Length == 0)
                continue;
            if (line.Name == "permission")
            {
                permissions.Add(new(first, others.Length == 0 ? "*" : Split(others).First));
            }
            else if (line.Name == "message")
            {
                asked = messages.Exists(message => message.Topic == first) ? -1 : messages.Count;
                if (asked >= 0)
                    messages.Add(new(first, others, null));
            }
            else if (LuaDefinitionLines.Begins(line))
            {
                asked = -1;
            }
            else if (line.Name == "reply" && asked >= 0)
            {
                messages[asked] = messages[asked] with { Reply = line.Text };
                asked = -1;
            }
            else if (line.Name == "host")
            {
                host ??= first;
            }
            else if (line.Name == "consumer" && !queues.Contains(first))
            {
                queues.Add(first);
            }
        }

        return new(
            definition.Id,
            definition.Entry,
            Place.Of(path, source.Lines.GetLineFromPosition(definition.Beginning.Span.Start)),
            permissions.Count == 0 ? null : PermissionModel.Order(permissions),
            messages.ToEquatableArray(),
            LuaMainReader.Read(source, definition.Entry))
        {
            IsFunction = definition.IsFunction,
            Host = host,
            Queues = queues.ToEquatableArray(),
        };
    }

    private static (string First, string Others) Split(string text)
    {
        var end = 0;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
            end++;
        return (text.Substring(0, end), text.Substring(end).Trim());
    }
}
