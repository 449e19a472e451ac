using Artel.Security;

namespace Artel.Tests.Security;

/// <summary>What a process's own operations are checked on, and what it is told when it asks beforehand.</summary>
public sealed class ProcessCheckTests
{
    [Fact]
    public async Task S005_S006_a_destination_is_checked_on_its_pid_and_one_that_is_nowhere_on_itself()
    {
        var results = await RunAsync(
            static p => p.Allow(Permissions.Send).On("{local@other:host|*", "free"),
            (process, pids) => [Send(process, pids.Other), Send(process, pids.Other.ToString()), Send(process, "other"), Send(process, pids.Same), Send(process, "same"), Send(process, "free"), Send(process, "nowhere")]);
        Assert.Equal(["sent", "sent", "sent", "PermissionDenied", "PermissionDenied", "NotFound", "PermissionDenied"], results);
    }

    [Theory]
    [InlineData("meta.definition", "test:idle")]
    [InlineData("meta.host", "other:host")]
    [InlineData("meta.name", "other")]
    [InlineData("meta.topic", "x")]
    public async Task S006_S113_conditions_see_what_the_target_is_however_it_was_addressed(string field, string value)
    {
        var results = await RunAsync(
            p => p.Allow("*").Deny(Permissions.Send).When(field, ConditionOperator.Equal, value),
            (process, pids) => [Send(process, pids.Other), Send(process, pids.Other.ToString()), Send(process, "other"), Send(process, "same", "y")]);
        Assert.Equal("PermissionDenied PermissionDenied PermissionDenied", string.Join(' ', results[..3]));
        Assert.Equal(field == "meta.definition" ? "PermissionDenied" : "sent", results[3]);
    }

    [Fact]
    public async Task S113_conditions_see_all_names_of_the_target_and_who_the_caller_is()
    {
        var results = await RunAsync(
            static p => p.Allow(Permissions.Send)
                .Deny(Permissions.Send).When("meta.names", ConditionOperator.Contains, "other")
                .Deny(Permissions.Send).When("meta.pid", ConditionOperator.NotMatches, @"^\{local@test:processes\|")
                .Deny(Permissions.Send).WhenField("meta.pid", ConditionOperator.Equal, "meta.target"),
            (process, pids) => [Send(process, "other"), Send(process, "same"), Send(process, process.Pid)]);
        Assert.Equal(["PermissionDenied", "sent", "PermissionDenied"], results);
    }

    [Fact]
    public async Task Can_answers_what_the_operation_would()
    {
        var results = await RunAsync(
            static p => p.Allow(Permissions.Send).On("{local@other:host|*").Allow(Permissions.Cancel).When("meta.name", ConditionOperator.Equal, "other").Allow("app.read").On("a"),
            (process, pids) =>
            [
                process.Security.Can(Permissions.Send, pids.Other.ToString()) == process.TrySend(pids.Other, "x"),
                process.Security.Can(Permissions.Send, pids.Same.ToString()) == process.TrySend(pids.Same, "x"),
                process.Security.Can(Permissions.Cancel, "x"),
                process.Security.Can(Permissions.Cancel, "x", new Dictionary<string, object?> { ["name"] = "other" }),
                process.Security.Can("app.read", "a"),
                process.Security.Can("app.read", "b"),
            ]);
        Assert.Equal([true, true, false, true, true, false], results);
    }

    [Fact]
    public async Task S113_who_asks_can_ask_for_nobody_else()
    {
        var results = await RunAsync(
            static p => p.Allow("app.read").When("meta.pid", ConditionOperator.Equal, "{local@test:root|1.1}").Allow("app.write").WhenField("meta.pid", ConditionOperator.Equal, "meta.owner"),
            static (process, _) =>
            [
                process.Security.Can("app.read", "a", new Dictionary<string, object?> { ["pid"] = "{local@test:root|1.1}" }),
                process.Security.Can("app.write", "a", new Dictionary<string, object?> { ["owner"] = process.Pid.ToString() }),
            ]);
        Assert.Equal([false, true], results);
    }

    [Fact]
    public async Task Can_refuses_what_makes_no_question()
    {
        var results = await RunAsync(static p => p.Allow("*"), static (process, _) =>
        [
            Assert.Throws<ProcessException>(() => process.Security.Can("", "a")).Kind,
            Assert.Throws<ProcessException>(() => process.Security.Can("a", null!)).Kind,
            Assert.Throws<ProcessException>(() => process.Security.Can("a", "b", new Dictionary<string, object?> { ["x"] = new object() })).Kind,
        ]);
        Assert.All(results, static kind => Assert.Equal(ErrorKind.Invalid, kind));
    }

    [Fact]
    public async Task S115_what_a_definition_declares_is_a_ceiling_on_its_own_questions_too()
    {
        var results = await RunAsync(
            static p => p.Allow("*"),
            (process, pids) => [Send(process, pids.Other), Send(process, pids.Same), process.Security.Can("app.read", "a"), process.Security.Can("app.write", "a")],
            [new(Permissions.Send, "{local@other:host|*"), new("app.read")]);
        Assert.Equal(["sent", "PermissionDenied", true, false], results);
    }

    private static string Send(ProcessContext process, Destination destination, string topic = "x")
    {
        try
        {
            process.Send(destination, topic);
            return "sent";
        }
        catch (ProcessException error)
        {
            return error.Kind.ToString();
        }
    }

    /// <summary>What a process of actor ann gets that has a policy, and knows a process of its own host and one of another.</summary>
    private static async Task<object?[]> RunAsync(
        Func<PolicyBuilder, PolicyBuilder> policy, Func<ProcessContext, (Pid Same, Pid Other), object?[]> act, PermissionDeclaration[]? declared = null)
    {
        var done = new Probe<object?[]>();
        await using var app = new TestApp().WithHost("other:host", static _ => { }).Idle()
            .With(artel => artel.AddPolicy("p", p => policy(p)));
        Pid? same = null;
        Pid? other = null;
        app.Define(new ProcessDefinition("test:asks", _ => new Asking(process => done.Tell(act(process, (same!, other!))))) { Permissions = declared });
        same = app.Runtime.WithName("same").Spawn("test:idle", TestApp.Host);
        other = app.Runtime.WithName("other").Spawn("test:idle", "other:host");
        app.Runtime.WithActor(new Actor("ann")).WithScope(app.Runtime.Policies.CreateScope(["p"])).Spawn("test:asks", TestApp.Host);
        return await done.NextAsync();
    }
}
