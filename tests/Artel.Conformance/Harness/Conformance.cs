using System.Globalization;

using Artel.Security;

namespace Artel.Conformance;

/// <summary>
/// The base of all groups: an application per test, and puppets in it. A scenario is written once, from outside of the processes, and
/// runs for every language that has a subclass of its group.
/// </summary>
/// <typeparam name="TLanguage">The language, or the style of one.</typeparam>
public abstract class Conformance<TLanguage> : IAsyncLifetime
    where TLanguage : ILanguage
{
    private ConformanceApp? _app;

    /// <summary>The id of a definition of the language.</summary>
    protected static string Definition(string name) => $"{TLanguage.Namespace}:{name}";

    /// <summary>The application of this test.</summary>
    protected ConformanceApp App => _app ?? throw new InvalidOperationException("The test has not started.");

    /// <summary>The world outside of any process.</summary>
    protected ArtelRuntime Runtime => App.Runtime;

    async Task IAsyncLifetime.InitializeAsync() => _app = await ConformanceApp.StartAsync();

    async Task IAsyncLifetime.DisposeAsync() => await App.DisposeAsync();

    /// <summary>A new puppet that nobody is related to.</summary>
    protected Puppet Spawn(string host = ConformanceApp.Host) => Find(Runtime.Spawn(TLanguage.Puppet, host));

    /// <summary>A new puppet that acts for an actor within named policies.</summary>
    protected Puppet SpawnAs(string actor, params string[] policies) =>
        Find(Identity(Runtime, actor, policies).Spawn(TLanguage.Puppet, ConformanceApp.Host));

    /// <summary>A new puppet that acts for an actor within one policy, which is made for it.</summary>
    protected Puppet SpawnWithin(Action<PolicyBuilder> policy)
    {
        var id = $"conf:policy-{Runtime.Policies.Policies.Count}";
        Runtime.Policies.Set(Policy.Create(id, policy));
        return SpawnAs("conf:actor", id);
    }

    /// <summary>A spawner whose processes act for an actor within named policies.</summary>
    protected static Spawner Identity(ArtelRuntime runtime, string actor, params string[] policies)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        return runtime.WithActor(new Actor(actor)).WithScope(runtime.Policies.CreateScope(policies));
    }

    /// <summary>A new puppet that a puppet spawns, by one of its <c>spawn</c> operations.</summary>
    protected async Task<Puppet> SpawnByAsync(Puppet parent, string operation = "spawn") =>
        Find(Pid.Parse(await parent.DoAsync<string>(operation, TLanguage.Child, ConformanceApp.Host)));

    /// <summary>The puppet that has a pid.</summary>
    protected Puppet Find(Pid pid) => new(Runtime, pid);

    /// <summary>A puppet that has ended normally.</summary>
    protected async Task<Puppet> SpawnDeadAsync()
    {
        var puppet = Spawn();
        await puppet.EndAsync("exit");
        return puppet;
    }

    /// <summary>
    /// Keeps a puppet busy in its turn, so that what is sent to it meanwhile waits in its mailbox; then it does the operations, before it
    /// looks at the mailbox again.
    /// </summary>
    protected async Task<Busy> KeepBusyAsync(Puppet puppet, params object?[][] operations)
    {
        ArgumentNullException.ThrowIfNull(puppet);
        var witness = Spawn();
        var gate = $"gate of {puppet.Pid}";
        var outcomes = puppet.BatchAsync([["send", witness.Pid, Puppet.NoteTopic, "busy"], ["until", gate], .. operations]);
        await witness.TakeAsync();
        return new(() => Runtime.SpawnNamed(gate, TLanguage.Puppet, ConformanceApp.Host), outcomes);
    }

    /// <summary>
    /// The next event of a puppet is the end of a process made for this purpose: so nothing that came before made an event.
    /// </summary>
    protected async Task AssertNoEventAsync(Puppet puppet)
    {
        ArgumentNullException.ThrowIfNull(puppet);
        var marker = await SpawnByAsync(puppet, "spawn_monitored");
        await marker.EndAsync("exit");
        Assert.Equal(marker.Text, (await puppet.NextEventAsync()).From);
    }

    /// <summary>The next note of a puppet is one sent for this purpose: so nobody sent one before.</summary>
    protected async Task AssertNoNoteAsync(Puppet puppet)
    {
        ArgumentNullException.ThrowIfNull(puppet);
        Runtime.Send(puppet.Pid, Puppet.NoteTopic, "marker");
        Assert.Equal("marker", (await puppet.TakeAsync()).Payload);
    }

    /// <summary>A whole number, of whatever type the language makes it.</summary>
    protected static int Number(object? value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);

    /// <summary>A puppet that is busy in its turn.</summary>
    protected sealed class Busy(Action open, Task<IReadOnlyList<Outcome>> outcomes)
    {
        /// <summary>Lets it go on, and gives what its operations led to.</summary>
        public async Task<IReadOnlyList<Outcome>> ReleaseAsync()
        {
            open();
            return [.. (await outcomes).Skip(2)];
        }

        /// <summary>Lets it go on where it will not live to tell.</summary>
        public void Release() => open();
    }
}
