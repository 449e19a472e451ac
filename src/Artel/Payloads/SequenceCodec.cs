using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Artel.Payloads;

/// <summary>What the codecs of sequences share.</summary>
internal static class SequenceCodec
{
    /// <summary>No count of a payload makes more room than this before the values are there.</summary>
    public const int FirstRoom = 1024;

    public static void Write<T>(PayloadWriter writer, ReadOnlySpan<T> items)
    {
        var codec = PayloadCodecs.Get<T>();
        foreach (var item in items)
            codec.Write(writer, item);
        writer.EndTable();
    }

    public static void Write<T>(PayloadWriter writer, IEnumerable<T> items)
    {
        var codec = PayloadCodecs.Get<T>();
        if (!writer.TryBeginTable(items, out var counts))
            return;
        var values = 0;
        foreach (var item in items)
        {
            codec.Write(writer, item);
            values++;
        }

        writer.PatchTable(counts, values, 0);
        writer.EndTable();
    }

    /// <summary>Begins a table of values alone; for reading.</summary>
    public static int Begin(ref PayloadReader reader, out int values)
    {
        var table = reader.BeginTable(out values, out var pairs);
        return pairs == 0 ? table : throw reader.NotAList(table);
    }

    public static List<T> ReadNew<T>(ref PayloadReader reader, int values)
    {
        var items = new List<T>(Math.Min(values, FirstRoom));
        Read(ref reader, items, values);
        return items;
    }

    public static void Read<T>(ref PayloadReader reader, ICollection<T> items, int values)
    {
        var codec = PayloadCodecs.Get<T>();
        for (; values > 0; values--)
            items.Add(codec.Read(ref reader));
        reader.EndTable();
    }
}

/// <summary>Arrays.</summary>
internal sealed class ArrayCodec<T> : PayloadCodec<T[]?>
{
    public override void Write(PayloadWriter writer, T[]? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        // All empty arrays of a type are one object, which says nothing about the payload.
        if (value.Length == 0)
            writer.BeginTable(0, 0);
        else if (!writer.TryBeginTable(value, value.Length, 0))
            return;
        SequenceCodec.Write<T>(writer, value);
    }

    public override T[]? Read(ref PayloadReader reader)
    {
        if (reader.Tag != PayloadTag.Table)
            return reader.ReadNilOrShared(this);
        var table = SequenceCodec.Begin(ref reader, out var values);
        T[] items = [.. SequenceCodec.ReadNew<T>(ref reader, values)];
        reader.Keep<T[]?>(table, items);
        return items;
    }
}

/// <summary>Immutable arrays; the default one is empty.</summary>
internal sealed class ImmutableArrayCodec<T> : PayloadCodec<ImmutableArray<T>>
{
    public override void Write(PayloadWriter writer, ImmutableArray<T> value)
    {
        var items = ImmutableCollectionsMarshal.AsArray(value) ?? [];
        PayloadCodecs.Get<T[]>().Write(writer, items);
    }

    public override ImmutableArray<T> Read(ref PayloadReader reader) =>
        ImmutableCollectionsMarshal.AsImmutableArray(PayloadCodecs.Get<T[]?>().Read(ref reader) ?? []);
}

/// <summary>Lists.</summary>
internal sealed class ListCodec<T> : PayloadCodec<List<T>?>
{
    public override void Write(PayloadWriter writer, List<T>? value)
    {
        if (value is null)
            writer.WriteNil();
        else if (writer.TryBeginTable(value, value.Count, 0))
            SequenceCodec.Write<T>(writer, CollectionsMarshal.AsSpan(value));
    }

    public override List<T>? Read(ref PayloadReader reader)
    {
        if (reader.Tag != PayloadTag.Table)
            return reader.ReadNilOrShared(this);
        var table = SequenceCodec.Begin(ref reader, out var values);
        var items = new List<T>(Math.Min(values, SequenceCodec.FirstRoom));
        reader.Keep<List<T>?>(table, items);
        SequenceCodec.Read(ref reader, items, values);
        return items;
    }
}

/// <summary>Interfaces that a list has: read as one.</summary>
internal sealed class ListInterfaceCodec<TCollection, T> : PayloadCodec<TCollection?>
    where TCollection : class, IEnumerable<T>
{
    public override void Write(PayloadWriter writer, TCollection? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNil();
                break;
            case T[] array:
                PayloadCodecs.Get<T[]>().Write(writer, array);
                break;
            case List<T> list when list.GetType() == typeof(List<T>):
                PayloadCodecs.Get<List<T>>().Write(writer, list);
                break;
            case ImmutableArray<T> array:
                PayloadCodecs.Get<T[]>().Write(writer, ImmutableCollectionsMarshal.AsArray(array) ?? []);
                break;
            default:
                SequenceCodec.Write(writer, value);
                break;
        }
    }

    public override TCollection? Read(ref PayloadReader reader) => (TCollection?)(object?)PayloadCodecs.Get<List<T>?>().Read(ref reader);
}

/// <summary>Sets, as lists of their items.</summary>
internal sealed class SetCodec<TCollection, T> : PayloadCodec<TCollection?>
    where TCollection : class, IEnumerable<T>
{
    public override void Write(PayloadWriter writer, TCollection? value)
    {
        if (value is null)
            writer.WriteNil();
        else
            SequenceCodec.Write(writer, value);
    }

    public override TCollection? Read(ref PayloadReader reader)
    {
        if (reader.Tag != PayloadTag.Table)
            return reader.ReadNilOrShared(this);
        var table = SequenceCodec.Begin(ref reader, out var values);
        var items = new HashSet<T>(Math.Min(values, SequenceCodec.FirstRoom));
        var set = (TCollection)(object)items;
        reader.Keep<TCollection?>(table, set);
        SequenceCodec.Read(ref reader, items, values);
        return set;
    }
}

/// <summary>Collections that are made from a list.</summary>
internal sealed class MadeCollectionCodec<TCollection, T>(Func<List<T>, TCollection> make) : PayloadCodec<TCollection?>
    where TCollection : class, IEnumerable<T>
{
    public override void Write(PayloadWriter writer, TCollection? value)
    {
        if (value is null)
            writer.WriteNil();
        else
            SequenceCodec.Write(writer, value);
    }

    public override TCollection? Read(ref PayloadReader reader)
    {
        if (reader.Tag != PayloadTag.Table)
            return reader.ReadNilOrShared(this);
        var table = SequenceCodec.Begin(ref reader, out var values);
        var made = make(SequenceCodec.ReadNew<T>(ref reader, values));
        reader.Keep<TCollection?>(table, made);
        return made;
    }
}
