using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

/// <summary>What each rule says. The rules of an area are in a file of their own.</summary>
internal static partial class RuleDescriptors
{
    private static DiagnosticDescriptor Error(string id, string category, string title, string message, string description, params string[] tags) =>
        new(id, title, message, category, DiagnosticSeverity.Error, isEnabledByDefault: true, description, HelpLink(id), tags);

    private static DiagnosticDescriptor Warning(string id, string category, string title, string message, string description, params string[] tags) =>
        new(id, title, message, category, DiagnosticSeverity.Warning, isEnabledByDefault: true, description, HelpLink(id), tags);

    private static DiagnosticDescriptor Info(string id, string category, string title, string message, string description, params string[] tags) =>
        new(id, title, message, category, DiagnosticSeverity.Info, isEnabledByDefault: true, description, HelpLink(id), tags);

    /// <summary>What editors show in grey: the build says nothing of it.</summary>
    private static DiagnosticDescriptor Hint(string id, string category, string title, string message, string description, params string[] tags) =>
        new(id, title, message, category, DiagnosticSeverity.Hidden, isEnabledByDefault: true, description, HelpLink(id), tags);

    private static string HelpLink(string id) => $"https://github.com/artel-dev/artel/blob/main/docs/rules/{id}.md";
}
