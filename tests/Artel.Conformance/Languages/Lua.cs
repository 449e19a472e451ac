namespace Artel.Conformance;

/// <summary>Lua: <c>main</c>, with channels.</summary>
public abstract class Lua : ILanguage
{
    /// <inheritdoc/>
    public static string Name => "Lua";

    /// <inheritdoc/>
    public static string Puppet => "conf.lua:puppet";

    /// <inheritdoc/>
    public static string Child => Puppet;

    /// <inheritdoc/>
    public static string Successor => "conf.lua:successor";

    /// <inheritdoc/>
    public static string Namespace => "conf.lua";

    /// <inheritdoc/>
    public static bool HandlesEvents => false;

    /// <inheritdoc/>
    public static bool HasCancellationTokens => false;

    /// <inheritdoc/>
    public static bool AlwaysDeclares => false;

    /// <inheritdoc/>
    public static bool SharesTheHeap => false;
}

/// <summary>C# with Lua: C# puppets whose children, and what they become by an upgrade, are in Lua.</summary>
public abstract class CSharpWithLua : ILanguage
{
    /// <inheritdoc/>
    public static string Name => "C# parent, Lua child";

    /// <inheritdoc/>
    public static string Puppet => CSharpMain.Puppet;

    /// <inheritdoc/>
    public static string Child => Lua.Puppet;

    /// <inheritdoc/>
    public static string Successor => Lua.Puppet;

    /// <inheritdoc/>
    public static string Namespace => Lua.Namespace;

    /// <inheritdoc/>
    public static bool HandlesEvents => false;

    /// <inheritdoc/>
    public static bool HasCancellationTokens => true;

    /// <inheritdoc/>
    public static bool AlwaysDeclares => false;

    /// <inheritdoc/>
    public static bool SharesTheHeap => true;
}

/// <summary>Lua with C#: Lua puppets whose children, and what they become by an upgrade, are in C#.</summary>
public abstract class LuaWithCSharp : ILanguage
{
    /// <inheritdoc/>
    public static string Name => "Lua parent, C# child";

    /// <inheritdoc/>
    public static string Puppet => Lua.Puppet;

    /// <inheritdoc/>
    public static string Child => CSharpHandlers.Puppet;

    /// <inheritdoc/>
    public static string Successor => CSharpHandlers.Puppet;

    /// <inheritdoc/>
    public static string Namespace => CSharpHandlers.Namespace;

    /// <inheritdoc/>
    public static bool HandlesEvents => false;

    /// <inheritdoc/>
    public static bool HasCancellationTokens => false;

    /// <inheritdoc/>
    public static bool AlwaysDeclares => true;

    /// <inheritdoc/>
    public static bool SharesTheHeap => false;
}
