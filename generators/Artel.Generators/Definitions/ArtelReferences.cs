using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>The assembly that is compiled, and what of Artel it references.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Artel">Whether it references Artel.</param>
/// <param name="Lua">Whether it references the Lua engine.</param>
/// <param name="Registries">The registries of the referenced assemblies that have definitions, in order.</param>
internal sealed record ArtelReferences(string Name, bool Artel, bool Lua, EquatableArray<string> Registries)
{
    /// <summary>What is known of referenced assemblies, whose symbols stay the same while one types.</summary>
    private static readonly ConditionalWeakTable<IAssemblySymbol, Registry> Known = new();

    /// <summary>The namespace of what is generated for the assembly as a whole; each assembly has its own.</summary>
    public string Namespace => "Artel.Generated.Of" + string.Concat(Name.Select(static character =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? character.ToString() : $"_{(int)character:x}"));

    public static ArtelReferences Of(Compilation compilation)
    {
        var referenced = ReferencedTypes.Of(compilation);
        var artel = referenced.Find(compilation, "Artel.ArtelBuilder");
        return new(
            compilation.AssemblyName ?? "",
            artel is not null,
            referenced.Find(compilation, "Artel.Lua.LuaDefinitions") is not null,
            artel is null ? default : Find(compilation, artel.ContainingAssembly.Name).OrderBy(static type => type, StringComparer.Ordinal).ToEquatableArray());
    }

    private static IEnumerable<string> Find(Compilation compilation, string artel)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (Known.GetValue(assembly, assembly => new(Uses(assembly, artel) ? Read(assembly) : null)).Type is { } type)
                yield return type;
        }
    }

    /// <summary>The many assemblies that do not use Artel are not asked for their attributes.</summary>
    private static bool Uses(IAssemblySymbol assembly, string artel) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == artel));

    private static string? Read(IAssemblySymbol assembly)
    {
        foreach (var attribute in assembly.GetAttributes())
        {
            if (attribute.AttributeClass.IsOfArtel("DefinitionRegistryAttribute")
                && attribute.ConstructorArguments.Length == 1
                && attribute.ConstructorArguments[0].Value is INamedTypeSymbol { DeclaredAccessibility: Accessibility.Public } type)
                return type.Plain();
        }

        return null;
    }

    private sealed class Registry(string? type)
    {
        public string? Type { get; } = type;
    }
}
