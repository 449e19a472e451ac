using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>Takes the text of a file's declarations and leaves out what nobody outside of a member sees; and the names that they declare.</summary>
internal sealed class SurfaceReader
{
    [ThreadStatic]
    private static SurfaceReader? _kept;

    private readonly DigestText _outline = new();
    private readonly DigestText _all = new();
    private readonly DigestText _forAll = new();
    private readonly Words.Gathered _mentioned = new();
    private readonly List<Declared> _declared = [];
    private readonly List<TextSpan> _hidden = [];
    private SourceText _source = SourceText.From("");
    private string _space = "";

    // Of all that a declaration is in, and of the directives that it sees.
    private ulong _scope;

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
        _forAll.Clear();
        _declared.Clear();
        _space = "";
        _source = tree.GetText(cancelled);
        var root = tree.GetRoot(cancelled);
        // The path and the first comment tell whether the file is generated code, which has its own rules for null.
        var options = Identities.Of(tree.Options);
        _outline.Add(tree.FilePath);
        _outline.Add(options);
        _scope = TextHash.Of(tree.FilePath) ^ options;
        AddOutline(TextSpan.FromBounds(0, root.GetFirstToken(includeZeroWidth: true).SpanStart), isScope: true);
        if (HasNullableDirective(root))
            AddOutline(new(0, _source.Length), isScope: true);
        if (root is CompilationUnitSyntax unit)
            Add(unit);
        var outline = _outline.ToDigest();
        _all.Add(outline);
        _source = SourceText.From("");
        return new(outline, _all.ToDigest(), _forAll.IsEmpty ? null : _forAll.ToDigest(), _declared.ToImmutableArray(), _mentioned.ToWords());
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
            AddForAll(alias.Span);
        foreach (var directive in unit.Usings)
        {
            if (!directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
            {
                AddOutline(directive.Span, isScope: true);
                continue;
            }

            AddForAll(directive.Span);
            if (directive.Alias is { } alias)
                Declare(alias.Name.Identifier.ValueText, TextHash.Of(_source, directive.Span, _scope));
        }

        foreach (var list in unit.AttributeLists)
            AddForAll(list.Span);
        Add(unit.Members);
    }

    private void Add(SyntaxList<MemberDeclarationSyntax> members)
    {
        foreach (var member in members)
            Add(member);
        _outline.Add("}");
        _all.Add("}");
    }

    private void Add(BaseNamespaceDeclarationSyntax declaration)
    {
        var (space, scope) = (_space, _scope);
        AddOutline(declaration.Name.Span, isScope: true);
        foreach (var alias in declaration.Externs)
            AddOutline(alias.Span, isScope: true);
        foreach (var directive in declaration.Usings)
            AddOutline(directive.Span, isScope: true);
        foreach (var part in declaration.Name.ToString().Split('.'))
        {
            var name = part.Trim().TrimStart('@');
            _space += "." + name;
            _declared.Add(new(name, TextHash.Of(_space), DeclaredKind.Namespace));
        }

        Add(declaration.Members);
        (_space, _scope) = (space, scope);
    }

    private void Add(TypeDeclarationSyntax type)
    {
        var scope = _scope;
        var header = type.OpenBraceToken.RawKind == 0 ? type.Span : TextSpan.FromBounds(type.SpanStart, type.OpenBraceToken.SpanStart);
        AddOutline(header, isScope: true);
        Declare(type.Identifier.ValueText, _scope);
        Add(type.Members);
        _scope = scope;
    }

    private void Add(MemberDeclarationSyntax member)
    {
        switch (member)
        {
            case BaseNamespaceDeclarationSyntax space:
                Add(space);
                break;
            case TypeDeclarationSyntax type:
                Add(type);
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
                DeclareAll(member);
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

    /// <summary>Constants, enums with their values, delegates.</summary>
    private void DeclareAll(MemberDeclarationSyntax member)
    {
        var text = TextHash.Of(_source, member.Span, _scope);
        if (member is BaseFieldDeclarationSyntax constants)
        {
            foreach (var variable in constants.Declaration.Variables)
                Declare(variable.Identifier.ValueText, text);
        }
        else if (member is EnumDeclarationSyntax values)
        {
            Declare(values.Identifier.ValueText, text);
            foreach (var value in values.Members)
                Declare(value.Identifier.ValueText, text);
        }
        else if (member is DelegateDeclarationSyntax type)
        {
            Declare(type.Identifier.ValueText, text);
        }
    }

    private void Declare(string name, ulong text)
    {
        var isOfPlatform = _space.StartsWith(".System", StringComparison.Ordinal) || _space.StartsWith(".Microsoft", StringComparison.Ordinal)
            || _space.StartsWith(".Artel", StringComparison.Ordinal);
        _declared.Add(new(name, text, isOfPlatform ? DeclaredKind.Platform : DeclaredKind.Member));
    }

    private void AddForAll(TextSpan span)
    {
        AddOutline(span);
        _forAll.Add(_source, span.Start, span.End);
    }

    /// <param name="span">A part of the outline.</param>
    /// <param name="isScope">Whether what follows is in it, or sees it.</param>
    private void AddOutline(TextSpan span, bool isScope = false)
    {
        _mentioned.Add(_outline.Add(_source, span.Start, span.End));
        if (isScope)
            _scope = TextHash.Of(_source, span, _scope);
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
