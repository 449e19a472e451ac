using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0509 and ART0510: locals that nobody reads, and those that hide another one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaLocalAnalyzer : LuaAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaLocalAnalyzer() : base(RuleDescriptors.LuaLocalIsUnused, RuleDescriptors.LuaLocalIsShadowed) { }

    private protected override void Analyze(LuaFileAnalysis file)
    {
        // In a half-typed text names are not where they will be.
        if (file.Tree.Errors.Count > 0)
            return;
        var read = file.File.ReadLocals;
        foreach (var declared in LuaLocals.DeclaredIn(file.Tree))
        {
            CheckUse(file, declared, read);
            foreach (var local in declared)
                if (local.Shadowed is { } hidden && !LuaLocals.IsExempt(local.Name) && !Takes(local, hidden))
                    file.Report(RuleDescriptors.LuaLocalIsShadowed, local.Declaration, local.Name, file.Tree.GetLinePosition(hidden.Declaration.Start).Line + 1);
        }
    }

    private static void CheckUse(LuaFileAnalysis file, IReadOnlyList<LuaLocal> declared, HashSet<LuaLocal> read)
    {
        // What stands before one that is read has to be there, for its place.
        for (var i = declared.Count - 1; i >= 0 && !read.Contains(declared[i]); i--)
        {
            var local = declared[i];
            if (local.Kind is not (LuaLocalKind.Variable or LuaLocalKind.Function) || local.Attribute == LuaAttribute.Close || LuaLocals.IsExempt(local.Name))
                continue;

            // A new name at the declaration alone would leave assignments to the old one.
            var properties = local.AssignedValues.Count == 0 && local.Kind == LuaLocalKind.Variable ? LuaSpelling.Properties("_" + local.Name) : LuaSpelling.None;
            file.Report(RuleDescriptors.LuaLocalIsUnused, local.Declaration, properties, [local.Name]);
        }
    }

    /// <summary>True for <c>local x = x</c>, which hides on purpose.</summary>
    private static bool Takes(LuaLocal local, LuaLocal hidden) => local.Initializer is LuaNameExpression { Local: { } taken } && taken == hidden;
}
