namespace Artel.Runtime;

/// <summary>
/// What a host was told by others than the runtime, as a language's limits: one value of each type. Written while the host is set up,
/// read only after that.
/// </summary>
internal sealed class HostFeatures
{
    private readonly Dictionary<Type, object> _values = [];

    /// <summary>Keeps a value in the place of an earlier one of its type.</summary>
    public void Set<T>(T value)
        where T : class => _values[typeof(T)] = value;

    /// <summary>The value of a type; null if nobody set one.</summary>
    public T? Get<T>()
        where T : class => _values.GetValueOrDefault(typeof(T)) as T;
}
