using Artel.Benchmarks.Contenders.Bare;
using Artel.Benchmarks.Contenders.InArtel;
using Artel.Benchmarks.Contenders.Peers;

namespace Artel.Benchmarks.Contenders;

/// <summary>All contenders, in the order in which they take turns.</summary>
internal static class ContenderTable
{
    public static IReadOnlyList<Contender> CreateAll() =>
    [
        new ArtelContender("artel", "bench.handlers", ArtelContender.ByRole),
        new ArtelContender("artel-main", "bench.mains", ArtelContender.ByRole),
        new ArtelContender("artel-policy", "bench.handlers", ArtelContender.ByResource),
        new LuaContender(),
        new Floor<StackQueue>("floor"),
        new Floor<LibraryQueue>("floor-queue"),
        new RawChannels(),
        new ProtoActor(),
        new AkkaNet(),
        new OrleansSilo(),
        new Erlang(),
    ];

    /// <summary>The floor that targets are about.</summary>
    public const string Floor = "floor";
}
