namespace Artel.Conformance;

/// <summary>
/// What a language, or a style of one, brings to the conformance tests: the definitions that the scenarios run, under agreed names. The
/// scenarios know nothing else of it. What each definition does is told in <c>Definitions/README.md</c>.
/// </summary>
public interface ILanguage
{
    /// <summary>The column in the coverage table.</summary>
    static abstract string Name { get; }

    /// <summary>The id of the puppet, which does what it is told.</summary>
    static abstract string Puppet { get; }

    /// <summary>The id of the puppet that puppets spawn: the same, or, where languages are mixed, one in the other language.</summary>
    static abstract string Child { get; }

    /// <summary>The id of another puppet, which the first can be upgraded to.</summary>
    static abstract string Successor { get; }

    /// <summary>The namespace of the other definitions.</summary>
    static abstract string Namespace { get; }

    /// <summary>Whether its puppets get events by handlers, at once, and not from a channel, when they ask.</summary>
    static abstract bool HandlesEvents { get; }

    /// <summary>Whether its processes have a token that fires when they are cancelled.</summary>
    static abstract bool HasCancellationTokens { get; }

    /// <summary>Whether its definitions always declare their permissions, if only that they have none (statement 115).</summary>
    static abstract bool AlwaysDeclares { get; }

    /// <summary>Whether its processes pass objects to each other and not copies (statement 29).</summary>
    static abstract bool SharesTheHeap { get; }
}
