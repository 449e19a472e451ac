using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Analyzers;

/// <summary>What mends a Lua file: one change of its text. Editors and the command line apply it.</summary>
/// <param name="Title">What is offered.</param>
/// <param name="Change">The change.</param>
internal sealed record LuaMend(string Title, TextChange Change)
{
    /// <summary>The mend of what a rule reported in the text; null where none would be right.</summary>
    public static LuaMend? Of(string source, Diagnostic diagnostic)
    {
        var span = diagnostic.Location.SourceSpan;
        return diagnostic.Id switch
        {
            RuleIds.TopicIsReserved => LuaTopicText.WithoutAt(source, span) is { } change ? new("Remove '@' from the topic", change) : null,
            RuleIds.PermissionIsMissing or RuleIds.PermissionIsTooNarrow => LuaPermissionText.Declare(source, diagnostic.Properties),
            RuleIds.PermissionIsUnused => new("Remove the permission", LuaPermissionText.Remove(source, span)),
            _ => diagnostic.Properties.TryGetValue(LuaSpelling.Instead, out var instead) && instead is not null && LuaWordText.Replace(source, span, instead) is { } change
                ? new($"Change to '{instead}'", change)
                : null,
        };
    }
}
