using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

/// <summary>What is wrong with a need where these permissions are declared: one place says so for C# and Lua.</summary>
internal static class PermissionVerdict
{
    /// <summary>The rule that the need breaks and what it says; null where all is well.</summary>
    /// <param name="definition">What declares, in the words of the message.</param>
    /// <param name="need">The need.</param>
    /// <param name="declared">All that is declared.</param>
    public static (DiagnosticDescriptor Rule, object[] Arguments)? Of(
        string definition, PermissionNeed need, IReadOnlyCollection<DeclaredPermission> declared)
    {
        if (!need.IsCertain)
            return null;
        var ofAction = declared.Where(permission => permission.ConcernsAction(need.Action)).ToList();
        if (ofAction.Count == 0)
            return (RuleDescriptors.PermissionIsMissing, [definition, need.Action, need.Way]);
        if (ofAction.Exists(static permission => permission.Resource == DeclaredPermission.Any))
            return null;
        var patterns = string.Join("', '", ofAction.Select(static permission => permission.Resource).Distinct());
        if (need.Resource.Text is not { } text)
            return (RuleDescriptors.PermissionMayBeTooNarrow, [definition, need.Action, patterns, need.Way]);
        return ofAction.Exists(permission => TextPattern.Matches(permission.Resource, text))
            ? null
            : (RuleDescriptors.PermissionIsTooNarrow, [definition, need.Action, patterns, text, need.Way]);
    }
}
