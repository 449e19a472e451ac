using System.Collections;
using System.Text;

namespace Artel.Lua.Processes;

/// <summary>One entry of a script in the log: structured sinks see its fields, the others its text.</summary>
/// <param name="id">The definition.</param>
/// <param name="pid">The process.</param>
/// <param name="message">The text, already safe to be logged.</param>
/// <param name="fields">What the script adds.</param>
internal sealed class LuaLogEntry(string id, Pid pid, string message, LuaLogFields fields) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private const int OwnFields = 4;

    /// <summary>The text of an entry.</summary>
    public static readonly Func<LuaLogEntry, Exception?, string> Formatter = static (entry, _) => entry.ToString();

    public int Count => fields.Count + OwnFields;

    public KeyValuePair<string, object?> this[int index] => (index - fields.Count) switch
    {
        < 0 => fields[index],
        0 => new("Pid", pid.ToString()),
        1 => new("Definition", id),
        2 => new("Message", message),
        3 => new("{OriginalFormat}", "{Pid} ({Definition}): {Message}"),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString()
    {
        var text = new StringBuilder().Append(pid).Append(" (").Append(id).Append("): ").Append(message);
        for (var i = 0; i < fields.Count; i++)
            text.Append(' ').Append(fields[i].Key).Append('=').Append(fields[i].Value switch
            {
                true => "true",
                false => "false",
                IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
                var value => value,
            });
        return text.ToString();
    }
}
