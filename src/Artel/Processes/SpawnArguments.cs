using System.ComponentModel;
using Artel.Payloads;

namespace Artel;

/// <summary>The arguments of a spawn, as the started process's definition reads them. Immutable.</summary>
public readonly struct SpawnArguments
{
    /// <summary>In the place of the number: the arguments are in the portable form.</summary>
    private const int AsPortable = -1;

    /// <summary>The first one; or all of them in the portable form. An array would be an object more for each spawn.</summary>
    private readonly object? _first;

    /// <summary>The second one; or, of more than two, an array of those after the first.</summary>
    private readonly object? _rest;

    private readonly int _count;

    internal SpawnArguments(PortableValues portable)
    {
        _first = portable;
        _count = AsPortable;
    }

    private SpawnArguments(ReadOnlySpan<object?> values)
    {
        _count = values.Length;
        _first = _count > 0 ? values[0] : null;
        _rest = _count > 2 ? values[1..].ToArray() : _count == 2 ? values[1] : null;
    }

    internal static SpawnArguments None => default;

    /// <summary>The arguments in the portable form, if a process in another language gave them; else null.</summary>
    internal PortableValues? Portable => _count == AsPortable ? (PortableValues)_first! : null;

    /// <summary>How many there are.</summary>
    public int Count => Portable?.Count ?? _count;

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
        var portable = Portable;
        if (index >= Count)
            why = $"the process takes more arguments than the {Count} that were given";
        else if (portable is not null ? portable.TryRead(index, out value, out why) : PayloadConversion.TryConvert(At(index), out value, out why))
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
        if (Portable is { } portable)
            return portable;
        if (_count == 0)
            return PortableValues.Empty;
        return PortableValues.Write(_count, this, static (writer, arguments) =>
        {
            for (var i = 0; i < arguments._count; i++)
                PayloadConversion.Write(writer, arguments.At(i), $"argument {i + 1}");
        });
    }

    /// <summary>Arguments that C# code gives; copied.</summary>
    internal static SpawnArguments Of(ReadOnlySpan<object?> values) => new(values);

    private object? At(int index) => index == 0 ? _first : _count == 2 ? _rest : ((object?[])_rest!)[index - 1];
}
