namespace Artel.Analyzers;

/// <summary>
/// Functions that all lead to each other; mostly it is one that does not lead to itself. What they need is found by the length of the way:
/// what is behind so many calls in one is behind one more in those that call it. So the shortest way comes first, and of equal ones
/// that of the earlier call.
/// </summary>
internal sealed class CallCycle<TFunction>(IEqualityComparer<TFunction> comparer)
    where TFunction : class
{
    // A function that leads to more is not one that somebody would read a message for each of.
    private const int MaxNeeds = 1000;

    private readonly Dictionary<TFunction, Member> _members = new(comparer);

    // Who calls something with news, by the length of the way that these then have.
    private readonly SortedDictionary<int, HashSet<Member>> _due = [];

    public void Add(CalledFunction<TFunction> function) => _members.Add(function.Function, new(function));

    /// <param name="known">What the functions outside need, which are called from here.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public IEnumerable<(TFunction Function, Reach Reach)> Solve(Func<TFunction, Reach> known, CancellationToken cancellationToken)
    {
        foreach (var member in _members.Values)
            foreach (var call in member.Function.Facts.Calls)
                member.Add(call, _members.TryGetValue(call.Callee, out var callee) ? callee : null, known, _due);
        foreach (var member in _members.Values)
            member.AddOwn(_due);
        while (_due.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (length, due) = (_due.First().Key, _due.First().Value);
            _due.Remove(length);
            foreach (var member in due)
                member.Look(length);

            // What is found in this round is behind one call more for the others.
            foreach (var member in due)
                member.Keep(length, _due);
        }

        var isOpaque = _members.Values.Any(static member => member.IsOpaque);
        return _members.Values.Select(member => (member.Function.Function, member.Reach.Close(isOpaque)));
    }

    private static void AddDue(SortedDictionary<int, HashSet<Member>> due, int length, Member member)
    {
        if (!due.TryGetValue(length, out var members))
            due.Add(length, members = []);
        members.Add(member);
    }

    private sealed class Member(CalledFunction<TFunction> function)
    {
        private readonly List<(FunctionCall<TFunction> Call, Reach Reach)> _calls = [];
        private readonly List<Member> _callers = [];
        private readonly HashSet<(string, ResourceTerm, bool, bool)> _found = [];
        private readonly List<PermissionNeed> _news = [];

        public CalledFunction<TFunction> Function { get; } = function;

        public Reach Reach { get; } = new();

        public bool IsOpaque { get; private set; } = function.Facts.IsOpaque;

        public void Add(FunctionCall<TFunction> call, Member? callee, Func<TFunction, Reach> known, SortedDictionary<int, HashSet<Member>> due)
        {
            var reach = callee is null ? known(call.Callee) : callee.Reach;
            _calls.Add((call, reach));
            if (callee is not null)
            {
                callee._callers.Add(this);
                return;
            }

            IsOpaque |= reach.IsOpaque;
            foreach (var length in reach.Lengths)
                AddDue(due, length + 1, this);
        }

        public void AddOwn(SortedDictionary<int, HashSet<Member>> due)
        {
            foreach (var need in Function.Facts.Needs)
                Find(need.Within(Function.Name));
            Keep(0, due);
        }

        public void Look(int length)
        {
            foreach (var (call, reach) in _calls)
                foreach (var need in reach.At(length - 1))
                    Find(need.Behind(Function.Name, call.Arguments));
        }

        public void Keep(int length, SortedDictionary<int, HashSet<Member>> due)
        {
            Reach.Add(length, _news);
            if (_news.Count > 0)
                foreach (var caller in _callers)
                    AddDue(due, length + 1, caller);
            _news.Clear();
        }

        private void Find(PermissionNeed need)
        {
            var same = (need.Action, need.Resource, need.IsCertain, need.SparesOwn);
            if (need.IsSpared(ownId: null) || _found.Contains(same))
                return;
            if (_found.Count == MaxNeeds)
            {
                IsOpaque = true;
                return;
            }

            _found.Add(same);
            _news.Add(need);
        }
    }
}
