using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>
/// What was found in the referenced assemblies, whose symbols stay the same while one types: a search through all of them costs more
/// than reading a class.
/// </summary>
internal sealed class ReferencedTypes
{
    /// <summary>By the first of the assemblies, which is where they go when nobody else has them any more.</summary>
    private static readonly ConditionalWeakTable<IAssemblySymbol, Slot> PerReferences = new();

    private readonly ImmutableArray<IAssemblySymbol> _assemblies;
    private readonly ConcurrentDictionary<string, INamedTypeSymbol?> _types = new(StringComparer.Ordinal);

    private ReferencedTypes(ImmutableArray<IAssemblySymbol> assemblies) => _assemblies = assemblies;

    public static ReferencedTypes Of(Compilation compilation)
    {
        var assemblies = compilation.SourceModule.ReferencedAssemblySymbols;
        if (assemblies.IsEmpty)
            return new(assemblies);
        var slot = PerReferences.GetOrCreateValue(assemblies[0]);
        return slot.Latest is { } latest && latest.IsOf(assemblies) ? latest : slot.Latest = new(assemblies);
    }

    /// <summary>A type by its name, of the compiled assembly or of one that it references; null when there is none, or are several.</summary>
    public INamedTypeSymbol? Find(Compilation compilation, string name) =>
        compilation.Assembly.GetTypeByMetadataName(name)
        ?? (_types.TryGetValue(name, out var known) ? known : _types.GetOrAdd(name, compilation.GetTypeByMetadataName(name)));

    private bool IsOf(ImmutableArray<IAssemblySymbol> assemblies)
    {
        if (assemblies.Length != _assemblies.Length)
            return false;
        for (var i = 0; i < assemblies.Length; i++)
        {
            if (!ReferenceEquals(assemblies[i], _assemblies[i]))
                return false;
        }

        return true;
    }

    private sealed class Slot
    {
        private volatile ReferencedTypes? _latest;

        public ReferencedTypes? Latest
        {
            get => _latest;
            set => _latest = value;
        }
    }
}
