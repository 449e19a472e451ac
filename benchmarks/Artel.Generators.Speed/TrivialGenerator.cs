using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators.Speed;

/// <summary>The least that a generator can do for a process class: find it and write a constant. What all others are measured by.</summary>
[Generator(LanguageNames.CSharp)]
internal sealed class TrivialGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var names = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Artel.ProcessAttribute", static (node, _) => node is TypeDeclarationSyntax, static (found, _) => found.TargetSymbol.Name);
        context.RegisterSourceOutput(names, static (output, name) => output.AddSource(name + ".g.cs", "// A constant.\n"));
    }
}
