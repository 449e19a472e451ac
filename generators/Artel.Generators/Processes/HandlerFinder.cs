using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>A method with one of the attributes of <see cref="HandlerKind"/>.</summary>
internal readonly record struct FoundHandler(HandlerKind Kind, string? Topic, IMethodSymbol Method);

/// <summary>
/// Finds the methods that the dispatch calls: those of the base classes first, each class in order of declaration. A method that is
/// overridden or hidden further down counts once, as what is there.
/// </summary>
internal static class HandlerFinder
{
    public static List<FoundHandler> Find(INamedTypeSymbol process, KnownTypes known, CancellationToken cancelled)
    {
        var found = new List<FoundHandler>();
        var replaced = new List<IMethodSymbol>();
        for (INamedTypeSymbol? type = process; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            cancelled.ThrowIfCancellationRequested();
            var ofType = new List<FoundHandler>();
            var methods = type.GetMembers().OfType<IMethodSymbol>().Where(static method => method.MethodKind == MethodKind.Ordinary).ToList();
            foreach (var method in methods)
            {
                if (Kind(method, known, cancelled) is { } kind && !replaced.Exists(other => Replaces(other, method)))
                    ofType.Add(kind);
            }

            // An override without the attribute leaves its base's; one with it, or a hiding method, takes its place.
            replaced.AddRange(methods.Where(method => !method.IsOverride || ofType.Exists(handler => SymbolEqualityComparer.Default.Equals(handler.Method, method))));
            found.InsertRange(0, ofType);
        }

        return found;
    }

    private static bool Replaces(IMethodSymbol lower, IMethodSymbol upper) =>
        lower.Name == upper.Name
        && lower.Parameters.Length == upper.Parameters.Length
        && lower.Parameters.Zip(upper.Parameters, static (x, y) => SymbolEqualityComparer.Default.Equals(x.Type, y.Type)).All(static same => same);

    private static FoundHandler? Kind(IMethodSymbol method, KnownTypes known, CancellationToken cancelled)
    {
        if (method.DeclaringSyntaxReferences.IsEmpty)
            return KindBySymbol(method);
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancelled) is MethodDeclarationSyntax { AttributeLists.Count: > 0 } declaration
                && KindBySyntax(method, declaration, known) is { } kind)
                return kind;
        }

        return null;
    }

    /// <summary>
    /// By spelling: binding the attributes of every handler would double the cost of each key stroke, and inside a process class
    /// <c>[OnMessage]</c> is Artel's. What is not spelled out (an alias, a topic that is no literal) is asked of the compiler.
    /// </summary>
    private static FoundHandler? KindBySyntax(IMethodSymbol method, MethodDeclarationSyntax declaration, KnownTypes known)
    {
        foreach (var list in declaration.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (HandlerKinds.Find(attribute.SimpleName()) is { } kind)
                    return KindByArguments(method, kind, attribute);
                if (attribute.MayBeAlias(known) && KindBySymbol(method) is { } aliased)
                    return aliased;
            }
        }

        return null;
    }

    private static FoundHandler? KindByArguments(IMethodSymbol method, HandlerKind kind, AttributeSyntax attribute) =>
        IsSpelled(kind, attribute, out var topic) ? new(kind, topic, method) : KindBySymbol(method);

    /// <summary>Whether an attribute says all that it says by its spelling.</summary>
    public static bool IsSpelled(HandlerKind kind, AttributeSyntax attribute, out string? topic)
    {
        topic = null;
        if (kind != HandlerKind.Message || attribute.ArgumentList is not { Arguments.Count: > 0 } arguments)
            return true;
        if (arguments.Arguments[0].Expression is not LiteralExpressionSyntax literal || !literal.IsKind(SyntaxKind.StringLiteralExpression))
            return false;
        topic = literal.Token.ValueText;
        return true;
    }

    private static FoundHandler? KindBySymbol(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.IsOfArtel() && HandlerKinds.Find(type.Name) is { } kind)
                return new(kind, attribute.ConstructorArguments.Length == 1 ? attribute.ConstructorArguments[0].Value as string : null, method);
        }

        return null;
    }
}
