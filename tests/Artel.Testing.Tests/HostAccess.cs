using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Artel.Runtime;

namespace Artel.Testing.Tests;

/// <summary>One host of a runtime.</summary>
internal static class HostAccess
{
    public static Task StopHostAsync(this ArtelRuntime runtime, string id, CancellationToken cancellationToken = default) =>
        Hosts(runtime)[id].StopAsync(cancellationToken);

    public static int HostCount(this ArtelRuntime runtime, string id) => Hosts(runtime)[id].Count;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_hosts")]
    private static extern ref FrozenDictionary<string, ProcessHost> Hosts(ArtelRuntime runtime);
}
