using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Artel.Analyzers;

/// <summary>The methods of a compilation.</summary>
internal sealed class MethodGraph : CallGraph<IMethodSymbol>
{
    private static readonly ConditionalWeakTable<Compilation, MethodGraph> Known = new();

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly Compilation _compilation;

    private MethodGraph(Compilation compilation) : base(SymbolEqualityComparer.Default) => _compilation = compilation;

    /// <summary>That of a compilation, the same for all rules.</summary>
    public static MethodGraph Of(Compilation compilation) => Known.GetValue(compilation, static key => new(key));

    /// <summary>A model that the compiler has filled already: what is bound in it need not be bound again.</summary>
    public void Use(SemanticModel model) => _models.TryAdd(model.SyntaxTree, model);

    /// <summary>As messages name it: <c>Uploads.Push</c>.</summary>
    public static string NameOfMember(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } constructor => $"new {constructor.ContainingType.Name}",
        IMethodSymbol { AssociatedSymbol: { } property } => NameOfMember(property),
        IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.LambdaMethod, ContainingSymbol: { } containing } => NameOfMember(containing),
        { ContainingType: { } type } => $"{type.Name}.{member.Name}",
        _ => member.Name,
    };

    protected override string NameOf(IMethodSymbol function) => NameOfMember(function);

    /// <summary>Lambdas and local functions of a method are part of it.</summary>
    protected override FunctionFacts<IMethodSymbol> Read(IMethodSymbol function, CancellationToken cancellationToken)
    {
        var needs = new List<PermissionNeed>();
        var calls = new List<FunctionCall<IMethodSymbol>>();
        var isOpaque = false;
        foreach (var operation in BodiesOf(function, cancellationToken).SelectMany(static body => body.DescendantsAndSelf()))
        {
            var facts = OperationFacts.Read(operation, cancellationToken);
            needs.AddRange(facts.Needs);
            if (facts.Call is { } call)
                calls.Add(call);
            isOpaque |= facts.IsOpaque;
        }

        return new(needs, calls, isOpaque);
    }

    private IEnumerable<IOperation> BodiesOf(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var references = method.DeclaringSyntaxReferences.AsEnumerable();
        if (method.MethodKind == MethodKind.Constructor)
            references = references.Concat(method.ContainingType.GetMembers().Where(static member => !member.IsStatic && member is IFieldSymbol or IPropertySymbol)
                .SelectMany(static member => member.DeclaringSyntaxReferences));
        foreach (var reference in references)
        {
            SyntaxNode? syntax = reference.GetSyntax(cancellationToken) switch
            {
                VariableDeclaratorSyntax field => field.Initializer,
                PropertyDeclarationSyntax property => property.Initializer,
                TypeDeclarationSyntax => null,
                var other => other,
            };

            // Only the few methods that processes reach are bound, and only once.
#pragma warning disable RS1030
            if (syntax is not null && _compilation.ContainsSyntaxTree(syntax.SyntaxTree)
                && _models.GetOrAdd(syntax.SyntaxTree, tree => _compilation.GetSemanticModel(tree)).GetOperation(syntax, cancellationToken) is { } body)
#pragma warning restore RS1030
            {
                yield return body;
            }
        }
    }
}
