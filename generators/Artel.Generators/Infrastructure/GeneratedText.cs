using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>
/// A generated text, in pieces of one length, of which each is a byte for a character where it can be. Generated text is nearly all ASCII,
/// lives as long as the compilation, and is most of what a cold start makes: the collector looks through half of it this way.
/// </summary>
internal sealed class GeneratedText : SourceText
{
    /// <summary>The characters of all pieces but the last. A larger array would be one that the runtime treats as large.</summary>
    public const int PieceLength = 32 * 1024;

    private readonly List<Piece> _pieces;

    /// <param name="pieces">The pieces, of <see cref="PieceLength"/> characters but for the last one.</param>
    /// <param name="length">The characters of all.</param>
    public GeneratedText(List<Piece> pieces, int length)
    {
        _pieces = pieces;
        Length = length;
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override int Length { get; }

    public override char this[int position] => _pieces[position / PieceLength][position % PieceLength];

    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)
    {
        while (count > 0)
        {
            var start = sourceIndex % PieceLength;
            var part = Math.Min(count, PieceLength - start);
            _pieces[sourceIndex / PieceLength].CopyTo(start, destination, destinationIndex, part);
            sourceIndex += part;
            destinationIndex += part;
            count -= part;
        }
    }

    /// <summary>A part of the text: ASCII, or characters.</summary>
    internal readonly struct Piece
    {
        private readonly byte[]? _ascii;
        private readonly char[]? _text;

        /// <summary>A copy of the first characters of an array.</summary>
        public Piece(char[] text, int length)
        {
            // As many bytes as characters is what only ASCII has in UTF-8.
            if (Encoding.UTF8.GetByteCount(text, 0, length) == length)
                _ascii = Encoding.UTF8.GetBytes(text, 0, length);
            else
                Array.Copy(text, _text = new char[length], length);
        }

        public char this[int index] => _ascii is null ? _text![index] : (char)_ascii[index];

        public void CopyTo(int start, char[] destination, int destinationIndex, int count)
        {
            if (_ascii is null)
                Array.Copy(_text!, start, destination, destinationIndex, count);
            else
                Encoding.UTF8.GetChars(_ascii, start, count, destination, destinationIndex);
        }
    }
}
