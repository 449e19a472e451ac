using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>Takes the text of a file's declarations and leaves out what nobody outside of a member sees.</summary>
internal sealed class SurfaceReader
{
    [ThreadStatic]
    private static SurfaceReader? _kept;

    private readonly DigestText _outline = new();
    private readonly DigestText _all = new();
    private readonly List<TextSpan> _hidden = [];
    private SourceText _source = SourceText.From("");

    public static TreeSurface Read(SyntaxTree tree, CancellationToken cancelled)
    {
        var reader = _kept ?? new();
        _kept = null;
        var surface = reader.ReadNew(tree, cancelled);
        _kept = reader;
        return surface;
    }

    private TreeSurface ReadNew(SyntaxTree tree, CancellationToken cancelled)
    {
        _outline.Clear();
        _all.Clear();
        _source = tree.GetText(cancelled);
        var root = tree.GetRoot(cancelled);
        // The path and the first comment tell whether the file is generated code, which has its own rules for null.
        _outline.Add(tree.FilePath);
        _outline.Add(Identities.Of(tree.Options));
        _outline.Add(_source, 0, root.GetFirstToken(includeZeroWidth: true).SpanStart);
        if (root is CompilationUnitSyntax unit && !HasNullableDirective(root))
            Add(unit);
        else
            _outline.Add(_source, 0, _source.Length);
        var outline = _outline.ToDigest();
        _all.Add(outline);
        _source = SourceText.From("");
        return new(outline, _all.ToDigest());
    }

    /// <summary>Behind the first declaration it takes effect from where it is, which may be in a body.</summary>
    private static bool HasNullableDirective(SyntaxNode root)
    {
        if (!root.ContainsDirectives)
            return false;
        var start = root.GetFirstToken(includeZeroWidth: true).SpanStart;
        for (var directive = root.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
        {
            if (directive.IsKind(SyntaxKind.NullableDirectiveTrivia) && directive.SpanStart >= start)
                return true;
        }

        return false;
    }

    private void Add(CompilationUnitSyntax unit)
    {
        foreach (var alias in unit.Externs)
            AddOutline(alias.Span);
        foreach (var directive in unit.Usings)
            AddOutline(directive.Span);
        foreach (var list in unit.AttributeLists)
            AddOutline(list.Span);
        Add(unit.Members);
    }

    private void Add(SyntaxList<MemberDeclarationSyntax> members)
    {
        foreach (var member in members)
            Add(member);
        _outline.Add("}");
        _all.Add("}");
    }

    private void Add(MemberDeclarationSyntax member)
    {
        switch (member)
        {
            case BaseNamespaceDeclarationSyntax space:
                AddOutline(space.Name.Span);
                foreach (var alias in space.Externs)
                    AddOutline(alias.Span);
                foreach (var directive in space.Usings)
                    AddOutline(directive.Span);
                Add(space.Members);
                break;
            case TypeDeclarationSyntax type:
                AddOutline(type.OpenBraceToken.RawKind == 0 ? type.Span : TextSpan.FromBounds(type.SpanStart, type.OpenBraceToken.SpanStart));
                Add(type.Members);
                break;
            case BaseFieldDeclarationSyntax field when !field.Modifiers.Any(SyntaxKind.ConstKeyword):
                foreach (var variable in field.Declaration.Variables)
                    Hide(variable.Initializer?.Value);
                AddMember(field.Span);
                break;
            case BaseMethodDeclarationSyntax method:
                Hide(method.Body ?? (SyntaxNode?)method.ExpressionBody);
                AddMember(method.Span);
                break;
            case BasePropertyDeclarationSyntax property:
                Add(property);
                break;
            case GlobalStatementSyntax:
                break;
            default:
                AddOutline(member.Span);
                break;
        }
    }

    private void Add(BasePropertyDeclarationSyntax declaration)
    {
        foreach (var accessor in declaration.AccessorList?.Accessors ?? default)
            Hide(accessor.Body ?? (SyntaxNode?)accessor.ExpressionBody);
        if (declaration is PropertyDeclarationSyntax property)
        {
            Hide(property.ExpressionBody);
            Hide(property.Initializer?.Value);
        }
        else if (declaration is IndexerDeclarationSyntax indexer)
        {
            Hide(indexer.ExpressionBody);
        }

        AddMember(declaration.Span);
    }

    private void Hide(SyntaxNode? node)
    {
        if (node is not null)
            _hidden.Add(node.Span);
    }

    private void AddOutline(TextSpan span)
    {
        _outline.Add(_source, span.Start, span.End);
        // Which members belong to what.
        _all.Add("{");
    }

    private void AddMember(TextSpan span)
    {
        var start = span.Start;
        foreach (var hidden in _hidden)
        {
            _all.Add(_source, start, hidden.Start);
            start = hidden.End;
        }

        _all.Add(_source, start, span.End);
        _hidden.Clear();
    }
}
