using System.Buffers.Binary;

namespace Artel.Payloads;

/// <summary>
/// Where the tables and references of a payload are. To find out is to check the whole payload: what it is made of can be read after
/// that, whoever wrote it. Immutable.
/// </summary>
internal sealed class PayloadLayout
{
    private readonly List<int> _tables = [];
    private readonly List<bool> _textKeys = [];
    private readonly List<int> _references = [];

    private PayloadLayout() { }

    /// <summary>Where each table begins, by its number.</summary>
    public IReadOnlyList<int> Tables => _tables;

    /// <summary>Where each reference is.</summary>
    public IReadOnlyList<int> References => _references;

    /// <summary>Whether something comes twice, also inside of an error.</summary>
    public bool Shares { get; private set; }

    /// <summary>Whether all keys of a table are text.</summary>
    public bool HasTextKeysOnly(int position) => _textKeys[_tables.BinarySearch(position)];

    /// <summary>The layout of values.</summary>
    /// <param name="bytes">The values.</param>
    /// <param name="count">How many they are; less than 0 for as many as the bytes hold.</param>
    /// <param name="used">How many bytes the values take.</param>
    /// <exception cref="ProcessException">INVALID: the bytes are no payload; the text names the byte.</exception>
    public static PayloadLayout Of(ReadOnlySpan<byte> bytes, int count, out int used)
    {
        var layout = new PayloadLayout();
        var reader = new PayloadReader(bytes);
        for (; count != 0 && (count > 0 || reader.Position < bytes.Length); count--)
            layout.Add(ref reader, bytes);
        used = reader.Position;
        return layout;
    }

    /// <inheritdoc cref="Of(ReadOnlySpan{byte}, int, out int)"/>
    public static PayloadLayout Of(ReadOnlySpan<byte> bytes, int count) => Of(bytes, count, out _);

    private void Add(ref PayloadReader reader, ReadOnlySpan<byte> bytes)
    {
        switch (reader.Tag)
        {
            case PayloadTag.Reference:
                var position = reader.Position;
                if ((uint)reader.ReadReference() >= (uint)_tables.Count)
                    throw PayloadReader.Malformed(position);
                _references.Add(position);
                Shares = true;
                break;
            case PayloadTag.Table:
                AddTable(ref reader, bytes);
                break;
            case PayloadTag.Error:
                AddError(ref reader, bytes);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void AddTable(ref PayloadReader reader, ReadOnlySpan<byte> bytes)
    {
        var number = _tables.Count;
        _tables.Add(reader.BeginTable(out var values, out var pairs));
        _textKeys.Add(values == 0);
        for (; values > 0; values--)
            Add(ref reader, bytes);
        for (; pairs > 0; pairs--)
        {
            var key = reader.Position;
            if (reader.Tag != PayloadTag.String)
                _textKeys[number] = false;
            if (reader.Tag == PayloadTag.Nil || (reader.Tag == PayloadTag.Float && IsNaN(bytes[key..])))
                throw PayloadReader.Malformed(key);
            Add(ref reader, bytes);
            Add(ref reader, bytes);
        }

        reader.EndTable();
    }

    /// <summary>An error's tables are numbered for themselves.</summary>
    private void AddError(ref PayloadReader reader, ReadOnlySpan<byte> bytes)
    {
        reader.BeginError(out _, out _);
        reader.ReadBytes();
        if (!reader.TryReadNil())
            reader.ReadBytes();
        if (!reader.TryReadNil())
        {
            var details = new PayloadLayout();
            details.Add(ref reader, bytes);
            Shares |= details.Shares;
        }

        if (!reader.TryReadNil())
        {
            if (reader.Tag != PayloadTag.Error)
                throw PayloadReader.Malformed(reader.Position);
            AddError(ref reader, bytes);
        }

        reader.EndTable();
    }

    private static bool IsNaN(ReadOnlySpan<byte> value) => value.Length >= 9 && double.IsNaN(BinaryPrimitives.ReadDoubleLittleEndian(value[1..]));
}
