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

    public static readonly DiagnosticDescriptor DefinitionIsUnknown = Warning(
        RuleIds.DefinitionIsUnknown,
        category: "Ids",
        title: "Definition does not exist",
        message: "There is no definition '{0}'{1}",
        description: "A start of a definition that nobody has added fails with NOT_FOUND.",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor HostIsUnknown = Warning(
        RuleIds.HostIsUnknown,
        category: "Ids",
        title: "Host does not exist",
        message: "There is no host '{0}'{1}",
        description: "A start on a host that nobody has added fails with NOT_FOUND.",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor MainArgumentIsWrong = Warning(
        RuleIds.MainArgumentIsWrong,
        category: "Ids",
        title: "Definition is started with wrong arguments",
        message: "'{0}' can't be started with these arguments: {1}",
        description: "Arguments that are missing or of another type are refused with INVALID; those that are too many are ignored.");
}
