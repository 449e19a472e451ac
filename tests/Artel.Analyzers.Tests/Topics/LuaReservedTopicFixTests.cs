using Artel.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Analyzers.Tests;

public class LuaReservedTopicFixTests
{
    private static Project Create(AdhocWorkspace workspace, params (string Name, string Text)[] files)
    {
        var project = workspace.AddProject("test", LanguageNames.CSharp)
            .AddMetadataReferences(TestReferences.Framework)
            .AddMetadataReference(TestReferences.Artel);
        foreach (var (name, text) in files)
            project = project.AddAdditionalDocument(name, SourceText.From(text), filePath: "/test/" + name).Project;
        return project;
    }

    private static async Task<Diagnostic[]> DiagnosticsAsync(Project project)
    {
        var compilation = await project.GetCompilationAsync();
        var found = await compilation!.WithAnalyzers([new LuaReservedTopicAnalyzer()], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        return [.. found];
    }

    private static async Task<string[]> TextsAsync(Project original, CodeAction action)
    {
        var change = (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single();
        var project = change.ChangedSolution.GetProject(original.Id)!;
        return await Task.WhenAll(project.AdditionalDocuments.Select(async document => (await document.GetTextAsync()).ToString()));
    }

    private static async Task<string?> FixAsync(string source)
    {
        using var workspace = new AdhocWorkspace();
        var project = Create(workspace, ("a.lua", source));
        var diagnostic = Assert.Single(await DiagnosticsAsync(project));
        CodeAction? offered = null;
        await new LuaReservedTopicFix().RegisterCodeFixesAsync(
            new CodeFixContext(project.AdditionalDocuments.Single(), diagnostic, (action, _) => offered = action, default));
        return offered is null ? null : Assert.Single(await TextsAsync(project, offered));
    }

    [Theory]
    [InlineData("process.send(pid, \"@exit\")\n", "process.send(pid, \"exit\")\n")]
    [InlineData("process.send(pid, '@@x@y') -- '@'", "process.send(pid, 'x@y') -- '@'")]
    [InlineData("process.listen [==[\n@x]==]", "process.listen [==[\nx]==]")]
    [InlineData("process.listen(('@x'))", "process.listen(('x'))")]
    [InlineData("process.listen('@\\64x\\n')", null)]
    [InlineData("---@message @x { id: string }", "---@message x { id: string }")]
    [InlineData("process.listen('@')", null)]
    [InlineData("process.listen('\\64x')", null)]
    [InlineData("process.listen('@' .. 'x')", null)]
    [InlineData("local topic = '@x' process.listen(topic)", null)]
    public async Task Only_the_sign_is_removed_where_it_is_written(string source, string? mended) =>
        Assert.Equal(mended, await FixAsync(source));

    [Fact]
    public async Task All_files_are_fixed_at_once()
    {
        using var workspace = new AdhocWorkspace();
        var project = Create(
            workspace,
            ("a.lua", "process.listen('@a')\nprocess.send(pid, '@b', '@payload')\n---@message @c\n"),
            ("b.lua", "process.listen('ok')"),
            ("c.lua", "process.listen('@')\nprocess.listen('@d')"));
        var fix = new LuaReservedTopicFix();
        var context = new FixAllContext(
            project, fix, FixAllScope.Project, nameof(LuaReservedTopicFix), fix.FixableDiagnosticIds, new Diagnostics(DiagnosticsAsync), default);

        var action = await fix.GetFixAllProvider().GetFixAsync(context);

        Assert.Equal(
            ["process.listen('a')\nprocess.send(pid, 'b', '@payload')\n---@message c\n", "process.listen('ok')", "process.listen('@')\nprocess.listen('d')"],
            await TextsAsync(project, action!));
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
