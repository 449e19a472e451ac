using Artel.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Analyzers.Tests;

/// <summary>Applies a fix to Lua files. The testing library does not change additional files.</summary>
internal static class LuaFixVerifier<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : LuaTextFix, new()
{
    /// <summary>The text after the fix of the first diagnostic that it mends; null where none is offered.</summary>
    public static async Task<string?> FixAsync(string source)
    {
        using var workspace = new AdhocWorkspace();
        var project = Create(workspace, ("a.lua", source));
        foreach (var diagnostic in (await DiagnosticsAsync(project)).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            CodeAction? offered = null;
            await new TFix().RegisterCodeFixesAsync(
                new CodeFixContext(project.AdditionalDocuments.Single(), diagnostic, (action, _) => offered = action, default));
            if (offered is not null)
                return (await TextsAsync(project, offered))[0];
        }

        return null;
    }

    /// <summary>The texts after the fix of all.</summary>
    public static async Task<string[]> FixAllAsync(params (string Path, string Source)[] files)
    {
        using var workspace = new AdhocWorkspace();
        var project = Create(workspace, files);
        var fix = new TFix();
        var context = new FixAllContext(
            project, fix, FixAllScope.Project, typeof(TFix).Name, fix.FixableDiagnosticIds, new Diagnostics(DiagnosticsAsync), default);
        var action = await fix.GetFixAllProvider().GetFixAsync(context);
        return action is null ? [] : await TextsAsync(project, action);
    }

    private static Project Create(AdhocWorkspace workspace, params (string Path, string Source)[] files)
    {
        var solution = workspace.CurrentSolution;
        var id = ProjectId.CreateNewId();
        solution = solution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "test", "test", LanguageNames.CSharp, metadataReferences: TestReferences.Framework.Add(TestReferences.Artel)));
        foreach (var (path, source) in files)
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(id), path, SourceText.From(source), filePath: path);
        return solution.GetProject(id)!;
    }

    private static async Task<Diagnostic[]> DiagnosticsAsync(Project project)
    {
        var compilation = await project.GetCompilationAsync();
        var found = await compilation!.WithAnalyzers([new TAnalyzer()], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        return [.. found.Where(diagnostic => new TFix().FixableDiagnosticIds.Contains(diagnostic.Id))];
    }

    private static async Task<string[]> TextsAsync(Project original, CodeAction action)
    {
        var change = (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single();
        var project = change.ChangedSolution.GetProject(original.Id)!;
        return await Task.WhenAll(project.AdditionalDocuments.Select(async document => (await document.GetTextAsync()).ToString()));
    }

    private sealed class Diagnostics(Func<Project, Task<Diagnostic[]>> read) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await read(project);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
