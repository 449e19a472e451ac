using System.Diagnostics.CodeAnalysis;

namespace Artel.Payloads;

/// <summary>
/// The tables of one payload in which something comes twice, and what was made of them, so that a table that comes twice is one object.
/// For one reading; not thread-safe.
/// </summary>
internal sealed class SharedTables(PayloadLayout shape)
{
    private readonly Dictionary<int, List<(Type Type, object Value)>> _made = [];
    private readonly Stack<int> _open = [];

    /// <summary>Where a table begins.</summary>
    public bool TryGetPosition(int number, out int position)
    {
        position = (uint)number < (uint)shape.Tables.Count ? shape.Tables[number] : -1;
        return position >= 0;
    }

    /// <summary>Whether all keys of a table are text.</summary>
    public bool HasTextKeysOnly(int position) => shape.HasTextKeysOnly(position);

    public void Begin(int position) => _open.Push(position);

    public void End() => _open.Pop();

    /// <summary>Whether a table is being read.</summary>
    public bool IsOpen(int position) => _open.Contains(position);

    /// <summary>Keeps what was made of a table.</summary>
    public void Keep<T>(int position, T value)
    {
        if (value is null)
            return;
        if (!_made.TryGetValue(position, out var made))
            _made.Add(position, made = []);
        made.RemoveAll(static old => old.Type == typeof(T));
        made.Add((typeof(T), value));
    }

    /// <summary>What was made of a table, if that is, or can stand for, a <typeparamref name="T"/>.</summary>
    public bool TryGet<T>(int position, [MaybeNullWhen(false)] out T value)
    {
        if (_made.TryGetValue(position, out var made))
        {
            foreach (var (type, known) in made)
            {
                // Everything is an object; but who wants whatever the value is wants no other type's reading of it.
                if (known is not T fitting || (type != typeof(T) && typeof(T) == typeof(object)))
                    continue;
                value = fitting;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Forgets what was made, and what was being read: a reading has failed.</summary>
    public void Clear()
    {
        _made.Clear();
        _open.Clear();
    }
}
