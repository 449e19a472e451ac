using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>
/// The attribute of nearly all process classes: <c>[Process("app:id")]</c>. To see whose attribute that is takes one look-up of its name, for
/// all plain classes of a namespace;
/// binding it, with the choice of its constructor, would be the largest part of a cold start.
/// </summary>
internal static class PlainProcess
{
    private static readonly IdentifierNameSyntax Attribute = SyntaxFactory.IdentifierName("ProcessAttribute");

    /// <summary>The id of a class that has this one mark, written so; null for all others.</summary>
    public static string? IdOf(MemberDeclarationSyntax node, SemanticModel model, SpelledScope? scope)
    {
        if (node is not TypeDeclarationSyntax type || SoleMark(node.AttributeLists) is not { Name: IdentifierNameSyntax name } attribute
            || Marks.Find(name.Identifier.ValueText) != Mark.Process
            || attribute.ArgumentList is not { Arguments: { Count: 1 } arguments }
            || arguments[0] is not { NameEquals: null, Expression: LiteralExpressionSyntax literal } || !literal.IsKind(SyntaxKind.StringLiteralExpression))
            return null;
        var meant = scope is not null
            ? scope.Find(Attribute)
            // At the keyword, which sees the same types: inside the attribute the compiler binds that first.
            : model.GetSpeculativeSymbolInfo(type.Keyword.SpanStart, Attribute, SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol;
        return Marks.Find(meant as INamedTypeSymbol) == Mark.Process ? literal.Token.ValueText : null;
    }

    private static AttributeSyntax? SoleMark(SyntaxList<AttributeListSyntax> lists)
    {
        AttributeSyntax? sole = null;
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (Marks.Find(attribute.SimpleName()) is null)
                    continue;
                if (sole is not null || list.Target is not null)
                    return null;
                sole = attribute;
            }
        }

        return sole;
    }
}
