using Artel.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Artel.Tests.Security;

public sealed class SecurityReloadTests
{
    private const string First = "Artel:Security:Policies:0";

    [Fact]
    public async Task A_changed_configuration_holds_when_its_reload_returns_and_a_broken_change_is_refused_whole_and_logged()
    {
        var log = new CollectedLog();
        var root = Memory(("Id", "p"), ("Effect", "allow"), ("Actions", "app.read"));
        root["Artel:Security:Groups:0:Id"] = "g";
        root["Artel:Security:Groups:0:Policies:0"] = "p";
        await using var app = Start(root, log);
        var scope = app.Runtime.Policies.CreateScope(groups: ["g"]);
        Assert.Equal(Decision.Allow, Read(scope));
        await log.TakeAllAsync();

        root[First + ":Effect"] = "deny";
        root.Reload();
        Assert.Equal(Decision.Deny, Read(scope));
        Assert.Equal(["Information: The policies of the configuration have changed: 1 policies, 1 groups"], await log.TakeAllAsync());

        // The first policy alone would be right.
        root[First + ":Effect"] = "allow";
        root["Artel:Security:Policies:1:Id"] = "q";
        root["Artel:Security:Policies:1:Effect"] = "maybe";
        root.Reload();
        Assert.Equal(Decision.Deny, Read(scope));
        var refused = Assert.Single(await log.TakeAllAsync());
        Assert.StartsWith("Error: ", refused, StringComparison.Ordinal);
        Assert.Contains("Artel:Security:Policies:1:Effect: 'maybe'", refused, StringComparison.Ordinal);
        Assert.Equal(["p"], app.Runtime.Policies.Policies);

        root["Artel:Security:Policies:1:Effect"] = "deny";
        root["Artel:Security:Policies:1:Actions"] = "app.write";
        root["Artel:Security:Groups:0:Policies:1"] = "q";
        root.Reload();
        Assert.Equal(Decision.Allow, Read(scope));
        Assert.Equal(Decision.Deny, scope.Evaluate(null, "app.write", "x"));
    }

    [Fact]
    public async Task A_changed_mode_or_identity_waits_for_the_next_start_and_says_so_while_the_policies_change_at_once()
    {
        var log = new CollectedLog(LogLevel.Warning);
        var root = Memory(("Id", "p"), ("Effect", "allow"), ("Actions", "app.read"));
        root["Artel:Security:Mode"] = "strict";
        root["Artel:Security:Identity:Actor"] = "ann";
        root["Artel:Security:Identity:Policies"] = "p";
        await using var app = Start(root, log);
        var scope = app.Runtime.Policies.CreateScope(["p"]);
        await log.TakeAllAsync();

        root["Artel:Security:Mode"] = "permissive";
        root["Artel:Security:Identity:Actor"] = "ben";
        root[First + ":Effect"] = "deny";
        root.Reload();
        Assert.Equal(Decision.Deny, Read(scope));
        Assert.Equal(
            [
                "Warning: The configuration has changed at Artel:Security:Mode: that takes effect when the application starts again",
                "Warning: The configuration has changed at Artel:Security:Identity: that takes effect when the application starts again",
            ],
            await log.TakeAllAsync());

        root[First + ":Effect"] = "allow";
        root.Reload();
        Assert.Empty(await log.TakeAllAsync());
    }

    [Fact]
    public async Task The_identity_in_force_does_not_lose_its_policies_though_the_configuration_has_another_one()
    {
        var log = new CollectedLog(LogLevel.Warning);
        var root = Memory(("Id", "p"), ("Effect", "allow"), ("Actions", "app.read"));
        root["Artel:Security:Identity:Actor"] = "ann";
        root["Artel:Security:Identity:Policies"] = "p";
        await using var app = Start(root, log);
        await log.TakeAllAsync();

        root[First + ":Id"] = "q";
        root["Artel:Security:Identity:Policies"] = "q";
        root.Reload();
        Assert.Contains(
            "Artel:Security:Identity:Policies: there is no policy 'p', which the identity has that is in force until the next start",
            Assert.Single(await log.TakeAllAsync()),
            StringComparison.Ordinal);
        Assert.Equal(["p"], app.Runtime.Policies.Policies);
    }

    [Fact]
    public async Task What_a_group_of_code_names_cannot_be_taken_out_of_the_configuration()
    {
        var log = new CollectedLog();
        var root = Memory(("Id", "p"), ("Effect", "allow"), ("Actions", "app.read"));
        await using var app = Start(root, log);
        app.Runtime.Policies.SetGroup("coded", "p");
        await log.TakeAllAsync();
        root[First + ":Id"] = "q";
        root.Reload();
        Assert.Contains("group 'coded' names the policy 'p'", Assert.Single(await log.TakeAllAsync()), StringComparison.Ordinal);
        Assert.Equal(["p"], app.Runtime.Policies.Policies);
    }

    [Fact]
    public async Task What_code_has_set_stays_and_a_change_elsewhere_in_the_configuration_changes_nothing()
    {
        var log = new CollectedLog();
        var root = Memory(("Id", "p"), ("Effect", "allow"), ("Actions", "app.read"));
        await using var app = Start(root, log);
        app.Runtime.Policies.Set(Policy.Create("coded", static p => p.Deny("app.write")));
        app.Runtime.Policies.Set(Policy.Create("p", static p => p.Deny("app.read")));
        var scope = app.Runtime.Policies.CreateScope(["p", "coded"]);
        await log.TakeAllAsync();
        var before = app.Runtime.Policies.Current;

        root["Logging:LogLevel:Default"] = "Debug";
        root.Reload();
        Assert.Same(before, app.Runtime.Policies.Current);
        Assert.Empty(await log.TakeAllAsync());

        root[First + ":Actions"] = "app.*";
        root.Reload();
        Assert.Equal(Decision.Allow, Read(scope));
        Assert.Equal(Decision.Deny, scope.Evaluate(null, "app.write", "x"));
    }

    [Fact]
    public async Task A_configuration_that_is_gone_undoes_nothing_and_is_logged()
    {
        var log = new CollectedLog(LogLevel.Error);
        var source = new ReplaceableSource { Data = Values(("Id", "p"), ("Effect", "deny"), ("Actions", "app.read")) };
        var root = new ConfigurationBuilder().Add(source).Build();
        await using var app = Start(root, log);
        var scope = app.Runtime.Policies.CreateScope(["p"]);
        source.Data = [];
        root.Reload();
        Assert.Equal(Decision.Deny, Read(scope));
        Assert.Contains("Artel:Security: it is gone", Assert.Single(await log.TakeAllAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runtime_that_has_stopped_follows_its_configuration_no_more()
    {
        var root = Memory(("Id", "p"), ("Effect", "allow"), ("Actions", "app.read"));
        var app = Start(root, new CollectedLog());
        var policies = app.Runtime.Policies;
        await app.DisposeAsync();
        var before = policies.Current;
        root[First + ":Effect"] = "deny";
        root.Reload();
        Assert.Same(before, policies.Current);
    }

    [Fact]
    public async Task A_changed_file_is_taken_over()
    {
        var folder = Directory.CreateTempSubdirectory("artel-security-");
        try
        {
            var file = Path.Combine(folder.FullName, "security.json");
            await WriteAsync(file, "allow");
            var log = new CollectedLog();
            using var root = (ConfigurationRoot)new ConfigurationBuilder().AddJsonFile(file, optional: false, reloadOnChange: true).Build();
            await using var app = Start(root, log);
            var scope = app.Runtime.Policies.CreateScope(["p"]);
            Assert.Equal(Decision.Allow, Read(scope));
            await log.TakeAllAsync();

            // Written aside and moved, so that no reader sees a half of it.
            await WriteAsync(file + ".new", "deny");
            File.Move(file + ".new", file, overwrite: true);
            Assert.Contains("policies of the configuration have changed", await log.Lines.NextAsync(), StringComparison.Ordinal);
            Assert.Equal(Decision.Deny, Read(scope));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task WriteAsync(string file, string effect) => File.WriteAllTextAsync(
        file, $$"""{ "Artel": { "Security": { "Policies": [ { "Id": "p", "Effect": "{{effect}}", "Actions": "app.read" } ] } } }""");

    private static Decision Read(Scope scope) => scope.Evaluate(null, "app.read", "x");

    private static Dictionary<string, string?> Values(params (string Key, string Value)[] policy) =>
        policy.ToDictionary(static pair => $"{First}:{pair.Key}", static pair => (string?)pair.Value);

    private static IConfigurationRoot Memory(params (string Key, string Value)[] policy) =>
        new ConfigurationBuilder().AddInMemoryCollection(Values(policy)).Build();

    private static TestApp Start(IConfigurationRoot root, CollectedLog log)
    {
        var app = new TestApp().WithLog(log).With(artel => artel.Services.AddSingleton<IConfiguration>(root));
        _ = app.Runtime;
        return app;
    }

    /// <summary>A provider that has other values at each reload.</summary>
    private sealed class ReplaceableSource : IConfigurationSource
    {
        public Dictionary<string, string?> Data { get; set; } = [];

        public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(this);

        private sealed class Provider(ReplaceableSource source) : ConfigurationProvider
        {
            public override void Load() => Data = source.Data;
        }
    }
}
