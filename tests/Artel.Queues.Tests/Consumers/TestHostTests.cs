using Artel.Testing;

namespace Artel.Queues.Tests.Consumers;

/// <summary>The test host of one's own processes has queues, too.</summary>
public sealed class TestHostTests
{
    [Fact]
    public void A_message_is_handled_in_the_test_host()
    {
        var seen = new TaskCompletionSource<string>();
        using var host = new ArtelTestHost(seed: 1, artel => artel
            .UseMemoryQueues()
            .AddQueue("app:jobs")
            .AddDefinition(new ProcessDefinition("test:handler", activation => new OneShot(seen, activation.Arguments)))
            .AddQueueConsumer("app:jobs", "test:handler"));

        host.RunUntil(host.Runtime.Queues.PublishAsync("app:jobs", "work"));

        Assert.Equal("work 1", host.RunUntil(seen.Task));
    }

    private sealed class OneShot(TaskCompletionSource<string> seen, SpawnArguments arguments) : IProcessBehavior
    {
        public BehaviorStep Start(ProcessContext process)
        {
            seen.TrySetResult($"{arguments.Get<string>(0, "work")} {process.Queues.Message.Attempt}");
            process.Exit();
            return BehaviorStep.Done;
        }

        public BehaviorStep Receive(Message message) => BehaviorStep.NotHandled;

        public BehaviorStep Notify(ProcessEvent processEvent) => BehaviorStep.NotHandled;
    }
}
