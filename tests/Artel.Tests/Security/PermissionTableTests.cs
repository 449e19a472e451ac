using System.Reflection;
using Artel.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Artel.Tests.Security;

public sealed class PermissionTableTests
{
    private static readonly string[] Constants =
        [.. typeof(Permissions).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public async Task The_page_of_the_documentation_has_the_table_that_the_runtime_goes_by()
    {
        var page = (await File.ReadAllTextAsync(PermissionPage.Path)).ReplaceLineEndings("\n");
        var expected = PermissionPage.Replace(page);
        if (Environment.GetEnvironmentVariable("ARTEL_UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(PermissionPage.Path, expected);
        else
            Assert.Equal(expected, page);
    }

    [Fact]
    public async Task The_configuration_that_the_page_shows_is_one()
    {
        var page = (await File.ReadAllTextAsync(PermissionPage.Path)).ReplaceLineEndings("\n");
        const string Fence = "```json\n";
        var begin = page.IndexOf(Fence, StringComparison.Ordinal) + Fence.Length;
        var json = page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
        var root = new ConfigurationBuilder().AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json))).Build();
        await using var app = new TestApp().With(artel => artel.Services.AddSingleton<IConfiguration>(root));
        var policies = app.Runtime.Policies;
        Assert.Equal(["app:no-kill", "app:workers"], policies.Policies.Order(StringComparer.Ordinal));
        Assert.Equal(["app:staff"], policies.Groups);
        var scope = policies.CreateScope(groups: ["app:staff"]);
        var worker = new Actor("ann", new Dictionary<string, object?> { ["role"] = "worker", ["level"] = 2 });
        Assert.Equal(Decision.Allow, scope.Evaluate(worker, Permissions.Spawn, "app.workers:resizer"));
        Assert.Equal(Decision.Undefined, scope.Evaluate(worker, Permissions.Spawn, "app.billing:invoice"));
        Assert.Equal(Decision.Deny, scope.Evaluate(worker, Permissions.Terminate, "{local@app:processes|1.1}"));
    }

    [Fact]
    public void Every_permission_has_a_constant_and_every_constant_is_a_permission_of_the_table() =>
        Assert.Equal(Constants.Order(StringComparer.Ordinal), PermissionTable.Actions.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_permission_of_the_seed_is_in_the_table_with_its_resource()
    {
        // The reference of the document that the product implements, and SPEC A3, A8 and A10.
        (string Action, ResourceKind Resource)[] seed =
        [
            ("process.spawn", ResourceKind.Definition), ("process.spawn.monitored", ResourceKind.Definition),
            ("process.spawn.linked", ResourceKind.Definition), ("process.host", ResourceKind.Host), ("process.send", ResourceKind.Process),
            ("process.exec", ResourceKind.Definition), ("process.terminate", ResourceKind.Process), ("process.cancel", ResourceKind.Process),
            ("process.monitor", ResourceKind.Process), ("process.unmonitor", ResourceKind.Process), ("process.link", ResourceKind.Process),
            ("process.unlink", ResourceKind.Process), ("process.context", ResourceKind.Constant), ("process.security", ResourceKind.Constant),
            ("process.registry.register", ResourceKind.Name), ("process.registry.unregister", ResourceKind.Name),
            ("process.registry.foreign", ResourceKind.ForeignProcess), ("funcs.call", ResourceKind.Definition),
            ("funcs.context", ResourceKind.Constant), ("funcs.security", ResourceKind.Constant), ("security.actor.create", ResourceKind.Actor),
            ("security.scope.create", ResourceKind.Constant), ("security.policy.get", ResourceKind.Policy),
            ("security.policy_group.get", ResourceKind.PolicyGroup),

            // SPEC A9.
            ("queue.publish", ResourceKind.Constant), ("queue.publish.queue", ResourceKind.Queue),
        ];
        var table = PermissionTable.All.SelectMany(static row => row.Checks).Select(static check => (check.Action, check.Resource)).Distinct();
        Assert.Equal(seed.Order(), table.Order());
    }

    [Fact]
    public void Every_operation_that_needs_several_permissions_asks_for_them_in_the_order_of_the_seed()
    {
        Assert.Equal("process.spawn process.host", Checks(PermissionTable.Spawn));
        Assert.Equal("process.spawn process.spawn.monitored process.host", Checks(PermissionTable.SpawnMonitored));
        Assert.Equal("process.spawn process.spawn.linked process.host", Checks(PermissionTable.SpawnLinked));
        Assert.Equal("process.spawn process.spawn.monitored process.spawn.linked process.host", Checks(PermissionTable.SpawnLinkedMonitored));
        Assert.Equal("process.exec process.host", Checks(PermissionTable.Exec));
    }

    [Fact]
    public void Every_check_has_the_number_of_its_action_and_there_is_a_bit_for_each()
    {
        // What is always allowed is kept as the bits of one number.
        Assert.InRange(PermissionTable.Actions.Count, 1, 64);
        foreach (var check in PermissionTable.All.SelectMany(static row => row.Checks))
        {
            Assert.Equal(check.Action, PermissionTable.Actions[check.Number]);
            Assert.Equal(check.Number, PermissionTable.Find(check.Action)!.Number);
        }

        Assert.Null(PermissionTable.Find("app.read"));
    }

    [Fact]
    public void Every_member_of_the_table_is_one_of_the_public_API()
    {
        foreach (var member in PermissionTable.All.SelectMany(static row => row.Members))
        {
            var parts = member.Split('.');
            var type = typeof(ProcessContext).Assembly.GetType($"Artel.{parts[0]}");
            Assert.True(type is { IsPublic: true } && type.GetMember(parts[1]).Length > 0, member);
        }
    }

    private static string Checks(OperationPermissions operation) => string.Join(' ', operation.Checks.Select(static check => check.Action));
}
