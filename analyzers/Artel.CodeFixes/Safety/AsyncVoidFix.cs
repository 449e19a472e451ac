using System.Collections.Immutable;
using Artel.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Artel.CodeFixes;

/// <summary>ART0402: returns a task, where the runtime is who calls the method: others would have to be changed with it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AsyncVoidFix))]
public sealed class AsyncVoidFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.MethodIsAsyncVoid);

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span) is not MethodDeclarationSyntax method || model?.GetDeclaredSymbol(method, context.CancellationToken) is not { IsOverride: false } symbol ||
            !symbol.GetAttributes().Any(static attribute => attribute.AttributeClass is { ContainingNamespace: { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true } }))
        {
            return;
        }

        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var found = model.LookupNamespacesAndTypes(method.ReturnType.SpanStart, name: "Task");
        var isKnown = found.Any(static type => type is INamedTypeSymbol { Arity: 0, ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } });
        var change = new TextChange(method.ReturnType.Span, isKnown ? "Task" : "System.Threading.Tasks.Task");
        context.RegisterCodeFix(
            CodeAction.Create("Return a task", _ => Task.FromResult(context.Document.WithText(text.WithChanges(change))), nameof(AsyncVoidFix)),
            context.Diagnostics);
    }
}
