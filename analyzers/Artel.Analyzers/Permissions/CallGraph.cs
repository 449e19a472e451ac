using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Analyzers;

/// <summary>
/// What the methods of a compilation need, with all that they call. Only methods that a process reaches are looked at, each once.
/// Thread-safe.
/// </summary>
internal sealed class CallGraph(Compilation compilation)
{
    // A program whose processes reach more than this by one call is not worth the wait at each key press.
    private const int MaxSteps = 2000;

    private readonly ConcurrentDictionary<IMethodSymbol, MethodFacts> _facts = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, Reach> _reaches = new(SymbolEqualityComparer.Default);

    /// <summary>What a method needs in terms of its own parameters, by the shortest way.</summary>
    public Reach Of(IMethodSymbol method, CancellationToken cancellationToken) =>
        _reaches.TryGetValue(method, out var known) ? known : _reaches.GetOrAdd(method, Walk(method, cancellationToken));

    /// <summary>As messages name it: <c>Uploads.Push</c>.</summary>
    public static string NameOf(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } constructor => $"new {constructor.ContainingType.Name}",
        IMethodSymbol { AssociatedSymbol: { } property } => NameOf(property),
        IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.LambdaMethod, ContainingSymbol: { } containing } => NameOf(containing),
        { ContainingType: { } type } => $"{type.Name}.{member.Name}",
        _ => member.Name,
    };

    private Reach Walk(IMethodSymbol root, CancellationToken cancellationToken)
    {
        var needs = new List<PermissionNeed>();
        var found = new HashSet<(string, ResourceTerm, bool)>();
        var isOpaque = false;
        var seen = new HashSet<Step>();
        var pending = new Queue<Step>();
        Add(new Step(root, [.. root.Parameters.Select(static parameter => ResourceTerm.OfParameter(parameter.Ordinal))], null));
        while (pending.Count > 0 && seen.Count < MaxSteps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = pending.Dequeue();
            var facts = FactsOf(step.Method, cancellationToken);
            isOpaque |= facts.IsOpaque;
            foreach (var need in facts.Needs)
            {
                var ofRoot = step.ToRoot(need);
                if (!ofRoot.IsSpared(ownId: null) && found.Add((ofRoot.Action, ofRoot.Resource, ofRoot.IsCertain)))
                    needs.Add(ofRoot);
            }

            foreach (var call in facts.Calls)
                Add(new Step(call.Callee, [.. call.Arguments.Select(term => term.With(step.Arguments))], step));
        }

        return new Reach(needs, isOpaque || pending.Count > 0);

        void Add(Step step)
        {
            if (seen.Add(step))
                pending.Enqueue(step);
        }
    }

    private MethodFacts FactsOf(IMethodSymbol method, CancellationToken cancellationToken) =>
        _facts.TryGetValue(method, out var known) ? known : _facts.GetOrAdd(method, MethodFacts.Read(BodiesOf(method, cancellationToken), cancellationToken));

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
            if (syntax is not null && compilation.ContainsSyntaxTree(syntax.SyntaxTree)
                && compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellationToken) is { } body)
#pragma warning restore RS1030
            {
                yield return body;
            }
        }
    }

    /// <summary>A method with what it is given in terms of the root's parameters.</summary>
    private sealed class Step(IMethodSymbol method, ResourceTerm[] arguments, Step? caller) : IEquatable<Step>
    {
        public IMethodSymbol Method { get; } = method;

        public ResourceTerm[] Arguments { get; } = arguments;

        public PermissionNeed ToRoot(PermissionNeed need)
        {
            need = need.Behind(NameOf(Method), Arguments);
            for (var step = Caller; step is not null; step = step.Caller)
                need = need with { Path = need.Path.Insert(0, NameOf(step.Method)) };
            return need;
        }

        private Step? Caller { get; } = caller;

        public bool Equals(Step? other) =>
            other is not null && SymbolEqualityComparer.Default.Equals(Method, other.Method) && Arguments.SequenceEqual(other.Arguments);

        public override bool Equals(object? obj) => Equals(obj as Step);

        public override int GetHashCode() => Arguments.Aggregate(
            SymbolEqualityComparer.Default.GetHashCode(Method), static (hash, term) => (hash * 397) ^ term.GetHashCode());
    }
}

/// <summary>What a method needs with all that it calls.</summary>
/// <param name="Needs">The needs, in terms of the method's parameters.</param>
/// <param name="IsOpaque">True where there may be more that cannot be seen.</param>
internal sealed record Reach(IReadOnlyList<PermissionNeed> Needs, bool IsOpaque);
