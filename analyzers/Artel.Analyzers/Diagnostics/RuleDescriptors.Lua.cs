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

    public static readonly DiagnosticDescriptor LuaMemberIsUnknown = Error(
        RuleIds.LuaMemberIsUnknown,
        category: "Lua",
        title: "Module has no such member",
        message: "'{0}' has no '{1}'{2}",
        description: "The runtime's modules are read-only: what they do not have is nil, and a call of it fails.");

    public static readonly DiagnosticDescriptor LuaArgumentCountIsWrong = Error(
        RuleIds.LuaArgumentCountIsWrong,
        category: "Lua",
        title: "Wrong number of arguments",
        message: "'{0}' takes {1} arguments, not {2}",
        description: "A function of the runtime refuses a call with too few arguments, and ignores those that are too many.");

    public static readonly DiagnosticDescriptor LuaGlobalIsUndefined = Warning(
        RuleIds.LuaGlobalIsUndefined,
        category: "Lua",
        title: "Global is not defined",
        message: "The global '{0}' is not defined{1}",
        description: "A name that is neither a local nor a global of the runtime, and that no file of the project assigns to, is nil.");

    public static readonly DiagnosticDescriptor LuaGlobalIsAssigned = Warning(
        RuleIds.LuaGlobalIsAssigned,
        category: "Lua",
        title: "Global is assigned",
        message: "'{0}' is made a global: write 'local' where it belongs to this file",
        description: "A global is seen by every module of the process, and a misspelt local becomes one.");

    public static readonly DiagnosticDescriptor LuaCodeIsUnreachable = Warning(
        RuleIds.LuaCodeIsUnreachable,
        category: "Lua",
        title: "Code is unreachable",
        message: "This never runs",
        description: "What stands behind a statement that always leaves the block never runs.");

    public static readonly DiagnosticDescriptor LuaModuleIsUnknown = Error(
        RuleIds.LuaModuleIsUnknown,
        category: "Lua",
        title: "Module does not exist",
        message: "There is no module '{0}'{1}",
        description: "What is required is neither a module of the runtime nor a Lua file of the project, so that the process fails when it starts.");

    public static readonly DiagnosticDescriptor LuaAnnotationIsMalformed = Warning(
        RuleIds.LuaAnnotationIsMalformed,
        category: "Lua",
        title: "Annotation is malformed or unknown",
        message: "The annotation '---@{0}' {1}",
        description: "An annotation that is not understood has no effect: a permission is not declared, a message is not checked.");

    public static readonly DiagnosticDescriptor LuaLocalIsUnused = Hint(
        RuleIds.LuaLocalIsUnused,
        category: "Lua",
        title: "Local is never read",
        message: "Nobody reads the local '{0}'",
        description: "What nobody reads can go; a name that begins with '_' says that it has to be there.",
        WellKnownDiagnosticTags.Unnecessary);

    public static readonly DiagnosticDescriptor LuaLocalIsShadowed = Hint(
        RuleIds.LuaLocalIsShadowed,
        category: "Lua",
        title: "Local hides another one",
        message: "The local '{0}' hides the one of line {1}",
        description: "Up to the end of the block the name stands for the inner local, also where the outer one was meant.");

    public static readonly DiagnosticDescriptor LuaErrorIsIgnored = Warning(
        RuleIds.LuaErrorIsIgnored,
        category: "Lua",
        title: "Error of an operation is never looked at",
        message: "Nobody looks at the error of '{0}' in '{1}'",
        description: "An operation that fails returns nil and an error; the code goes on as if all were well.");
}
