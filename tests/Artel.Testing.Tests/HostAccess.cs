using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Artel.Runtime;

namespace Artel.Testing.Tests;

/// <summary>Stops one host of a runtime, while others go on.</summary>
internal static class HostAccess
{
    public static Task StopHostAsync(this ArtelRuntime runtime, string id, CancellationToken cancellationToken = default) =>
        Hosts(runtime)[id].StopAsync(cancellationToken);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_hosts")]
    private static extern ref FrozenDictionary<string, ProcessHost> Hosts(ArtelRuntime runtime);
}
