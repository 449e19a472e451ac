namespace Artel.Testing.Tests.RealThreads;

public sealed class LifeTests
{
    private const int Processes = 1_000_000;
    private const int Batch = 10_000;

    [Fact]
    public void After_a_million_processes_have_lived_and_died_nothing_is_left()
    {
        using var world = new ThreadWorld(static definitions => definitions.Add(new ProcessDefinition(
            "life:mayfly",
            static _ => new LambdaBehavior(
                static process =>
                {
                    process.Exit();
                    return BehaviorStep.Done;
                },
                static (_, _) => BehaviorStep.Done,
                static (_, _) => BehaviorStep.Done))
        {
            IsSynchronous = true,
        }));
        for (var spawned = 0; spawned < Processes; spawned += Batch)
        {
            for (var i = 0; i < Batch; i++)
                world.Spawn("life:mayfly");
            ThreadWorld.Until(() => world.Runtime.ProcessCount == 0);
        }

        world.VerifyNothingIsLeft();

        // Slots are used again: the table is as large as one batch, however many processes there were.
        Assert.True((uint)world.Spawn("life:mayfly").Unique < Batch);
    }
}
