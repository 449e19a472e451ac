using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>The attributes that mark a declaration as one that something is generated for.</summary>
internal enum Mark
{
    Process,
    Supervisor,
    Function,
    QueueConsumer,
    Payload,
}

/// <summary>The names of <see cref="Mark"/>.</summary>
internal static class Marks
{
    /// <summary>Which one an attribute is by its name, with or without <c>Attribute</c>.</summary>
    public static Mark? Find(string attribute) => attribute switch
    {
        "Process" or "ProcessAttribute" => Mark.Process,
        "Supervisor" or "SupervisorAttribute" => Mark.Supervisor,
        "Function" or "FunctionAttribute" => Mark.Function,
        "QueueConsumer" or "QueueConsumerAttribute" => Mark.QueueConsumer,
        "Payload" or "PayloadAttribute" => Mark.Payload,
        _ => null,
    };

    /// <summary>Which one an attribute is by its class.</summary>
    public static Mark? Find(INamedTypeSymbol? attribute) =>
        attribute is not null && attribute.IsOfArtel() && attribute.Name.EndsWith("Attribute", StringComparison.Ordinal) ? Find(attribute.Name) : null;
}

/// <summary>A declaration with one of Artel's attributes; for the time of its reading, and never part of a model.</summary>
/// <param name="Node">The declaration.</param>
/// <param name="Symbol">What it declares.</param>
/// <param name="Attribute">The attribute; null where it says the id and nothing else.</param>
/// <param name="Id">The id in it; null where it has none yet.</param>
/// <param name="Compilation">The compilation that it is in.</param>
internal readonly record struct MarkedDeclaration(MemberDeclarationSyntax Node, ISymbol Symbol, AttributeData? Attribute, string? Id, Compilation Compilation);
