using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>
/// Reads the permissions that a process class declares: on itself, on its base classes, and on the methods and accessors of
/// all of them.
/// </summary>
internal sealed class PermissionReader(KnownTypes known, List<Problem> problems, CancellationToken cancelled)
{
    public EquatableArray<PermissionModel> Read(INamedTypeSymbol process)
    {
        var found = new List<PermissionModel>();
        for (INamedTypeSymbol? type = process; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            Read(type, found);
            foreach (var member in type.GetMembers())
            {
                if (member is IMethodSymbol { IsImplicitlyDeclared: false, MethodKind: not MethodKind.Constructor } method)
                    Read(method, found);
            }
        }

        return found.Count == 0 ? default : PermissionModel.Order(found);
    }

    /// <summary>What a class that inherits nothing declares on itself.</summary>
    public EquatableArray<PermissionModel> ReadOwn(INamedTypeSymbol process)
    {
        var found = new List<PermissionModel>();
        Read(process, found);
        return found.Count == 0 ? default : PermissionModel.Order(found);
    }

    /// <summary>What a function declares: on itself, on its class and the bases of that.</summary>
    public EquatableArray<PermissionModel> Read(IMethodSymbol function)
    {
        var found = new List<PermissionModel>();
        Read(function, found);
        for (INamedTypeSymbol? type = function.ContainingType; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
            Read(type, found);
        return found.Count == 0 ? default : PermissionModel.Order(found);
    }

    private void Read(ISymbol symbol, List<PermissionModel> found)
    {
        if (!MayDeclare(symbol))
            return;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (!attribute.AttributeClass.Is(known.PermissionAttribute))
                continue;
            if (attribute.ConstructorArguments is { Length: 2 } arguments && arguments[0].Value is string action && arguments[1].Value is string resource)
                found.Add(new(action, resource));
            else
                Report(attribute, symbol);
        }
    }

    /// <summary>The compiler has nothing against a constant that is generated; but what generates it can't see it, and would leave the permission out.</summary>
    private void Report(AttributeData attribute, ISymbol symbol)
    {
        // One that is half-typed lacks its arguments; the compiler says so.
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancelled) is AttributeSyntax { ArgumentList: { Arguments.Count: 2, ContainsDiagnostics: false } given } syntax)
            problems.Add(Problem.Create(GeneratorDiagnostics.UnreadPermission, Place.Of(syntax.GetLocation()), symbol.Name, given.Arguments.ToString()));
    }

    /// <summary>By spelling: binding the attributes of every method would double the cost of each key stroke.</summary>
    private bool MayDeclare(ISymbol symbol)
    {
        if (symbol.DeclaringSyntaxReferences.IsEmpty)
            return true;
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (MayDeclare(reference.GetSyntax(cancelled)))
                return true;
        }

        return false;
    }

    /// <summary>Whether a declaration may have a permission at it, by spelling.</summary>
    public bool MayDeclare(SyntaxNode node)
    {
        var lists = node switch
        {
            MemberDeclarationSyntax member => member.AttributeLists,
            AccessorDeclarationSyntax accessor => accessor.AttributeLists,
            _ => default,
        };
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (attribute.MayBe("Permission", known))
                    return true;
            }
        }

        return false;
    }
}
