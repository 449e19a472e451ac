using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0205 in Lua files.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaSpawnArgumentAnalyzer : LuaAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaSpawnArgumentAnalyzer() : base(RuleDescriptors.MainArgumentIsWrong) { }

    internal override Action<LuaFileAnalysis> Prepare(LuaProject project, KnownDefinitions definitions) => file =>
    {
        foreach (var call in LuaSpawnCall.In(file.Nodes))
            if (LuaValues.StringOf(call.Id) is { } id && definitions.FindMain(id, file.CancellationToken) is { } main)
                Check(file, call, main);
    };

    private static void Check(LuaFileAnalysis file, LuaSpawnCall call, MainSignature main)
    {
        var known = call.Arguments.Count(static argument => argument is not LuaMissingExpression) - (call.IsOpen ? 1 : 0);
        if (main.CountProblem(known, call.IsOpen) is { } problem)
            file.Report(RuleDescriptors.MainArgumentIsWrong, LuaValues.Unwrap(call.Id).Span, main.Name, problem);
        for (var i = 0; i < Math.Min(known, main.Parameters.Count); i++)
        {
            // What can't cross at all is another rule's.
            var given = LuaKindsReader.Of(call.Arguments[i]);
            if (given != LuaKinds.Function && (given & main.Parameters[i].Accepts) == 0)
                file.Report(RuleDescriptors.MainArgumentIsWrong, LuaValues.Unwrap(call.Arguments[i]).Span, main.Name, main.TypeProblem(i, LuaKindsReader.Name(given)));
        }
    }
}
