using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>Reads the annotations of a Lua file that is a process.</summary>
internal static class LuaProcessReader
{
    /// <summary>What the file says of itself; null for a module.</summary>
    public static LuaProcess? Read(AdditionalText file, CancellationToken cancelled)
    {
        var source = file.GetText(cancelled);
        if (LuaHeaderReader.Read(file.Path, source) is not { Id: { } id, Place: { } place } header)
            return null;

        cancelled.ThrowIfCancellationRequested();
        var tree = LuaSyntaxTree.Parse(source!.ToString());
        var permissions = new List<PermissionModel>();
        var messages = new List<LuaMessage>();
        var queues = new List<string>();
        string? host = null;
        foreach (var annotation in tree.Annotations)
        {
            var (first, others) = Split(annotation.Text);
            if (first.Length == 0)
                continue;
            if (annotation.Name == "permission")
                permissions.Add(new(first, others.Length == 0 ? "*" : Split(others).First));
            else if (annotation.Name == "message" && !messages.Exists(message => message.Topic == first))
                messages.Add(new(first, others));
            else if (annotation.Name == "host")
                host ??= first;
            else if (annotation.Name == "consumer" && !queues.Contains(first))
                queues.Add(first);
        }

        return new(id, place, permissions.Count == 0 ? null : PermissionModel.Order(permissions), messages.ToEquatableArray(), LuaMainReader.Read(source))
        {
            IsFunction = header.IsFunction,
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
