namespace Artel.Lua.Tests.Modules.Calls;

/// <summary>Where functions differ from what is checked of all others, and why.</summary>
internal static class CallExceptions
{
    /// <summary>Told to be of one kind, and taken by its truth, as a condition in Lua is: no kind is a wrong one.</summary>
    private static readonly HashSet<string> ByTruth = ["channel.select.default"];

    /// <summary>It may be left out, but a nil in its place raises: after a kind it is a slip, of a text that was to be there.</summary>
    private static readonly HashSet<string> NotNil = ["errors.new.message"];

    /// <summary>It is looked at only if another parameter has this value.</summary>
    private static readonly Dictionary<string, (string Parameter, string Value)> With = new() { ["Message.reply.err"] = ("value", "nil") };

    /// <summary>A value of the right kind that is beyond what it takes, so that an error calls it by its name: of integers, which is which.</summary>
    private static readonly Dictionary<string, string> Beyond = new()
    {
        ["time.date.year"] = "10000",
        ["time.date.month"] = "13",
        ["time.date.day"] = "32",
        ["time.date.hour"] = "24",
        ["time.date.minute"] = "60",
        ["time.date.second"] = "61",
        ["time.date.nanosecond"] = "-1",
        ["Policy.evaluate.meta"] = "{ f = print }",
        ["Scope.evaluate.meta"] = "{ f = print }",
        ["process.registry.register.pid"] = "'text'",
        ["queue.publish.data"] = "''",
        ["security.can.meta"] = "{ f = print }",
        ["security.new_actor.meta"] = "{ f = print }",
        ["security.new_scope.policies"] = "{ true }",
    };

    /// <summary>What errors call a parameter, where that is not its name: by function, by owner, or for all of its name.</summary>
    private static readonly Dictionary<string, string> Called = new()
    {
        ["Executor.id"] = "the function id",
        ["Scope.contains.id"] = "the policy id",
        ["Spawner.id"] = "the definition id",
        ["funcs.id"] = "the function id",
        ["host"] = "the host id",
        ["meta"] = ": meta",
        ["policies"] = ": policies[1]",
        ["process.id"] = "the definition id",
        ["process.registry.register.pid"] = "a pid",
        ["queue"] = "the queue id",
        ["security.named_scope.id"] = "the group id",
        ["security.new_actor.id"] = "the actor id",
        ["security.policy.id"] = "the policy id",
        ["Scope.without.policy"] = "the policy id",
    };

    /// <summary>All parameters that differ.</summary>
    public static IEnumerable<string> Keys => [.. ByTruth, .. NotNil, .. With.Keys, .. Beyond.Keys];

    public static bool TakesAny(string parameter) => ByTruth.Contains(parameter);

    public static bool IsNotNil(string parameter) => NotNil.Contains(parameter);

    public static (string Parameter, string Value)? GoesWith(string parameter) => With.TryGetValue(parameter, out var other) ? other : null;

    public static string? BeyondRange(string parameter) => Beyond.GetValueOrDefault(parameter);

    /// <summary>The functions of a logger are the module's, which are called without one too.</summary>
    public static bool NeedsNoObject(LibraryFunction function) => function.Owner == "Logger";

    public static string CalledInErrors(LibraryFunction function, LibraryParameter parameter) =>
        Called.GetValueOrDefault($"{function.FullName}.{parameter.Name}")
        ?? Called.GetValueOrDefault($"{function.Owner}.{parameter.Name}")
        ?? Called.GetValueOrDefault(parameter.Name)
        ?? $"the {parameter.Name}";
}
