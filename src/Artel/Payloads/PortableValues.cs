using System.Diagnostics.CodeAnalysis;

namespace Artel.Payloads;

/// <summary>A list of values in the portable form: what a payload is while it is between two languages. Immutable.</summary>
/// <param name="bytes">The values, one after the other.</param>
/// <param name="count">How many there are.</param>
/// <param name="tables">How many tables are in them.</param>
/// <param name="shares">Whether one of the tables comes twice.</param>
internal sealed class PortableValues(byte[] bytes, int count, int tables, bool shares)
{
    public static readonly PortableValues Empty = new([], 0, 0, shares: false);

    /// <summary>The values, one after the other.</summary>
    public byte[] Bytes => bytes;

    /// <summary>How many there are.</summary>
    public int Count => count;

    /// <summary>How many tables are in them, but for those in errors.</summary>
    public int Tables => tables;

    /// <summary>Whether one of the tables comes twice.</summary>
    public bool Shares => shares;

    /// <summary>Who pays for them while they are on their way; null where nobody does, as for what C# code sends.</summary>
    public PayloadAccount? Account { get; init; }

    public PayloadReader Reader => new(bytes, NewSharedTables());

    /// <summary>What a reading needs to make one object of a table that comes twice; null where none does.</summary>
    public SharedTables? NewSharedTables() => shares ? new(PayloadLayout.Of(bytes, count)) : null;

    /// <summary>Values that are written one after the other; the writer goes back to its pool however that ends.</summary>
    /// <exception cref="ProcessException">INVALID: what <paramref name="write"/> throws of a value that can't cross.</exception>
    public static PortableValues Write<TState>(int count, TState state, Action<PayloadWriter, TState> write)
        where TState : allows ref struct
    {
        var writer = PayloadWriter.Rent();
        try
        {
            write(writer, state);
        }
        catch
        {
            writer.Discard();
            throw;
        }

        return writer.ToValues(count);
    }

    /// <summary>One value, as whatever it is.</summary>
    public object? ReadObject(int index)
    {
        var reader = At(index, NewSharedTables());
        return PayloadConversion.ReadObject(ref reader);
    }

    /// <summary>All values, as whatever they are.</summary>
    public object?[] ReadObjects()
    {
        var reader = Reader;
        var values = new object?[count];
        for (var i = 0; i < values.Length; i++)
            values[i] = PayloadConversion.ReadObject(ref reader);
        return values;
    }

    /// <summary>One value by a type's codec.</summary>
    /// <param name="index">Which value, from 0.</param>
    /// <param name="value">The value.</param>
    /// <param name="why">Why not.</param>
    /// <param name="kept">What other readings of these values made, so that a table that several values share is one object.</param>
    public bool TryRead<T>(int index, out T? value, [NotNullWhen(false)] out string? why, SharedTables? kept = null)
    {
        value = default;
        if ((uint)index >= (uint)count)
        {
            why = count == 0 ? $"nothing was given, a {PayloadConversion.NameOf(typeof(T))} was expected" : $"there are {count} values only";
            return false;
        }

        kept ??= NewSharedTables();
        return TryRead(At(index, kept), out value, out why, kept);
    }

    /// <summary>The next value of a reader by a type's codec.</summary>
    /// <param name="reader">Where the value is.</param>
    /// <param name="value">The value.</param>
    /// <param name="why">Why not.</param>
    /// <param name="kept">The tables that the reader shares with others; null where it has none.</param>
    public static bool TryRead<T>(PayloadReader reader, out T? value, [NotNullWhen(false)] out string? why, SharedTables? kept = null)
    {
        value = default;
        if (PayloadCodecs.Find<T>() is not { } codec)
        {
            why = PayloadCodecs.NoCodec(typeof(T)).Message;
            return false;
        }

        try
        {
            value = codec.Read(ref reader);
            if (value is null && default(T) is not null)
            {
                why = "nil was given";
                return false;
            }

            why = null;
            return true;
        }
        catch (ProcessException mismatch) when (mismatch.Kind == ErrorKind.Invalid)
        {
            value = default;
            kept?.Clear();
            why = mismatch.Message;
            return false;
        }
    }

    private PayloadReader At(int index, SharedTables? kept)
    {
        var reader = new PayloadReader(bytes, kept);
        for (; index > 0; index--)
            reader.Skip();
        return reader;
    }
}
