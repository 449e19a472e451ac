using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

/// <summary>What the rule for payloads tells its fix: the type that a mark is missing at.</summary>
internal static class PayloadMark
{
    public const string Type = nameof(Type);

    public static ImmutableDictionary<string, string?> Properties(ITypeSymbol type) =>
        ImmutableDictionary<string, string?>.Empty.Add(Type, type.GetDocumentationCommentId());
}
