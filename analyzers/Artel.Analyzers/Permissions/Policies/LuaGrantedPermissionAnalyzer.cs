using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>ART0105 in Lua files.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LuaGrantedPermissionAnalyzer : LuaAnalyzer
{
    /// <summary>Creates the analyzer; the compiler does it.</summary>
    public LuaGrantedPermissionAnalyzer() : base(RuleDescriptors.PermissionIsGrantedToNobody) { }

    private protected override void Analyze(LuaFileAnalysis file)
    {
        if (file.Project.Granted is not { } granted)
            return;
        foreach (var (permission, line) in LuaPermissions.In(file.Tree))
            if (!granted.Include(permission))
                file.Report(RuleDescriptors.PermissionIsGrantedToNobody, line.Span, file.File.Name, permission, granted.Files);
    }
}
