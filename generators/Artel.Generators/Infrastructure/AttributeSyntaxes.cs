using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>Attributes by spelling, without binding them.</summary>
internal static class AttributeSyntaxes
{
    /// <summary>The last part of an attribute's name.</summary>
    public static string SimpleName(this AttributeSyntax attribute) => attribute.Name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    /// <summary>Whether an attribute has the name, with or without <c>Attribute</c>, or may have it by another name.</summary>
    public static bool MayBe(AttributeSyntax attribute, string name)
    {
        var written = attribute.SimpleName();
        return written == name || written == name + "Attribute" || attribute.MayBeAlias();
    }

    /// <summary>Whether the file has names of its own for types.</summary>
    public static bool MayBeAlias(this SyntaxNode node) =>
        node.SyntaxTree.GetRoot() is CompilationUnitSyntax unit && unit.Usings.Any(static directive => directive.Alias is not null);
}
