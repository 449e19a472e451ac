using Artel.Messaging;

namespace Artel.Generators.Tests;

/// <summary>A process's operations as far as generated code uses them.</summary>
internal sealed class FakeProcess : ProcessContext
{
    private readonly CancellationTokenSource _cancelled = new();

    public List<string> Rejected { get; } = [];

    public override string Id => "tests:fake";

    public override CancellationToken Cancelled => _cancelled.Token;

    public override ProcessOptions Options { get => throw Unused(); set => throw Unused(); }

    public override TimeProvider Time => throw Unused();

    public override IReadOnlyDictionary<string, object?> Context => throw Unused();

    public override ProcessRegistry Registry => throw Unused();

    public override ProcessChannel<Message> Inbox => throw Unused();

    public override ProcessChannel<ProcessEvent> Events => throw Unused();

    public override void Reject(Message message, ProcessException error) => Rejected.Add($"{error.Kind} {error.Message}");

    internal override ProcessException? TerminateCore(Destination destination) => throw Unused();

    internal override ProcessException? CancelCore(Destination destination, TimeSpan? deadline) => throw Unused();

    internal override ProcessException? MonitorCore(Destination destination) => throw Unused();

    internal override ProcessException? UnmonitorCore(Destination destination) => throw Unused();

    internal override ProcessException? LinkCore(Destination destination) => throw Unused();

    internal override ProcessException? UnlinkCore(Destination destination) => throw Unused();

    public override ProcessSecurity Security => throw Unused();

    public override FunctionExecutor Functions => throw Unused();

    public override QueueClient Queues => throw Unused();

    internal override Spawner NewSpawner() => throw Unused();

    public override ProcessChannel<Message> Listen(string topic) => throw Unused();

    public override ProcessChannel<T> Listen<T>(string topic) => throw Unused();

    public override void Unlisten(ProcessChannel channel) => throw Unused();

    public override ProcessChannel<DateTimeOffset> After(TimeSpan delay) => throw Unused();

    public override ProcessChannel<T> CreateChannel<T>(int capacity = 0) => throw Unused();

    public override ValueTask<ChannelCase> SelectAsync(params ReadOnlySpan<ChannelCase> cases) => throw Unused();

    public override void Exit() => throw Unused();

    public override void ExitWith(object? value) => throw Unused();

    public override void Exit(ProcessException error) => throw Unused();

    internal override ProcessException? SendCore(Destination destination, Message message) => throw Unused();

    internal override ValueTask SendCoreAsync<TBody>(Destination destination, string topic, TBody body, CancellationToken cancellationToken) => throw Unused();

    public override Task UpgradeAsync(string? id, params ReadOnlySpan<object?> arguments) => throw Unused();

    internal override Pid SpawnCore(string id, string host, in SpawnArguments arguments, SpawnRelation relation, SpawnSettings settings) => throw Unused();

    internal override Task<T> ExecCore<T>(string id, string host, SpawnArguments arguments, SpawnSettings settings) => throw Unused();

    private static NotSupportedException Unused() => new("generated code does not use this");
}
