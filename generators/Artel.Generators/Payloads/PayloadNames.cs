using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>What the members of a type, or the values of an enum, are called on the other side.</summary>
internal sealed class PayloadNames(INamedTypeSymbol type, KnownTypes known)
{
    // The values of PayloadNaming.
    private readonly int _naming = type.Attribute(known.PayloadAttribute)?.NamedArguments
        .FirstOrDefault(static argument => argument.Key == "Naming").Value.Value as int? ?? 0;

    /// <param name="member">The member.</param>
    /// <param name="parameter">The constructor's parameter that it comes from; of a positional record it has the attributes.</param>
    public string Key(ISymbol member, IParameterSymbol? parameter) =>
        Text(Marked(member, known.PayloadName))
        ?? (parameter is null ? null : Text(Marked(parameter, known.PayloadName)))
        ?? Text(Marked(member, known.JsonPropertyName))
        ?? _naming switch
        {
            1 => member.Name,
            2 => SnakeCase.ToCamelCase(member.Name),
            _ => SnakeCase.Of(member.Name),
        };

    /// <summary>A member's attribute; the many members that have none written at them are not even bound for it.</summary>
    public static AttributeData? Marked(ISymbol member, ITypeSymbol? attribute)
    {
        var syntax = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        return syntax is MemberDeclarationSyntax { AttributeLists.Count: 0 } or ParameterSyntax { AttributeLists.Count: 0 } ? null : member.Attribute(attribute);
    }

    private static string? Text(AttributeData? attribute) =>
        attribute is { ConstructorArguments.Length: 1 } ? attribute.ConstructorArguments[0].Value as string : null;
}
