using Artel.Benchmarks.Measuring;

namespace Artel.Benchmarks.Contenders.InArtel.Handlers;

/// <summary>Fails when it is told to; what is started in its place arrives.</summary>
[Process("bench.handlers:phoenix")]
internal sealed partial class Phoenix
{
    public Phoenix([Argument] Generations generations) => generations.Begin();

    [OnMessage("die")]
    private void Die() => throw new PhoenixFailure();
}

/// <summary>Keeps them running.</summary>
[Supervisor("bench.handlers:nest", Strategy = SupervisionStrategy.SimpleOneForOne, MaxRestarts = int.MaxValue)]
[Child<Phoenix>("phoenix", Host = ArtelContender.Host)]
internal sealed partial class Nest;
