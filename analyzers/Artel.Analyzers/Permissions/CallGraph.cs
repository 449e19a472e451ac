using System.Collections.Concurrent;

namespace Artel.Analyzers;

/// <summary>
/// What the functions of a program need, with all that they call. Only functions that a process reaches are looked at, each once, however
/// many processes reach it. Thread-safe.
/// </summary>
internal abstract class CallGraph<TFunction>(IEqualityComparer<TFunction> comparer)
    where TFunction : class
{
    private readonly ConcurrentDictionary<TFunction, FunctionFacts<TFunction>> _facts = new(comparer);
    private readonly ConcurrentDictionary<TFunction, Reach> _reaches = new(comparer);

    /// <summary>What a function needs in terms of its own parameters, by the shortest way.</summary>
    public Reach Of(TFunction function, CancellationToken cancellationToken)
    {
        if (!_reaches.TryGetValue(function, out var known))
        {
            Solve(function, cancellationToken);
            known = _reaches[function];
        }

        return known;
    }

    /// <summary>As messages name it.</summary>
    protected abstract string NameOf(TFunction function);

    /// <summary>What it does by its own text.</summary>
    protected abstract FunctionFacts<TFunction> Read(TFunction function, CancellationToken cancellationToken);

    /// <summary>
    /// Tarjan's algorithm, without recursion since calls may be deep: it gives the functions that call each other, in whatever circles, as
    /// one cycle, and each cycle after those that it calls. Threads that come to the same functions find the same.
    /// </summary>
    private void Solve(TFunction root, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<TFunction, CalledFunction<TFunction>>(comparer);
        var open = new Stack<CalledFunction<TFunction>>();
        var way = new Stack<CalledFunction<TFunction>>();
        Enter(root);
        while (way.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var function = way.Peek();
            if (function.NextCall < function.Facts.Calls.Count)
            {
                var callee = function.Facts.Calls[function.NextCall++].Callee;
                if (seen.TryGetValue(callee, out var before))
                    function.ReturnTo(before);
                else if (!_reaches.ContainsKey(callee))
                    Enter(callee);
                continue;
            }

            way.Pop();
            if (way.Count > 0)
                way.Peek().ReturnTo(function);
            if (function.IsFirstOfCycle)
                Close(function);
        }

        void Enter(TFunction function)
        {
            var entered = new CalledFunction<TFunction>(function, NameOf(function), FactsOf(function, cancellationToken), seen.Count);
            seen.Add(function, entered);
            open.Push(entered);
            way.Push(entered);
        }

        void Close(CalledFunction<TFunction> first)
        {
            var cycle = new CallCycle<TFunction>(comparer);
            CalledFunction<TFunction> member;
            do
            {
                member = open.Pop();
                member.IsOpen = false;
                cycle.Add(member);
            }
            while (member != first);

            foreach (var (function, reach) in cycle.Solve(callee => _reaches[callee], cancellationToken))
                _reaches.TryAdd(function, reach);
        }
    }

    private FunctionFacts<TFunction> FactsOf(TFunction function, CancellationToken cancellationToken) =>
        _facts.TryGetValue(function, out var known) ? known : _facts.GetOrAdd(function, Read(function, cancellationToken));
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
