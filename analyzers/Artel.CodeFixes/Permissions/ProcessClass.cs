using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Artel.CodeFixes;

/// <summary>The declaration of a process class that has <c>[Process]</c>, which may be in another file than what is to be mended.</summary>
internal sealed class ProcessClass
{
    private const string Namespace = "Artel";

    private readonly TypeDeclarationSyntax _declaration;
    private readonly AttributeSyntax _process;
    private readonly SemanticModel _model;

    private ProcessClass(Document document, INamedTypeSymbol type, TypeDeclarationSyntax declaration, AttributeSyntax process, SemanticModel model)
    {
        Document = document;
        Type = type;
        _declaration = declaration;
        _process = process;
        _model = model;
    }

    public Document Document { get; }

    public INamedTypeSymbol Type { get; }

    /// <summary>The class around a place; null where there is none.</summary>
    public static async Task<ProcessClass?> FindAsync(Document document, TextSpan place, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(place).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } around || model is null)
            return null;

        for (var type = model.GetDeclaredSymbol(around, cancellationToken); type is not null; type = type.ContainingType)
        {
            var attribute = type.GetAttributes().FirstOrDefault(static attribute => attribute.AttributeClass is { Name: "ProcessAttribute", ContainingNamespace.Name: Namespace });
            if (attribute?.ApplicationSyntaxReference is not { } reference)
                continue;
            var process = (AttributeSyntax)await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
            if (process.Parent?.Parent is not TypeDeclarationSyntax declaration || document.Project.Solution.GetDocument(reference.SyntaxTree) is not { } where)
                return null;
            return await where.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } ofDeclaration
                ? new ProcessClass(where, type, declaration, process, ofDeclaration)
                : null;
        }

        return null;
    }

    /// <summary>The attribute for a permission, as it is written at this class.</summary>
    public string AttributeFor(string action, string? resource)
    {
        var constant = _model.Compilation.GetTypeByMetadataName("Artel.Permissions")?.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(field => field.ConstantValue is string value && value == action);
        var written = constant is null ? SymbolDisplay.FormatLiteral(action, quote: true) : $"{NameOf("Permissions", "Permissions")}.{constant.Name}";
        var argument = resource is null ? string.Empty : ", " + SymbolDisplay.FormatLiteral(resource, quote: true);
        return $"[{NameOf("PermissionAttribute", "Permission")}({written}{argument})]";
    }

    /// <summary>Adds attributes behind those that are there: each on a line of its own, if these are.</summary>
    public TextChange Insert(IEnumerable<string> attributes, SourceText text)
    {
        var anchor = _declaration.AttributeLists.LastOrDefault(IsPermission) ?? (AttributeListSyntax)_process.Parent!;
        var line = text.Lines.GetLineFromPosition(anchor.Span.End);
        var rest = text.ToString(TextSpan.FromBounds(anchor.Span.End, line.End)).TrimStart();
        if (rest.Length > 0 && !rest.StartsWith("//", StringComparison.Ordinal))
            return new TextChange(new TextSpan(anchor.Span.End, 0), string.Concat(attributes.Select(static attribute => " " + attribute)));

        var first = text.Lines.GetLineFromPosition(anchor.SpanStart);
        var indentation = text.ToString(TextSpan.FromBounds(first.Start, anchor.SpanStart));
        indentation = indentation.Substring(0, indentation.Length - indentation.TrimStart().Length);
        var newLine = text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        return new TextChange(new TextSpan(line.End, 0), string.Concat(attributes.Select(attribute => newLine + indentation + attribute)));
    }

    private static bool IsPermission(AttributeListSyntax list) =>
        list.Attributes.Any(static attribute => attribute.Name.ToString() is var name
            && (name.EndsWith("Permission", StringComparison.Ordinal) || name.EndsWith("PermissionAttribute", StringComparison.Ordinal)));

    /// <summary>The short name where it means the type here.</summary>
    private string NameOf(string type, string written)
    {
        var found = _model.LookupNamespacesAndTypes(_declaration.SpanStart, name: type);
        return found.Length == 1 && found[0].ContainingNamespace is { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true }
            ? written
            : $"{Namespace}.{written}";
    }
}
