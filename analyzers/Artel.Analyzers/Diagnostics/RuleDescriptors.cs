using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

/// <summary>What each rule says. The rules of an area are in a file of their own.</summary>
internal static partial class RuleDescriptors
{
    private static DiagnosticDescriptor Error(string id, string category, string title, string message, string description) =>
        new(id, title, message, category, DiagnosticSeverity.Error, isEnabledByDefault: true, description, HelpLink(id));

    private static string HelpLink(string id) => $"https://github.com/artel-dev/artel/blob/main/docs/rules/{id}.md";
}
