using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

internal static partial class RuleDescriptors
{
    public static readonly DiagnosticDescriptor IdIsMalformed = Error(
        RuleIds.IdIsMalformed,
        category: "Ids",
        title: "Id is malformed",
        message: "'{0}' is no {1} id: an id reads namespace:name, without blanks",
        description: "An operation with an id that does not read namespace:name fails with INVALID.");

    public static readonly DiagnosticDescriptor DefinitionIsDefinedTwice = Error(
        RuleIds.DefinitionIsDefinedTwice,
        category: "Ids",
        title: "Definition is defined twice",
        message: "The definition '{0}' is '{1}' already",
        description: "Two definitions with one id stop the application's start.",
        WellKnownDiagnosticTags.CompilationEnd);
}
