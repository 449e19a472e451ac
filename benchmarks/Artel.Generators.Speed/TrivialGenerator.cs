using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators.Speed;

/// <summary>The least that a generator can do for a process class: find it, and write where it is. What all others are measured by.</summary>
[Generator(LanguageNames.CSharp)]
internal sealed class TrivialGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var names = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Artel.ProcessAttribute", static (_, _) => true, static (found, _) => (Space: found.TargetSymbol.ContainingNamespace.Name, found.TargetSymbol.Name));
        context.RegisterSourceOutput(names, static (output, name) => output.AddSource(name.Name + ".g.cs", SourceText.From("// " + name.Space, Encoding.UTF8)));
    }
}
