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
        var text = need.Resource.Text;
        var isDeclared = false;
        foreach (var permission in declared)
        {
            if (!permission.ConcernsAction(need.Action))
                continue;
            if (permission.Resource == DeclaredPermission.Any || (text is not null && TextPattern.Matches(permission.Resource, text)))
                return null;
            isDeclared = true;
        }

        // There are many needs, and few that are not covered.
        if (!isDeclared)
            return (RuleDescriptors.PermissionIsMissing, [definition, need.Action, need.Way]);
        var patterns = string.Join(
            "', '", declared.Where(permission => permission.ConcernsAction(need.Action)).Select(static permission => permission.Resource).Distinct());
        return text is null
            ? (RuleDescriptors.PermissionMayBeTooNarrow, [definition, need.Action, patterns, need.Way])
            : (RuleDescriptors.PermissionIsTooNarrow, [definition, need.Action, patterns, text, need.Way]);
    }
}
