namespace Artel.Conformance;

/// <summary>C# in the channel style: <c>[Main]</c>, inbox and events.</summary>
public abstract class CSharpMain : ILanguage
{
    /// <inheritdoc/>
    public static string Name => "C# main";

    /// <inheritdoc/>
    public static string Puppet => "conf.csharp:main-puppet";

    /// <inheritdoc/>
    public static string Child => Puppet;

    /// <inheritdoc/>
    public static string Successor => "conf.csharp:handler-puppet";

    /// <inheritdoc/>
    public static string Namespace => "conf.csharp";

    /// <inheritdoc/>
    public static bool HandlesEvents => false;

    /// <inheritdoc/>
    public static bool HasCancellationTokens => true;

    /// <inheritdoc/>
    public static bool AlwaysDeclares => true;

    /// <inheritdoc/>
    public static bool SharesTheHeap => true;
}
