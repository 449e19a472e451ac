using System.ComponentModel;

namespace Artel;

/// <summary>
/// Where the definitions of an assembly are, for the generated <c>AddDefinitions</c> of the assemblies that reference it. Generated code
/// carries it.
/// </summary>
/// <param name="registry">A public static class with a method <c>AddTo</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class DefinitionRegistryAttribute(Type registry) : Attribute
{
    /// <summary>A public static class with a method <c>AddTo</c>.</summary>
    public Type Registry { get; } = registry;
}
