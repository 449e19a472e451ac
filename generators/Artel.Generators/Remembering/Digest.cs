using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>Half of a text's SHA-256: texts of one digest are one text.</summary>
internal readonly record struct Digest(ulong High, ulong Low);

/// <summary>A text that is gathered for its digest. Its memory is used again, so nobody keeps one.</summary>
internal sealed class DigestText
{
    private const char End = '\u0001';

    [ThreadStatic]
    private static SHA256? _algorithm;

    private char[] _text = new char[4 * 1024];
    private byte[] _bytes = [];
    private int _length;

    public bool IsEmpty => _length == 0;

    public void Clear() => _length = 0;

    /// <summary>Adds a part of a file.</summary>
    /// <returns>The part, until more is added.</returns>
    public ArraySegment<char> Add(SourceText source, int start, int end)
    {
        Reserve(end - start);
        source.CopyTo(start, _text, _length, end - start);
        var part = new ArraySegment<char>(_text, _length, end - start);
        _length += end - start;
        _text[_length++] = End;
        return part;
    }

    public void Add(string text)
    {
        Reserve(text.Length);
        text.CopyTo(0, _text, _length, text.Length);
        _length += text.Length;
        _text[_length++] = End;
    }

    public void Add(ulong number)
    {
        Reserve(4);
        for (var shift = 0; shift < 64; shift += 16)
            _text[_length++] = (char)(number >> shift);
    }

    public void Add(Digest digest)
    {
        Add(digest.High);
        Add(digest.Low);
    }

    public Digest ToDigest()
    {
        var size = _length * sizeof(char);
        if (_bytes.Length < size)
            _bytes = new byte[_text.Length * sizeof(char)];
        Buffer.BlockCopy(_text, 0, _bytes, 0, size);
        var hash = (_algorithm ??= SHA256.Create()).ComputeHash(_bytes, 0, size);
        return new(BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, 8));
    }

    /// <summary>Room for so much, and a mark behind it.</summary>
    private void Reserve(int count)
    {
        if (_length + count >= _text.Length)
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + count + 1));
    }
}

/// <summary>Hashes of texts (FNV-1a), to compare them with an earlier version of themselves.</summary>
internal static class TextHash
{
    public const ulong Start = 14695981039346656037;

    public static ulong Of(string text)
    {
        var hash = Start;
        foreach (var character in text)
            hash = Next(hash, character);
        return hash;
    }

    /// <summary>The hash of a part of a file behind something else, of which the hash is given.</summary>
    public static ulong Of(SourceText source, TextSpan span, ulong before)
    {
        var hash = Next(before ^ Start, (char)span.Length);
        for (var i = span.Start; i < span.End; i++)
            hash = Next(hash, source[i]);
        return hash;
    }

    /// <summary>The hash with one more character.</summary>
    public static ulong Next(ulong hash, char character) => unchecked((hash ^ character) * 1099511628211);
}

/// <summary>Numbers for objects that are compared by identity, so that what remembers them does not keep them alive.</summary>
internal static class Identities
{
    private static readonly ConditionalWeakTable<object, Number> Numbers = new();
    private static int _last;

    public static ulong Of(object thing) => Numbers.GetValue(thing, static _ => new((ulong)Interlocked.Increment(ref _last))).Value;

    private sealed class Number(ulong value)
    {
        public ulong Value { get; } = value;
    }
}
