using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Artel.Generators;

/// <summary>
/// The words in a text, by their hashes: every name in it is one of them, and so is what stands in comments and strings. Two words of one
/// hash only make more be read again than has to be.
/// </summary>
internal sealed class Words
{
    /// <summary>Stands for all words, where a name is written so that it is not its own text: with an escape, or an invisible character.</summary>
    private const int Any = 0;

    private static readonly ConditionalWeakTable<SyntaxTree, Words> PerTree = new();

    [ThreadStatic]
    private static char[]? _kept;

    [ThreadStatic]
    private static Gathered? _gathered;

    private readonly int[] _sorted;

    private Words(HashSet<int> hashes)
    {
        _sorted = [.. hashes];
        Array.Sort(_sorted);
    }

    public static Words Of(SyntaxTree tree, CancellationToken cancelled)
    {
        if (PerTree.TryGetValue(tree, out var known))
            return known;
        var source = tree.GetText(cancelled);
        var text = _kept is { } kept && kept.Length >= source.Length ? kept : _kept = new char[source.Length * 2];
        source.CopyTo(0, text, 0, source.Length);
        var gathered = _gathered ??= new();
        gathered.Add(new(text, 0, source.Length));
        return PerTree.GetValue(tree, _ => gathered.ToWords());
    }

    /// <summary>The hash of a name, which is that of the word that it is in a text.</summary>
    public static int HashOf(string name) => End(TextHash.Of(name));

    /// <summary>Whether one of the words is in the text.</summary>
    public bool HasAny(HashSet<int> hashes)
    {
        if (_sorted.Length > 0 && Array.BinarySearch(_sorted, Any) >= 0)
            return hashes.Count > 0;
        if (hashes.Count > _sorted.Length)
            return Array.Exists(_sorted, hashes.Contains);
        foreach (var hash in hashes)
        {
            if (Array.BinarySearch(_sorted, hash) >= 0)
                return true;
        }

        return false;
    }

    private static int End(ulong hash)
    {
        var folded = unchecked((int)(hash ^ (hash >> 32)));
        return folded == Any ? 1 : folded;
    }

    /// <summary>Words that are being gathered.</summary>
    internal sealed class Gathered
    {
        private readonly HashSet<int> _hashes = [];

        public void Add(ArraySegment<char> part)
        {
            var text = part.Array!;
            var end = part.Offset + part.Count;
            var hash = TextHash.Start;
            for (var i = part.Offset; i < end; i++)
            {
                var character = text[i];
                if (character is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')
                    || (character > '\u007f' && SyntaxFacts.IsIdentifierPartCharacter(character)))
                {
                    hash = TextHash.Next(hash, character);
                    if (character > '\u007f' && char.GetUnicodeCategory(character) == UnicodeCategory.Format)
                        _hashes.Add(Any);
                    continue;
                }

                if (hash != TextHash.Start)
                    _hashes.Add(End(hash));
                if (character == '\\' && i + 1 < end && text[i + 1] is 'u' or 'U')
                    _hashes.Add(Any);
                hash = TextHash.Start;
            }

            if (hash != TextHash.Start)
                _hashes.Add(End(hash));
        }

        /// <summary>The words, after which there are none.</summary>
        public Words ToWords()
        {
            var words = new Words(_hashes);
            _hashes.Clear();
            return words;
        }
    }
}
