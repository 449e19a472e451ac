namespace Artel.Lua;

/// <summary>What a host says about the Lua processes that it runs.</summary>
public static class LuaHostOptions
{
    /// <summary>
    /// Limits each Lua process of the host. A definition's own limits go before these, field by field; these go before the
    /// configuration's.
    /// </summary>
    /// <param name="host">The host's options.</param>
    /// <param name="limits">The limits; what is null in them is not changed.</param>
    /// <exception cref="ArgumentException">A limit is not positive, or too little to start a process with.</exception>
    /// <example><code>
    /// artel.AddHost("app:scripts", host => host.UseLuaLimits(new LuaLimits { MemoryBytes = 8 &lt;&lt; 20 }));
    /// </code></example>
    public static ProcessHostOptions UseLuaLimits(this ProcessHostOptions host, LuaLimits limits)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(limits);
        host.Features.Set(limits.Verify("a host"));
        return host;
    }
}
