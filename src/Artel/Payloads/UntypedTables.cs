using System.Collections;
using System.Globalization;

namespace Artel.Payloads;

/// <summary>Values whose type is known only when they are there: lists and dictionaries of anything, and what has a codec inside of them.</summary>
internal static class UntypedTables
{
    private const int FirstRoom = 1024;

    /// <summary>Reads a table as a list, a dictionary with text keys, or one with any keys.</summary>
    public static object Read(ref PayloadReader reader)
    {
        if (reader.Tag == PayloadTag.Reference)
            return reader.ReadShared((PayloadCodec<object?>)PayloadCodecs.Get<object?>())!;
        var table = reader.BeginTable(out var values, out var pairs);
        object result;
        if (pairs == 0 && values > 0)
            result = ReadList(ref reader, table, values);
        else if (values == 0 && (reader.HasTextKeysOnly(table) ?? true))
            result = ReadTextDictionary(ref reader, table, pairs);
        else
            result = ReadDictionary(ref reader, table, [], values, pairs);
        reader.EndTable();
        return result;
    }

    /// <summary>Writes a value by what it is.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The value.</param>
    /// <param name="path">What to call it in an error.</param>
    /// <param name="declared">The codec of the type that the sender declared, for a value whose own type has none.</param>
    /// <param name="depth">How many tables it is in.</param>
    public static void Write(PayloadWriter writer, object? value, string path, PayloadCodec? declared, int depth)
    {
        if (depth > PayloadWriter.MaxDepth)
            throw new ProcessException(ErrorKind.Invalid, $"{path}: values nest deeper than {PayloadWriter.MaxDepth}", retryable: false);

        switch (value)
        {
            case null:
                writer.WriteNil();
                return;
            case PortableValues portable:
                writer.WriteRaw(portable);
                return;
            case ProcessException error:
                writer.WriteError(error);
                return;
            // Untyped containers first, whatever codec there is: so that an error can tell the path inside of them.
            case IReadOnlyDictionary<string, object?> map:
                WriteMap(writer, map, path, depth);
                return;
            case IList<object?> items:
                WriteItems(writer, items, path, depth);
                return;
        }

        var type = value.GetType();
        if ((type == typeof(object) ? null : PayloadCodecs.Find(type) ?? declared) is { } codec)
        {
            codec.WriteObject(writer, value);
            return;
        }

        switch (value)
        {
            case IDictionary map:
                WriteMap(writer, map, path, depth);
                return;
            case IList list:
                WriteItems(writer, list, path, depth);
                return;
        }

        throw new ProcessException(ErrorKind.Invalid, $"{path}: {PayloadCodecs.NoCodec(type).Message}", retryable: false);
    }

    private static List<object?> ReadList(ref PayloadReader reader, int table, int values)
    {
        var list = new List<object?>(Math.Min(values, FirstRoom));
        reader.Keep<object?>(table, list);
        for (; values > 0; values--)
            list.Add(PayloadConversion.ReadObject(ref reader));
        return list;
    }

    private static object ReadTextDictionary(ref PayloadReader reader, int table, int pairs)
    {
        var result = new Dictionary<string, object?>(Math.Min(pairs, FirstRoom));
        reader.Keep<object?>(table, result);
        for (; pairs > 0; pairs--)
        {
            // A key that is no text comes as a surprise only where nothing comes twice, so that nobody has this dictionary yet.
            var key = PayloadConversion.ReadObject(ref reader);
            if (key is not string text)
                return ReadDictionary(ref reader, table, result.ToDictionary(static pair => (object)pair.Key, static pair => pair.Value), 0, pairs, key);
            result[text] = PayloadConversion.ReadObject(ref reader);
        }

        return result;
    }

    private static Dictionary<object, object?> ReadDictionary(
        ref PayloadReader reader, int table, Dictionary<object, object?> result, int values, int pairs, object? firstKey = null)
    {
        reader.Keep<object?>(table, result);
        for (var i = 1L; i <= values; i++)
            result[i] = PayloadConversion.ReadObject(ref reader);
        for (; pairs > 0; pairs--)
        {
            var key = firstKey ?? PayloadConversion.ReadObject(ref reader) ?? throw reader.Refused("a key");
            firstKey = null;
            result[key] = PayloadConversion.ReadObject(ref reader);
        }

        return result;
    }

    private static void WriteMap(PayloadWriter writer, IReadOnlyDictionary<string, object?> map, string path, int depth)
    {
        if (!writer.TryBeginTable(map, out var counts))
            return;
        var pairs = 0;
        foreach (var (key, item) in map)
        {
            writer.WriteString(key);
            Write(writer, item, $"{path}.{key}", null, depth + 1);
            pairs++;
        }

        writer.PatchTable(counts, 0, pairs);
        writer.EndTable();
    }

    private static void WriteMap(PayloadWriter writer, IDictionary map, string path, int depth)
    {
        if (!writer.TryBeginTable(map, out var counts))
            return;
        var pairs = 0;
        foreach (DictionaryEntry entry in map)
        {
            Write(writer, entry.Key, $"{path} (key)", null, depth + 1);
            Write(writer, entry.Value, $"{path}.{Convert.ToString(entry.Key, CultureInfo.InvariantCulture)}", null, depth + 1);
            pairs++;
        }

        writer.PatchTable(counts, 0, pairs);
        writer.EndTable();
    }

    private static void WriteItems(PayloadWriter writer, IList<object?> items, string path, int depth)
    {
        if (!BeginItems(writer, items, items.Count))
            return;
        for (var i = 0; i < items.Count; i++)
            Write(writer, items[i], $"{path}[{i + 1}]", null, depth + 1);
        writer.EndTable();
    }

    private static void WriteItems(PayloadWriter writer, IList items, string path, int depth)
    {
        if (!BeginItems(writer, items, items.Count))
            return;
        for (var i = 0; i < items.Count; i++)
            Write(writer, items[i], $"{path}[{i + 1}]", null, depth + 1);
        writer.EndTable();
    }

    /// <summary>Begins a list. All empty arrays of a type are one object, which says nothing about the payload.</summary>
    private static bool BeginItems(PayloadWriter writer, object items, int count)
    {
        if (items is not Array { Length: 0 })
            return writer.TryBeginTable(items, count, 0);
        writer.BeginTable(0, 0);
        return true;
    }
}
