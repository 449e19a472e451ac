using System.Collections;
using System.Collections.Frozen;
using System.Collections.ObjectModel;
using System.Globalization;

namespace Artel.Security;

/// <summary>The values that policies compare: null, text, <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, lists, dictionaries.</summary>
internal static class MetaValue
{
    private const int MaxDepth = 16;

    /// <summary>Lists that have each other several times are many values though they are few objects: the depth alone bounds nothing.</summary>
    private const int MaxValues = 10_000;

    /// <summary>The first of the doubles that no <see cref="long"/> reaches.</summary>
    private const double PastLong = 9_223_372_036_854_775_808.0;

    /// <summary>A read-only copy in which numbers have one of two types.</summary>
    /// <exception cref="ProcessException">INVALID: a value that can't be compared, too many of them, or nested too deep.</exception>
    public static FrozenDictionary<string, object?> Copy(IReadOnlyDictionary<string, object?> values, string path)
    {
        var left = MaxValues;
        return CopyEntries(values, path, 0, ref left);
    }

    /// <inheritdoc cref="Copy(IReadOnlyDictionary{string, object?}, string)"/>
    public static object? Copy(object? value, string path)
    {
        var left = MaxValues;
        return Copy(value, path, 0, ref left);
    }

    /// <summary>Whether two values are the same; a whole number and a fraction may be, lists and dictionaries are by what is in them.</summary>
    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (ConfiguredText a, ConfiguredText b) => a.Text == b.Text,
        (ConfiguredText a, _) => AreEqual(a.ComparedWith(right), right),
        (_, ConfiguredText b) => AreEqual(left, b.ComparedWith(left)),
        (ReadOnlyCollection<object?> a, ReadOnlyCollection<object?> b) => AreEqual(a, b),
        (FrozenDictionary<string, object?> a, FrozenDictionary<string, object?> b) => AreEqual(a, b),
        (long, double) or (double, long) => Compare(left, right) == 0,
        _ => Equals(left, right),
    };

    /// <summary>Below 0, 0 or above 0; null where the two have no order.</summary>
    public static int? Compare(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (long a, long b) => a.CompareTo(b),
        (long a, double b) when !double.IsNaN(b) => Compare(a, b),
        (double a, long b) when !double.IsNaN(a) => -Compare(b, a),
        (double a, double b) when !double.IsNaN(a) && !double.IsNaN(b) => a.CompareTo(b),
        _ => null,
    };

    /// <summary>By their values: as two doubles, large neighbours would be the same.</summary>
    private static int Compare(long whole, double fraction)
    {
        if (fraction >= PastLong)
            return -1;
        if (fraction < -PastLong)
            return 1;
        var truncated = (long)fraction;
        return whole != truncated ? whole.CompareTo(truncated) : 0.0.CompareTo(fraction - truncated);
    }

    private static bool AreEqual(ReadOnlyCollection<object?> left, ReadOnlyCollection<object?> right)
    {
        for (var i = 0; i < left.Count && i < right.Count; i++)
        {
            if (!AreEqual(left[i], right[i]))
                return false;
        }

        return left.Count == right.Count;
    }

    private static bool AreEqual(FrozenDictionary<string, object?> left, FrozenDictionary<string, object?> right)
    {
        foreach (var (key, value) in left)
        {
            if (!right.TryGetValue(key, out var other) || !AreEqual(value, other))
                return false;
        }

        return left.Count == right.Count;
    }

    private static object? Copy(object? value, string path, int depth, ref int left)
    {
        if (left-- == 0)
            throw Invalid(path, $"there are more than {MaxValues} values");
        switch (value)
        {
            case null or string or bool or long or double or ConfiguredText:
                return value;
            case int or short or sbyte or byte or ushort or uint:
                return Convert.ToInt64(value, CultureInfo.InvariantCulture);
            case ulong whole when whole <= long.MaxValue:
                return (long)whole;
            case float single:
                return (double)single;
            case decimal exact:
                return (double)exact;
            case Enum named:
                return named.ToString();
            case Guid guid:
                return guid.ToString();
            case IEnumerable when depth == MaxDepth:
                throw Invalid(path, $"it is nested deeper than {MaxDepth}");
            case IEnumerable<KeyValuePair<string, object?>> entries:
                return CopyEntries(entries, path, depth, ref left);
            case IDictionary dictionary:
                return CopyEntries(EntriesOf(dictionary, path), path, depth, ref left);
            case IEnumerable list:
                return CopyList(list, path, depth, ref left);
            default:
                throw Invalid(path, $"a {value.GetType().Name} can't be compared; use text, numbers, booleans, lists and dictionaries of them");
        }
    }

    private static FrozenDictionary<string, object?> CopyEntries(
        IEnumerable<KeyValuePair<string, object?>> entries, string path, int depth, ref int left)
    {
        var copy = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            copy[key] = Copy(value, $"{path}.{key}", depth + 1, ref left);
        return copy.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static ReadOnlyCollection<object?> CopyList(IEnumerable list, string path, int depth, ref int left)
    {
        var copy = new List<object?>();
        foreach (var item in list)
            copy.Add(Copy(item, $"{path}[{copy.Count + 1}]", depth + 1, ref left));
        return copy.AsReadOnly();
    }

    /// <summary>The entries of a dictionary whose values have one type, of texts for example.</summary>
    private static IEnumerable<KeyValuePair<string, object?>> EntriesOf(IDictionary dictionary, string path)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            yield return entry.Key is string key
                ? new(key, entry.Value)
                : throw Invalid(path, $"a key of a dictionary is a {entry.Key.GetType().Name}; keys are texts");
        }
    }

    private static ProcessException Invalid(string path, string what) => new(ErrorKind.Invalid, $"{path}: {what}", retryable: false);
}
