using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0502 and ART0503: members that the runtime's modules and objects do not have, and calls with too few or too many arguments.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaMemberAnalyzer : LuaAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaMemberAnalyzer() : base(RuleDescriptors.LuaMemberIsUnknown, RuleDescriptors.LuaArgumentCountIsWrong) { }

    private protected override void Analyze(LuaFileAnalysis file)
    {
        foreach (var node in file.Nodes)
        {
            switch (node)
            {
                case LuaMemberExpression { Member.Text.Length: > 0 } member when LuaPaths.Of(member.Target) is { } table:
                    CheckMember(file, table, member.Member.Text, member.Member.Span);
                    break;
                case LuaIndexExpression { Key: LuaStringExpression { Value.Length: > 0 } key } index when LuaPaths.Of(index.Target) is { } table:
                    CheckMember(file, table, key.Value, key.Span);
                    break;
                case LuaCallExpression call when LuaPaths.Of(call.Target) is { } path:
                    CheckArguments(file, call, path);
                    CheckOptions(file, call, path);
                    break;
                case LuaMethodCallExpression { Method.Text.Length: > 0 } call:
                    CheckMethod(file, call);
                    break;
                default:
                    break;
            }
        }
    }

    private static void CheckMember(LuaFileAnalysis file, string table, string name, LuaSpan place)
    {
        if (LuaLibraries.MembersOf(table) is not { } members || members.ContainsKey(name))
            return;
        file.Report(RuleDescriptors.LuaMemberIsUnknown, place, LuaSpelling.Nearest(name, members.Keys), [table, name, Spelling.Proposal(name, members.Keys)]);
    }

    private static void CheckArguments(LuaFileAnalysis file, LuaCallExpression call, string path)
    {
        var dot = path.LastIndexOf('.');
        if (dot >= 0 && LuaLibraries.MembersOf(path.Substring(0, dot)) is { } members && members.TryGetValue(path.Substring(dot + 1), out var member))
            CheckCount(file, member, path, call.Target.Span, call.Arguments);
    }

    /// <summary>The options are the one table of names that a function of the runtime refuses if it does not know them.</summary>
    private static void CheckOptions(LuaFileAnalysis file, LuaCallExpression call, string path)
    {
        if (path != "process.set_options" || call.Arguments.Count == 0 || LuaValues.Unwrap(call.Arguments[0]) is not LuaTableExpression options)
            return;
        foreach (var field in options.Fields)
            if (field.Name is { Text.Length: > 0 } name)
                CheckMember(file, "process.Options", name.Text, name.Span);
    }

    private static void CheckMethod(LuaFileAnalysis file, LuaMethodCallExpression call)
    {
        if ((LuaObjects.ClassOf(call.Target) ?? ModuleWithMethods(call.Target)) is not { } type)
            return;
        CheckMember(file, type, call.Method.Text, call.Method.Span);
        if (LuaLibraries.MembersOf(type) is { } members && members.TryGetValue(call.Method.Text, out var member))
            CheckCount(file, member, $"{type}:{call.Method.Text}", call.Method.Span, call.Arguments);
    }

    /// <summary>The logger's functions may be called with a colon too.</summary>
    private static string? ModuleWithMethods(LuaExpression target) => LuaPaths.Of(target) is "logger" ? "logger" : null;

    private static void CheckCount(LuaFileAnalysis file, LuaMember member, string name, LuaSpan place, IReadOnlyList<LuaExpression> arguments)
    {
        if (!member.IsFunction)
            return;

        // A call or '...' at the end gives as many as it likes.
        var isOpen = arguments.Count > 0 && arguments[arguments.Count - 1] is LuaCallExpression or LuaMethodCallExpression or LuaVarargExpression;
        var known = arguments.Count(static argument => argument is not LuaMissingExpression) - (isOpen ? 1 : 0);
        if (known > member.Most || (!isOpen && known < member.Fewest))
            file.Report(RuleDescriptors.LuaArgumentCountIsWrong, place, name, Count(member), known);
    }

    private static string Count(LuaMember member) => member.Most == int.MaxValue ? $"at least {member.Fewest}"
        : member.Fewest == member.Most ? $"{member.Fewest}"
        : $"{member.Fewest} to {member.Most}";
}
