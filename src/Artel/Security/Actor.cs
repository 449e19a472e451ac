using System.Collections;
using System.Collections.Frozen;

namespace Artel.Security;

/// <summary>
/// A security principal: who is behind an operation. Never the process itself, which carries it and hands it on to what it spawns
/// (statement 104). Immutable and thread-safe.
/// </summary>
public sealed class Actor
{
    /// <summary>An actor.</summary>
    /// <param name="id">Who it is; not empty.</param>
    /// <param name="meta">
    /// What policies can ask about it, as <c>actor.meta.name</c>: texts, numbers, booleans, and lists and dictionaries of them; copied.
    /// </param>
    /// <exception cref="ProcessException">INVALID: the id is empty, or a value is of none of these types; the text names it.</exception>
    public Actor(string id, IReadOnlyDictionary<string, object?>? meta = null)
    {
        if (string.IsNullOrEmpty(id))
            throw new ProcessException(ErrorKind.Invalid, "actor: the id is empty", retryable: false);
        Id = id;
        Meta = meta is null or { Count: 0 } ? FrozenDictionary<string, object?>.Empty : MetaValue.Copy(meta, "meta");
    }

    /// <summary>Who it is.</summary>
    public string Id { get; }

    /// <summary>What policies can ask about it. Read-only; whole numbers are <see cref="long"/>, others <see cref="double"/>.</summary>
    public IReadOnlyDictionary<string, object?> Meta { get; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}

/// <summary>The values that policies compare: null, text, <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, lists, dictionaries.</summary>
internal static class MetaValue
{
    private const int MaxDepth = 16;

    /// <summary>A read-only copy in which numbers have one of two types.</summary>
    /// <exception cref="ProcessException">INVALID: a value that can't be compared, or nested too deep.</exception>
    public static FrozenDictionary<string, object?> Copy(IReadOnlyDictionary<string, object?> values, string path, int depth = 0)
    {
        if (depth == MaxDepth)
            throw new ProcessException(ErrorKind.Invalid, $"{path}: it is nested deeper than {MaxDepth}", retryable: false);
        return values.ToFrozenDictionary(
            static pair => pair.Key, pair => Copy(pair.Value, $"{path}.{pair.Key}", depth + 1), StringComparer.Ordinal);
    }

    /// <inheritdoc cref="Copy(IReadOnlyDictionary{string, object?}, string, int)"/>
    public static object? Copy(object? value, string path, int depth = 0) => value switch
    {
        null or string or bool or long or double or ConfiguredText => value,
        int or short or sbyte or byte or ushort or uint => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        float single => (double)single,
        decimal exact => (double)exact,
        Enum named => named.ToString(),
        Guid guid => guid.ToString(),
        IReadOnlyDictionary<string, object?> nested => Copy(nested, path, depth),
        IEnumerable<KeyValuePair<string, object?>> nested => Copy(nested.ToDictionary(static pair => pair.Key, static pair => pair.Value), path, depth),
        IEnumerable list when depth < MaxDepth => CopyList(list, path, depth + 1),
        _ => throw new ProcessException(
            ErrorKind.Invalid,
            $"{path}: a {value.GetType().Name} can't be compared; use text, numbers, booleans, lists and dictionaries of them",
            retryable: false),
    };

    private static object?[] CopyList(IEnumerable list, string path, int depth)
    {
        var copy = new List<object?>();
        foreach (var item in list)
            copy.Add(Copy(item, $"{path}[{copy.Count + 1}]", depth));
        return [.. copy];
    }

    /// <summary>Whether two values are the same; a whole number and a fraction may be.</summary>
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (long whole, double fraction) => whole == fraction,
        (double fraction, long whole) => fraction == whole,
        _ => Equals(left, right),
    };

    /// <summary>Below 0, 0 or above 0; null where the two have no order.</summary>
    public static int? Compare(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (long a, long b) => a.CompareTo(b),
        (long a, double b) when !double.IsNaN(b) => ((double)a).CompareTo(b),
        (double a, long b) when !double.IsNaN(a) => a.CompareTo(b),
        (double a, double b) when !double.IsNaN(a) && !double.IsNaN(b) => a.CompareTo(b),
        _ => null,
    };
}
