namespace Artel.Conformance;

/// <summary>C# in the handler style: <c>[OnMessage]</c>, <c>[OnExit]</c>, <c>[OnLinkDown]</c>, <c>[OnCancel]</c>.</summary>
public abstract class CSharpHandlers : ILanguage
{
    /// <inheritdoc/>
    public static string Name => "C# handlers";

    /// <inheritdoc/>
    public static string Puppet => "conf.csharp:handler-puppet";

    /// <inheritdoc/>
    public static string Child => Puppet;

    /// <inheritdoc/>
    public static string Successor => "conf.csharp:main-puppet";

    /// <inheritdoc/>
    public static string Namespace => "conf.csharp";

    /// <inheritdoc/>
    public static bool HandlesEvents => true;

    /// <inheritdoc/>
    public static bool HasCancellationTokens => true;

    /// <inheritdoc/>
    public static bool AlwaysDeclares => true;

    /// <inheritdoc/>
    public static bool SharesTheHeap => true;
}
