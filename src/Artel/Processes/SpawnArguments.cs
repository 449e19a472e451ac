using System.ComponentModel;
using Artel.Payloads;

namespace Artel;

/// <summary>The arguments of a spawn, as the started process's definition reads them. Immutable.</summary>
public sealed class SpawnArguments
{
    private readonly object?[] _values;

    internal SpawnArguments(object?[] values) => _values = values;

    internal SpawnArguments(PortableValues portable)
    {
        _values = [];
        Portable = portable;
    }

    internal static SpawnArguments None { get; } = new((object?[])[]);

    /// <summary>The arguments in the portable form, if a process in another language gave them; else null.</summary>
    internal PortableValues? Portable { get; }

    /// <summary>How many there are.</summary>
    public int Count => Portable?.Count ?? _values.Length;

    /// <summary>An argument as a type; what generated code calls.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="index">Which argument, from 0.</param>
    /// <param name="name">The parameter's name, for the error.</param>
    /// <exception cref="ProcessException">INVALID: the argument is missing or of another type.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public T Get<T>(int index, string name)
    {
        string? why;
        T? value;
        if (index >= Count)
            why = $"the process takes more arguments than the {Count} that were given";
        else if (Portable is not null ? Portable.TryRead(index, out value, out why) : PayloadConversion.TryConvert(_values[index], out value, out why))
            return value!;
        throw new ProcessException(ErrorKind.Invalid, $"argument {index + 1} '{name}': {why}", retryable: false);
    }

    /// <summary>An argument as a type, or a default where it was not given; what generated code calls.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="index">Which argument, from 0.</param>
    /// <param name="name">The parameter's name, for the error.</param>
    /// <param name="defaultValue">The parameter's default value.</param>
    /// <exception cref="ProcessException">INVALID: the argument is of another type.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public T GetOrDefault<T>(int index, string name, T defaultValue) => index >= Count ? defaultValue : Get<T>(index, name);

    /// <summary>The arguments in the portable form.</summary>
    /// <exception cref="ProcessException">INVALID: one of them has no codec; the text names the path.</exception>
    internal PortableValues ToPortable()
    {
        if (Portable is not null)
            return Portable;
        if (_values.Length == 0)
            return PortableValues.Empty;
        return PortableValues.Write(_values.Length, _values, static (writer, values) =>
        {
            for (var i = 0; i < values.Length; i++)
                PayloadConversion.Write(writer, values[i], $"argument {i + 1}");
        });
    }
}
