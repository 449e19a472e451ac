namespace Artel.Payloads;

/// <summary>Dictionaries and their interfaces.</summary>
/// <param name="make">Makes the collection from a dictionary; null where a dictionary is one.</param>
internal sealed class DictionaryCodec<TCollection, TKey, TValue>(Func<Dictionary<TKey, TValue>, TCollection>? make) : PayloadCodec<TCollection?>
    where TCollection : class, IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    public override void Write(PayloadWriter writer, TCollection? value)
    {
        if (value is null)
            writer.WriteNil();
        else if (value is Dictionary<TKey, TValue> dictionary)
            WriteDictionary(writer, dictionary);
        else
            WriteAny(writer, value);
    }

    public override TCollection? Read(ref PayloadReader reader)
    {
        if (reader.Tag != PayloadTag.Table)
            return reader.ReadNilOrShared(this);
        var table = reader.BeginTable(out var values, out var pairs);
        var items = new Dictionary<TKey, TValue>(Math.Min(values + pairs, SequenceCodec.FirstRoom));
        if (make is null)
            reader.Keep(table, (TCollection?)(object)items);
        Read(ref reader, table, items, values, pairs);
        if (make is null)
            return (TCollection)(object)items;
        var made = make(items);
        reader.Keep<TCollection?>(table, made);
        return made;
    }

    // Apart from the other one for its enumerator, which is no object.
    private static void WriteDictionary(PayloadWriter writer, Dictionary<TKey, TValue> items)
    {
        var (keys, values) = (PayloadCodecs.Get<TKey>(), PayloadCodecs.Get<TValue>());
        if (!writer.TryBeginTable(items, 0, items.Count))
            return;
        foreach (var (key, value) in items)
        {
            keys.Write(writer, key);
            values.Write(writer, value);
        }

        writer.EndTable();
    }

    private static void WriteAny(PayloadWriter writer, TCollection items)
    {
        var (keys, values) = (PayloadCodecs.Get<TKey>(), PayloadCodecs.Get<TValue>());
        if (!writer.TryBeginTable(items, out var counts))
            return;
        var pairs = 0;
        foreach (var (key, value) in items)
        {
            keys.Write(writer, key);
            values.Write(writer, value);
            pairs++;
        }

        writer.PatchTable(counts, 0, pairs);
        writer.EndTable();
    }

    private static void Read(ref PayloadReader reader, int table, Dictionary<TKey, TValue> items, int values, int pairs)
    {
        var codec = PayloadCodecs.Get<TValue>();
        if (values > 0 && !KeyCodec<TKey>.TakesIntegers)
            throw reader.NotA(table, "a table with text keys only");
        // What has the keys 1..n is a list to Lua.
        for (var i = 1; i <= values; i++)
        {
            var key = KeyCodec<TKey>.FromInteger(i) ?? throw reader.NotA(table, $"a table with keys below {i}");
            items[(TKey)key] = codec.Read(ref reader);
        }

        var keys = PayloadCodecs.Get<TKey>();
        for (; pairs > 0; pairs--)
        {
            var key = keys.Read(ref reader) ?? throw reader.Refused("a key");
            items[key] = codec.Read(ref reader);
        }

        reader.EndTable();
    }
}

/// <summary>Keys of the values of a list.</summary>
internal static class KeyCodec<TKey>
{
    public static readonly bool TakesIntegers = typeof(TKey) == typeof(object) || FromInteger(1) is not null;

    /// <summary>The key; null if the type has none like it.</summary>
    public static object? FromInteger(int key)
    {
        if (typeof(TKey) == typeof(int))
            return key;
        if (typeof(TKey) == typeof(long) || typeof(TKey) == typeof(object))
            return (long)key;
        if (typeof(TKey) == typeof(short))
            return key <= short.MaxValue ? (short)key : null;
        if (typeof(TKey) == typeof(byte))
            return key <= byte.MaxValue ? (byte)key : null;
        if (typeof(TKey) == typeof(sbyte))
            return key <= sbyte.MaxValue ? (sbyte)key : null;
        if (typeof(TKey) == typeof(ushort))
            return key <= ushort.MaxValue ? (ushort)key : null;
        if (typeof(TKey) == typeof(uint))
            return (uint)key;
        if (typeof(TKey) == typeof(ulong))
            return (ulong)key;
        return null;
    }
}
