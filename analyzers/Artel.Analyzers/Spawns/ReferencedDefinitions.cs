using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Artel.Analyzers;

/// <summary>The definitions of the referenced assemblies, which <c>AddDefinitions</c> adds too.</summary>
internal static class ReferencedDefinitions
{
    // The symbols of referenced assemblies stay the same while one types.
    private static readonly ConditionalWeakTable<IAssemblySymbol, Found> Known = new();

    /// <summary>Their ids; null where an assembly has definitions and does not say which.</summary>
    public static IReadOnlyList<string>? Ids(Compilation compilation)
    {
        var ids = new List<string>();
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (!assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static reference => reference.Name == "Artel")))
                continue;
            if (Known.GetValue(assembly, static assembly => new(Read(assembly))).Ids is not { } own)
                return null;
            ids.AddRange(own);
        }

        return ids;
    }

    /// <summary>By the manifest that the generator writes into an assembly with definitions: those of both languages.</summary>
    private static IReadOnlyList<string>? Read(IAssemblySymbol assembly)
    {
        var attributes = assembly.GetAttributes();
        if (!attributes.Any(static attribute => attribute.AttributeClass is { Name: "DefinitionRegistryAttribute", ContainingNamespace.Name: "Artel" }))
            return [];
        var manifest = attributes.FirstOrDefault(static attribute => attribute.AttributeClass?.Name == "AssemblyMetadataAttribute"
            && attribute.ConstructorArguments is { Length: 2 } arguments && arguments[0].Value is "Artel.Manifest");
        return SettingsReader.Read(manifest?.ConstructorArguments[1].Value as string ?? string.Empty) is Dictionary<string, object?> root
            && root.TryGetValue("definitions", out var definitions) && definitions is List<object?> entries
                ? [.. entries.OfType<Dictionary<string, object?>>().Select(static entry => entry.TryGetValue("id", out var id) ? id as string : null).OfType<string>()]
                : null;
    }

    private sealed class Found(IReadOnlyList<string>? ids)
    {
        public IReadOnlyList<string>? Ids { get; } = ids;
    }
}
