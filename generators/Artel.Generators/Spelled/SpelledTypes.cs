using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>
/// Finds the types of members by how they are spelled. Asked for the members themselves, the compiler makes all of them first, with those
/// that it adds to a record, which would be most of a cold start. Only plain declarations are read so; what is not plain is left to it.
/// </summary>
internal sealed class SpelledTypes(Compilation compilation)
{
    private readonly ConcurrentDictionary<(string Scope, string Name, int Arity), INamedTypeSymbol?> _found = new();
    private volatile SemanticModel? _lastModel;

    public Compilation Compilation => compilation;

    /// <summary>The model of a file: several declarations of one are mostly read one after the other.</summary>
    public SemanticModel ModelOf(SyntaxTree tree)
    {
        if (_lastModel is { } model && model.SyntaxTree == tree)
            return model;
        return _lastModel = compilation.GetSemanticModel(tree);
    }

    /// <summary>
    /// Where the names in a type are looked up; null where what they mean is not to be seen in the file and its namespace: the type inherits,
    /// is nested, generic or in several parts, or has types in it.
    /// </summary>
    public SpelledScope? ScopeOf(INamedTypeSymbol type, TypeDeclarationSyntax declaration)
    {
        if (declaration.BaseList is not null || declaration.TypeParameterList is not null || declaration.ContainsDirectives
            || declaration.Parent is not (BaseNamespaceDeclarationSyntax or CompilationUnitSyntax) || type.DeclaringSyntaxReferences.Length != 1
            || TreeMarks.Of(declaration.SyntaxTree, default).HasFileTypes)
            return null;
        foreach (var member in declaration.Members)
        {
            if (member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
                return null;
        }

        var model = ModelOf(declaration.SyntaxTree);
        return new(this, type, declaration, model, model.GetNullableContext(declaration.Keyword.SpanStart).AnnotationsEnabled());
    }

    /// <summary>A type by its name, as all files of a scope see it.</summary>
    /// <param name="scope">The namespaces and usings.</param>
    /// <param name="name">The name.</param>
    /// <param name="arity">How many type parameters it has.</param>
    /// <param name="look">Looks it up.</param>
    public INamedTypeSymbol? Find(string scope, string name, int arity, Func<string, int, INamedTypeSymbol?> look)
    {
        var key = (scope, name, arity);
        return _found.TryGetValue(key, out var known) ? known : _found.GetOrAdd(key, look(name, arity));
    }
}
