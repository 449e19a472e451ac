using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>Attributes by spelling, without binding them.</summary>
internal static class AttributeSyntaxes
{
    /// <summary>The last part of an attribute's name.</summary>
    public static string SimpleName(this AttributeSyntax attribute) => SimpleName(attribute.Name);

    /// <summary>The last part of a name.</summary>
    public static string SimpleName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    /// <summary>Whether an attribute has the name, with or without <c>Attribute</c>, or may have it by another name.</summary>
    public static bool MayBe(this AttributeSyntax attribute, string name, KnownTypes known)
    {
        const string end = "Attribute";
        var written = attribute.SimpleName();
        if (written.StartsWith(name, StringComparison.Ordinal)
            && (written.Length == name.Length || (written.Length == name.Length + end.Length && written.EndsWith(end, StringComparison.Ordinal))))
            return true;
        return attribute.MayBeAlias(known);
    }

    /// <summary>Whether an attribute's name may stand for another one: in its file any, where it has names of its own for types.</summary>
    public static bool MayBeAlias(this AttributeSyntax attribute, KnownTypes known) =>
        TreeMarks.Of(attribute.SyntaxTree, default).HasAlias || known.AliasesForAll.Contains(attribute.SimpleName());
}
