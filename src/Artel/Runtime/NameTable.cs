using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Artel.Runtime;

/// <summary>
/// Which process has which name. A name is added under the process's lock while it lives, and removed by the process when it ends, so
/// that no name of a dead process stays. Any thread.
/// </summary>
internal sealed class NameTable
{
    private readonly ConcurrentDictionary<string, Cell> _byName = new(StringComparer.Ordinal);

    /// <summary>How many names are taken.</summary>
    public int Count => _byName.Count;

    public bool TryFind(string name, [NotNullWhen(true)] out Cell? cell) => _byName.TryGetValue(name, out cell);

    /// <summary>Takes a name, or gives the process that has it.</summary>
    public Cell GetOrAdd(string name, Cell cell) => _byName.GetOrAdd(name, cell);

    /// <summary>Frees a name if this process has it.</summary>
    public bool Remove(string name, Cell cell) => _byName.TryRemove(KeyValuePair.Create(name, cell));
}
