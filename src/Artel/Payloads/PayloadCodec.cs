namespace Artel.Payloads;

/// <summary>How a type crosses to another language or node, without its static type at hand.</summary>
public abstract class PayloadCodec
{
    private protected PayloadCodec() { }

    /// <summary>The C# type.</summary>
    public abstract Type Type { get; }

    internal abstract void WriteObject(PayloadWriter writer, object? value);
}

/// <summary>How a type crosses to another language or node. Written by the generator; stateless and thread-safe.</summary>
/// <typeparam name="T">The C# type.</typeparam>
public abstract class PayloadCodec<T> : PayloadCodec
{
    /// <inheritdoc/>
    public sealed override Type Type => typeof(T);

    /// <summary>Writes one value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The value.</param>
    public abstract void Write(PayloadWriter writer, T value);

    /// <summary>Reads one value.</summary>
    /// <param name="reader">Where from.</param>
    /// <exception cref="ProcessException">INVALID: the next value can't be a <typeparamref name="T"/>; the text names the field.</exception>
    public abstract T Read(ref PayloadReader reader);

    internal sealed override void WriteObject(PayloadWriter writer, object? value) => Write(writer, (T)value!);
}
