using Artel.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Artel.CodeFixes;

/// <summary>Offers the <see cref="LuaMend"/> of some rules where Lua files are edited.</summary>
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
            if (LuaMend.Of(text.ToString(), diagnostic) is not { } mend)
                continue;
            var mended = text.WithChanges(mend.Change);
            context.RegisterCodeFix(
                CodeAction.Create(
                    mend.Title,
                    _ => Task.FromResult(document.Project.Solution.WithAdditionalDocumentText(document.Id, mended)),
                    GetType().Name),
                diagnostic);
        }
    }
}
