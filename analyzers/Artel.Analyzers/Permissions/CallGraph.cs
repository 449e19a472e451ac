using System.Collections.Concurrent;

namespace Artel.Analyzers;

/// <summary>
/// What the functions of a program need, with all that they call. Only functions that a process reaches are looked at, each once.
/// Thread-safe.
/// </summary>
internal abstract class CallGraph<TFunction>(IEqualityComparer<TFunction> comparer)
    where TFunction : class
{
    // A program whose processes reach more than this by one call is not worth the wait at each key press.
    private const int MaxSteps = 2000;

    private readonly ConcurrentDictionary<TFunction, FunctionFacts<TFunction>> _facts = new(comparer);
    private readonly ConcurrentDictionary<TFunction, Reach> _reaches = new(comparer);

    /// <summary>What a function needs in terms of its own parameters, by the shortest way.</summary>
    public Reach Of(TFunction function, CancellationToken cancellationToken) =>
        _reaches.TryGetValue(function, out var known) ? known : _reaches.GetOrAdd(function, Walk(function, cancellationToken));

    /// <summary>As messages name it.</summary>
    protected abstract string NameOf(TFunction function);

    /// <summary>How many parameters it has.</summary>
    protected abstract int ParametersOf(TFunction function);

    /// <summary>What it does by its own text.</summary>
    protected abstract FunctionFacts<TFunction> Read(TFunction function, CancellationToken cancellationToken);

    private Reach Walk(TFunction root, CancellationToken cancellationToken)
    {
        var needs = new List<PermissionNeed>();
        var found = new HashSet<(string, ResourceTerm, bool)>();
        var isOpaque = false;
        var seen = new HashSet<Step>(new SameStep(comparer));
        var pending = new Queue<Step>();
        Add(new Step(root, [.. Enumerable.Range(0, ParametersOf(root)).Select(ResourceTerm.OfParameter)], null));
        while (pending.Count > 0 && seen.Count < MaxSteps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = pending.Dequeue();
            var facts = FactsOf(step.Function, cancellationToken);
            isOpaque |= facts.IsOpaque;
            foreach (var need in facts.Needs)
            {
                var ofRoot = ToRoot(need, step);
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

    private PermissionNeed ToRoot(PermissionNeed need, Step step)
    {
        need = need.Behind(NameOf(step.Function), step.Arguments);
        for (var caller = step.Caller; caller is not null; caller = caller.Caller)
            need = need with { Path = need.Path.Insert(0, NameOf(caller.Function)) };
        return need;
    }

    private FunctionFacts<TFunction> FactsOf(TFunction function, CancellationToken cancellationToken) =>
        _facts.TryGetValue(function, out var known) ? known : _facts.GetOrAdd(function, Read(function, cancellationToken));

    /// <summary>A function with what it is given in terms of the root's parameters.</summary>
    private sealed class Step(TFunction function, ResourceTerm[] arguments, Step? caller)
    {
        public TFunction Function { get; } = function;

        public ResourceTerm[] Arguments { get; } = arguments;

        public Step? Caller { get; } = caller;
    }

    /// <summary>Who the caller was makes no difference.</summary>
    private sealed class SameStep(IEqualityComparer<TFunction> comparer) : IEqualityComparer<Step>
    {
        public bool Equals(Step x, Step y) => comparer.Equals(x.Function, y.Function) && x.Arguments.SequenceEqual(y.Arguments);

        public int GetHashCode(Step step) =>
            step.Arguments.Aggregate(comparer.GetHashCode(step.Function), static (hash, term) => (hash * 397) ^ term.GetHashCode());
    }
}

/// <summary>A call that leads to code of the program.</summary>
/// <param name="Callee">The function's own definition.</param>
/// <param name="Arguments">What it is given, by the parameters' numbers.</param>
internal sealed record FunctionCall<TFunction>(TFunction Callee, IReadOnlyList<ResourceTerm> Arguments);

/// <summary>What a function does about permissions, by its own text.</summary>
/// <param name="Needs">The operations that it uses itself.</param>
/// <param name="Calls">The functions that it calls.</param>
/// <param name="IsOpaque">True where operations may be used behind it that cannot be seen.</param>
internal sealed record FunctionFacts<TFunction>(
    IReadOnlyList<PermissionNeed> Needs, IReadOnlyList<FunctionCall<TFunction>> Calls, bool IsOpaque);

/// <summary>What a function needs with all that it calls.</summary>
/// <param name="Needs">The needs, in terms of the function's parameters.</param>
/// <param name="IsOpaque">True where there may be more that cannot be seen.</param>
internal sealed record Reach(IReadOnlyList<PermissionNeed> Needs, bool IsOpaque);
