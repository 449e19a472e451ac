using System.Collections.Immutable;

namespace Artel.Generators;

/// <summary>The names that mean something else than before, or may do so; and those that are declared in terms of them.</summary>
/// <param name="isElsewhere">Whether a namespace is also declared by a file that did not change.</param>
internal sealed class ChangedNames(Func<Declared, bool> isElsewhere)
{
    private const string Attribute = "Attribute";

    private readonly HashSet<int> _words = [];
    private bool _isAll;

    /// <summary>All names.</summary>
    public static ChangedNames All { get; } = new(static _ => false) { _isAll = true };

    /// <summary>Whether one of them is among the words.</summary>
    public bool AreIn(Words words) => _isAll || words.HasAny(_words);

    /// <summary>Whether one of them has the hash of a word.</summary>
    public bool Have(int word) => _isAll || _words.Contains(word);

    /// <summary>Adds what one version of a file declares and the other one does not.</summary>
    public void AddDifference(ImmutableArray<Declared> before, ImmutableArray<Declared> after)
    {
        var counts = new Dictionary<Declared, int>();
        foreach (var name in before)
            counts[name] = (counts.TryGetValue(name, out var count) ? count : 0) - 1;
        foreach (var name in after)
            counts[name] = (counts.TryGetValue(name, out var count) ? count : 0) + 1;
        foreach (var name in counts.Where(static name => name.Value != 0).Select(static name => name.Key))
        {
            if (name.Kind == DeclaredKind.Namespace && isElsewhere(name))
                continue;
            _isAll |= name.Kind == DeclaredKind.Platform;
            Add(name.Name);
        }
    }

    /// <summary>Adds what is declared in files whose outlines mention one of them, and so on.</summary>
    public void AddUsers(TreeSurface[] files)
    {
        var open = _words.Count == 0 || _isAll ? [] : files.ToList();
        for (var found = true; found;)
        {
            found = open.RemoveAll(file =>
            {
                if (!AreIn(file.Mentioned))
                    return false;
                foreach (var name in file.Declared)
                {
                    if (name.Kind != DeclaredKind.Namespace)
                        Add(name.Name);
                }

                return true;
            }) > 0;
        }
    }

    /// <summary>Adds the name with those that it is used by: an attribute's without its end, and that of a process's reference.</summary>
    private void Add(string name)
    {
        _words.Add(Words.HashOf(name));
        _words.Add(Words.HashOf(name + "Ref"));
        if (name.EndsWith(Attribute, StringComparison.Ordinal))
            _words.Add(Words.HashOf(name.Substring(0, name.Length - Attribute.Length)));
    }
}
