using Artel.Lua.Syntax;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Analyzers;

/// <summary>The one value that a message carries.</summary>
/// <param name="TypeName">Its type, as it is written.</param>
/// <param name="Accepts">What it may be in Lua.</param>
/// <param name="Type">Its type in C#; null for one of Lua.</param>
internal sealed record TakenPayload(string TypeName, LuaKinds Accepts, ITypeSymbol? Type);

/// <summary>Which messages a definition takes.</summary>
/// <param name="Name">The class or the file, as messages name it.</param>
/// <param name="Topics">Its topics, and what a message of each carries; null where that is not known.</param>
internal sealed record TakenMessages(string Name, IReadOnlyDictionary<string, TakenPayload?> Topics)
{
    /// <summary>What a class says that also reads messages without a handler, or becomes another definition.</summary>
    private static readonly HashSet<string> Others = new(StringComparer.Ordinal) { "Inbox", "Listen", "UpgradeAsync" };

    /// <summary>What a class takes; null where it takes any topic, or that is not known.</summary>
    public static TakenMessages? Of(INamedTypeSymbol process, CancellationToken cancellationToken)
    {
        var topics = new Dictionary<string, TakenPayload?>(StringComparer.Ordinal);
        for (var type = process; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
            {
                foreach (var attribute in method.GetAttributes())
                {
                    if (attribute.AttributeClass is not { ContainingNamespace: { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true } } known)
                        continue;
                    if (known.Name == "MainAttribute")
                        return null;
                    if (known.Name != "OnMessageAttribute")
                        continue;
                    if (attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0].Value is not string topic)
                        return null;
                    topics[topic] = topics.ContainsKey(topic) ? null : PayloadOf(method);
                }
            }

            if (MayTakeOthers(type, cancellationToken))
                return null;
        }

        return topics.Count > 0 ? new(process.Name, topics) : null;
    }

    /// <summary>What a Lua definition says by its <c>---@message</c> lines; null where it says nothing, or becomes another definition.</summary>
    public static TakenMessages? Of(LuaFile file, LuaDefinitionLines definition)
    {
        var topics = new Dictionary<string, TakenPayload?>(StringComparer.Ordinal);
        foreach (var line in definition.Lines)
        {
            if (line.Name != "message" || line.FirstWordSpan is not { Length: > 0 } word)
                continue;
            var topic = file.Tree.GetText(word);
            var type = line.Text.Substring(word.Length).Trim();
            topics[topic] = type.Length == 0 || topics.ContainsKey(topic) ? null : new(type, LuaKindsReader.OfAnnotation(type), null);
        }

        var upgrades = file.Tree.Tokens.Any(token => token.Kind == LuaTokenKind.Name && file.Tree.GetText(token.Span) == "upgrade");
        return topics.Count > 0 && !upgrades ? new(System.IO.Path.GetFileName(file.Path), topics) : null;
    }

    private static TakenPayload? PayloadOf(IMethodSymbol handler)
    {
        var values = handler.Parameters.Where(IsPayload).ToList();
        return values.Count == 1 && values[0].Type is var type ? new(type.ToDisplayString(), LuaKindsReader.Of(type), type) : null;
    }

    private static bool IsPayload(IParameterSymbol parameter) =>
        parameter.Type.ToDisplayString() is not ("Artel.Message" or "Artel.ProcessContext" or "System.Threading.CancellationToken")
        && !parameter.GetAttributes().Any(static attribute =>
            attribute.AttributeClass is { Name: "SenderAttribute", ContainingNamespace: { Name: "Artel", ContainingNamespace.IsGlobalNamespace: true } });

    private static bool MayTakeOthers(INamedTypeSymbol type, CancellationToken cancellationToken) => type.DeclaringSyntaxReferences.Length == 0
        || type.DeclaringSyntaxReferences.Any(declaration => declaration.GetSyntax(cancellationToken).DescendantNodes()
            .Any(static node => node is SimpleNameSyntax name && Others.Contains(name.Identifier.ValueText)));
}
