using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

internal static partial class RuleDescriptors
{
    public static readonly DiagnosticDescriptor LuaSyntaxError = Error(
        RuleIds.LuaSyntaxError,
        category: "Lua",
        title: "Lua syntax error",
        message: "Lua syntax error: {0}",
        description: "The Lua 5.4 compiler rejects the file, so no process can be spawned from it.");
}
