using Artel.Security;

namespace Artel.Conformance;

/// <summary>
/// A walk through the table of permissions: every operation, with every permission that it needs denied alone, and with all of them
/// granted. The scenes are in the other part.
/// </summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract partial class PermissionWalk<TLanguage> : Conformance<TLanguage>
    where TLanguage : ILanguage
{
    /// <summary>The policy of the process that walks; changed in between.</summary>
    private const string Walked = "conf:walked";

    [Theory]
    [MemberData(nameof(PermissionChecks.OfAllLanguages), MemberType = typeof(PermissionChecks))]
    public Task Each_permission_denied_alone_refuses_and_changes_nothing_and_granted_it_works(string function, string action) =>
        WalkAsync(function, action);

    [Fact]
    public async Task Every_function_of_the_table_has_a_scene()
    {
        foreach (var function in PermissionTable.All.SelectMany(static row => row.LuaFunctions))
        {
            Grant();
            Assert.NotNull(await MakeScene(function, SpawnAs("conf:walker", Walked), Spawn()));
        }
    }

    /// <summary>Does an operation with one permission denied, and then with all granted.</summary>
    protected async Task WalkAsync(string function, string action)
    {
        var check = PermissionTable.All.Single(row => row.LuaFunctions.Contains(function)).Checks.Single(check => check.Action == action);
        Grant();
        var walker = SpawnAs("conf:walker", Walked);
        var target = Find(Runtime.WithContext(new Dictionary<string, object?>()).Spawn(TLanguage.Child, ConformanceApp.Host));
        var scene = await MakeScene(function, walker, target);
        var resource = scene.ResourceOf(check);

        Runtime.Policies.Set(Policy.Create(Walked, p =>
        {
            var deny = p.Allow("*").Deny(action);

            // What is checked on the empty text is checked on nothing else, and no policy can name that.
            if (resource.Length > 0)
                deny.On(resource);
        }));
        var before = World();
        var error = await walker.FailsAsync(scene.Operation, scene.Arguments);
        Assert.Equal((ErrorKind.PermissionDenied, action, resource), (error.Kind, error.Action, error.Resource));
        Assert.Contains($"{action} on '{resource}'", error.Message, StringComparison.Ordinal);
        Assert.False(error.Retryable);
        Assert.Equal(before, World());

        Grant();
        await scene.Untouched();
        Assert.Equal(before, World());
        await scene.Works(await scene.Run());
    }

    private void Grant() => Runtime.Policies.Set(Policy.Create(Walked, static p => p.Allow("*")));

    /// <summary>All that can be seen from outside of who lives, is called how and is linked to whom.</summary>
    private string World() => string.Join('\n', Runtime.InspectAll().Select(static one =>
        $"{one.Pid} {one.Definition} {one.State == ProcessState.Ending} [{string.Join(' ', one.Names)}] [{string.Join(' ', one.Links)}]").Order(StringComparer.Ordinal));
}

/// <summary>The functions of the table, each with each of its permissions.</summary>
public static class PermissionChecks
{
    /// <summary>What a process of any language is checked at.</summary>
    public static TheoryData<string, string> OfAllLanguages => Of(static function => !IsOfScopes(function));

    /// <summary>
    /// What only a process in Lua is checked at: in C# a scope is an object that anybody may make, and what counts is who may give one to
    /// a child.
    /// </summary>
    public static TheoryData<string, string> OfScopes => Of(IsOfScopes);

    private static bool IsOfScopes(string function) => function.StartsWith("scope:", StringComparison.Ordinal);

    private static TheoryData<string, string> Of(Func<string, bool> isWanted)
    {
        var checks = new TheoryData<string, string>();
        foreach (var row in PermissionTable.All)
        {
            foreach (var function in row.LuaFunctions.Where(isWanted))
            {
                foreach (var check in row.Checks)
                    checks.Add(function, check.Action);
            }
        }

        return checks;
    }
}
