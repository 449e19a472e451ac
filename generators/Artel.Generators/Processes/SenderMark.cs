using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>Finds <c>[Sender]</c> on a parameter.</summary>
internal static class SenderMark
{
    private const string Name = "Sender";

    /// <summary>By spelling first: to bind the attributes of every parameter would cost as much as all of its handler.</summary>
    public static bool IsOn(IParameterSymbol parameter, KnownTypes known) => MayBeOn(parameter, known) && parameter.Attribute(known.SenderAttribute) is not null;

    private static bool MayBeOn(IParameterSymbol parameter, KnownTypes known)
    {
        // Of a partial method, the part that is not at hand may have it.
        if (parameter.DeclaringSyntaxReferences.IsEmpty || parameter.ContainingSymbol is IMethodSymbol { IsPartialDefinition: true })
            return true;
        foreach (var reference in parameter.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is not ParameterSyntax declaration)
                continue;
            foreach (var list in declaration.AttributeLists)
            {
                foreach (var attribute in list.Attributes)
                {
                    if (attribute.MayBe(Name, known))
                        return true;
                }
            }
        }

        return false;
    }
}
