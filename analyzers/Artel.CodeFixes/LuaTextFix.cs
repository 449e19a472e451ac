using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Artel.CodeFixes;

/// <summary>A fix of a Lua file that is one change of its text.</summary>
public abstract class LuaTextFix : CodeFixProvider
{
    private protected LuaTextFix() { }

    /// <inheritdoc />
    public sealed override FixAllProvider GetFixAllProvider() => new LuaTextFixAll(this);

    /// <inheritdoc />
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.TextDocument;
        var text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Change(text.ToString(), diagnostic) is not { } change)
                continue;
            var mended = text.WithChanges(change);
            context.RegisterCodeFix(
                CodeAction.Create(
                    Title(diagnostic),
                    _ => Task.FromResult(document.Project.Solution.WithAdditionalDocumentText(document.Id, mended)),
                    GetType().Name),
                diagnostic);
        }
    }

    /// <summary>What is offered.</summary>
    internal abstract string Title(Diagnostic diagnostic);

    /// <summary>The change; null where none would be right.</summary>
    internal abstract TextChange? Change(string source, Diagnostic diagnostic);
}
