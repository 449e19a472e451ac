using Artel.Queues.Memory;
using Microsoft.Extensions.Time.Testing;

namespace Artel.Queues.Tests;

/// <summary>The contract over memory.</summary>
public sealed class MemoryDriverTests : DriverContract
{
    private readonly FakeTimeProvider _time = new();

    protected override bool IsDurable => false;

    protected override ValueTask<IQueueDriver> CreateAsync() => new(new MemoryQueueDriver(_time));

    protected override void Pass(TimeSpan time) => _time.Advance(time);

    protected override ValueTask CrashAsync(IQueueDriver driver) => driver.DisposeAsync();
}
