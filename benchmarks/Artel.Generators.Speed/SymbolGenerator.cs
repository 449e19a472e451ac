using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators.Speed;

/// <summary>
/// The least that a generator can do that asks the compiler for the types of handlers and the members of payloads: it does that, and writes
/// a constant. What is below that is not to be had by asking.
/// </summary>
[Generator(LanguageNames.CSharp)]
internal sealed class SymbolGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var names = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Artel.ProcessAttribute", static (node, _) => node is TypeDeclarationSyntax, static (found, _) => Read((INamedTypeSymbol)found.TargetSymbol));
        context.RegisterSourceOutput(names, static (output, name) => output.AddSource(name + ".g.cs", "// A constant.\n"));
    }

    private static string Read(INamedTypeSymbol process)
    {
        var types = 0;
        foreach (var method in process.GetMembers().OfType<IMethodSymbol>().Where(static method => method.MethodKind == MethodKind.Ordinary))
        {
            types += Count(method.ReturnType);
            foreach (var parameter in method.Parameters)
                types += Count(parameter.Type);
        }

        return types > 0 ? process.Name : "";
    }

    /// <summary>The members of a record, as of the sample's payloads.</summary>
    private static int Count(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsRecord: true } record ? record.GetMembers().OfType<IPropertySymbol>().Count(static property => property.Type.Name.Length > 0) : 1;
}
