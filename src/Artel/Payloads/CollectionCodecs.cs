namespace Artel.Payloads;

/// <summary>Arrays, as tables with the values at 1..n. Null is nil.</summary>
/// <typeparam name="T">The element type; it has a codec.</typeparam>
public sealed class ArrayCodec<T> : PayloadCodec<T[]?>
{
    /// <inheritdoc/>
    public override void Write(PayloadWriter writer, T[]? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        SequenceCodec.Write(writer, value);
    }

    /// <inheritdoc/>
    public override T[]? Read(ref PayloadReader reader) => reader.TryReadNil() ? null : [.. SequenceCodec.Read<T>(ref reader)];
}

/// <summary>Lists, as tables with the values at 1..n. Null is nil.</summary>
/// <typeparam name="T">The element type; it has a codec.</typeparam>
public sealed class ListCodec<T> : PayloadCodec<List<T>?>
{
    /// <inheritdoc/>
    public override void Write(PayloadWriter writer, List<T>? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        SequenceCodec.Write(writer, value);
    }

    /// <inheritdoc/>
    public override List<T>? Read(ref PayloadReader reader) => reader.TryReadNil() ? null : SequenceCodec.Read<T>(ref reader);
}

/// <summary>Read-only lists, as tables with the values at 1..n. Null is nil.</summary>
/// <typeparam name="T">The element type; it has a codec.</typeparam>
public sealed class ReadOnlyListCodec<T> : PayloadCodec<IReadOnlyList<T>?>
{
    /// <inheritdoc/>
    public override void Write(PayloadWriter writer, IReadOnlyList<T>? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        SequenceCodec.Write(writer, value);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<T>? Read(ref PayloadReader reader) => reader.TryReadNil() ? null : SequenceCodec.Read<T>(ref reader);
}

/// <summary>Dictionaries with text keys, as tables. Null is nil.</summary>
/// <typeparam name="T">The value type; it has a codec.</typeparam>
public sealed class DictionaryCodec<T> : PayloadCodec<Dictionary<string, T>?>
{
    /// <inheritdoc/>
    public override void Write(PayloadWriter writer, Dictionary<string, T>? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        var codec = PayloadCodecs.Get<T>();
        writer.BeginTable(0, value.Count);
        foreach (var (key, item) in value)
        {
            writer.WriteString(key);
            codec.Write(writer, item);
        }

        writer.EndTable();
    }

    /// <inheritdoc/>
    public override Dictionary<string, T>? Read(ref PayloadReader reader)
    {
        if (reader.TryReadNil())
            return null;

        var codec = PayloadCodecs.Get<T>();
        reader.BeginTable(out var values, out var pairs);
        if (values > 0)
            throw reader.Mismatch("a table with text keys only");
        var result = new Dictionary<string, T>(Math.Min(pairs, 1024));
        for (var i = 0; i < pairs; i++)
        {
            var key = reader.ReadString();
            result[key] = codec.Read(ref reader);
        }

        reader.EndTable();
        return result;
    }
}

/// <summary>Nullable values: null is nil.</summary>
/// <typeparam name="T">The value type; it has a codec.</typeparam>
public sealed class NullableCodec<T> : PayloadCodec<T?>
    where T : struct
{
    /// <inheritdoc/>
    public override void Write(PayloadWriter writer, T? value)
    {
        if (value is null)
            writer.WriteNil();
        else
            PayloadCodecs.Get<T>().Write(writer, value.Value);
    }

    /// <inheritdoc/>
    public override T? Read(ref PayloadReader reader) => reader.TryReadNil() ? null : PayloadCodecs.Get<T>().Read(ref reader);
}

/// <summary>What the codecs of sequences share.</summary>
internal static class SequenceCodec
{
    public static void Write<T>(PayloadWriter writer, IReadOnlyList<T> value)
    {
        var codec = PayloadCodecs.Get<T>();
        writer.BeginTable(value.Count, 0);
        for (var i = 0; i < value.Count; i++)
            codec.Write(writer, value[i]);
        writer.EndTable();
    }

    public static List<T> Read<T>(ref PayloadReader reader)
    {
        var codec = PayloadCodecs.Get<T>();
        reader.BeginTable(out var values, out var pairs);
        if (pairs > 0)
            throw reader.Mismatch("a list");
        var result = new List<T>(Math.Min(values, 1024));
        for (var i = 0; i < values; i++)
            result.Add(codec.Read(ref reader));
        reader.EndTable();
        return result;
    }
}
