using System.Diagnostics.CodeAnalysis;

namespace Artel.Payloads;

/// <summary>A list of values in the portable form: what a payload is while it is between two languages. Immutable.</summary>
internal sealed class PortableValues(byte[] bytes, int count)
{
    public static readonly PortableValues Empty = new([], 0);

    /// <summary>The values, one after the other.</summary>
    public byte[] Bytes => bytes;

    /// <summary>How many there are.</summary>
    public int Count => count;

    public PayloadReader Reader => new(bytes);

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
        var reader = At(index);
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
    public bool TryRead<T>(int index, out T? value, [NotNullWhen(false)] out string? why)
    {
        value = default;
        if ((uint)index >= (uint)count)
        {
            why = count == 0 ? $"nothing was given, a {PayloadConversion.NameOf(typeof(T))} was expected" : $"there are {count} values only";
            return false;
        }

        if (PayloadCodecs.Find<T>() is not { } codec)
        {
            why = PayloadCodecs.NoCodec(typeof(T)).Message;
            return false;
        }

        try
        {
            var reader = At(index);
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
            why = mismatch.Message;
            return false;
        }
    }

    private PayloadReader At(int index)
    {
        var reader = Reader;
        for (; index > 0; index--)
            reader.Skip();
        return reader;
    }
}
