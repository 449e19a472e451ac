using System.ComponentModel;

namespace Artel;

/// <content>Functions and where they run.</content>
public sealed partial class ArtelBuilder
{
    private string? _functionHost;

    /// <summary>
    /// Which host runs the functions that name none. Without it, an application with one host runs them there, and one with several refuses
    /// their calls as INVALID.
    /// </summary>
    /// <param name="host">The host's id; it has to be added too.</param>
    /// <exception cref="ArgumentException">The id is malformed, or another host was named before.</exception>
    public ArtelBuilder UseFunctionHost(string host)
    {
        if (!ProcessDefinition.IsValidId(host))
            throw new ArgumentException($"'{host}' is not a host id; an id reads namespace:name.", nameof(host));
        if (_functionHost is not null && _functionHost != host)
            throw new ArgumentException($"Functions run on '{_functionHost}' already; UseFunctionHost names one host for all of them.", nameof(host));
        _functionHost = host;
        return this;
    }

    /// <summary>Adds the definition of a function; what generated code calls.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="method">The method, as the error calls it if another definition has the id.</param>
    /// <exception cref="ArgumentException">Another definition has the id.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ArtelBuilder AddFunction(ProcessDefinition definition, string method)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return AddDefinition(definition, $"the function {method}");
    }

    /// <exception cref="InvalidOperationException">The host that was named is not there.</exception>
    private string? FindFunctionHost() => _functionHost is null || _hosts.ContainsKey(_functionHost)
        ? _functionHost
        : throw new InvalidOperationException($"UseFunctionHost names '{_functionHost}', which is no host of the application; add it with AddHost.");
}
