using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

/// <summary>What a process class declares.</summary>
/// <param name="Id">The definition's id; empty where it is not written yet.</param>
/// <param name="Place">Where it is made a process.</param>
/// <param name="Permissions">All that it declares, on itself, its methods and its bases.</param>
internal sealed record ProcessDeclarations(
    string Id, Location? Place, IReadOnlyList<(DeclaredPermission Permission, AttributeData Attribute)> Permissions)
{
    /// <summary>Null for what is no process class.</summary>
    public static ProcessDeclarations? Of(INamedTypeSymbol type, ArtelSymbols symbols) => symbols.DeclarationsOf(type);

    /// <summary>The same, read anew.</summary>
    internal static ProcessDeclarations? Read(INamedTypeSymbol type, ArtelSymbols symbols)
    {
        if (symbols.Process is null || type.TypeKind != TypeKind.Class ||
            type.GetAttributes().FirstOrDefault(attribute => IsOf(attribute, symbols.Process)) is not { } process)
        {
            return null;
        }

        var permissions = new List<(DeclaredPermission, AttributeData)>();
        for (var declaring = type; declaring is { SpecialType: SpecialType.None }; declaring = declaring.BaseType)
        {
            var attributes = declaring.GetAttributes().Concat(declaring.GetMembers().OfType<IMethodSymbol>().SelectMany(static method => method.GetAttributes()));
            foreach (var attribute in attributes)
                if (IsOf(attribute, symbols.Permission) && Read(attribute) is { } permission)
                    permissions.Add((permission, attribute));
        }

        var id = TextAt(process, 0) ?? string.Empty;
        var place = process.ApplicationSyntaxReference is { } syntax ? Location.Create(syntax.SyntaxTree, syntax.Span) : null;
        return new(id, place, permissions);
    }

    private static DeclaredPermission? Read(AttributeData attribute) =>
        TextAt(attribute, 0) is { } action ? new(action, TextAt(attribute, 1) ?? DeclaredPermission.Any) : null;

    private static string? TextAt(AttributeData attribute, int position) =>
        position < attribute.ConstructorArguments.Length ? attribute.ConstructorArguments[position].Value as string : null;

    private static bool IsOf(AttributeData attribute, INamedTypeSymbol? type) => type is not null && SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, type);
}
