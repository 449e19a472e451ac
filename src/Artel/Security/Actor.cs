using System.Collections.Frozen;

namespace Artel.Security;

/// <summary>
/// A security principal: who is behind an operation. Never the process itself, which carries it and hands it on to what it spawns
/// (statement 104). Immutable and thread-safe.
/// </summary>
public sealed class Actor
{
    /// <summary>An actor.</summary>
    /// <param name="id">Who it is; not empty.</param>
    /// <param name="meta">
    /// What policies can ask about it, as <c>actor.meta.name</c>: texts, numbers, booleans, and lists and dictionaries of them, up to 16 deep
    /// and 10,000 values in all; copied.
    /// </param>
    /// <exception cref="ProcessException">INVALID: the id is empty, a value is of none of these types, or there are too many; the text names it.</exception>
    public Actor(string id, IReadOnlyDictionary<string, object?>? meta = null)
    {
        if (string.IsNullOrEmpty(id))
            throw new ProcessException(ErrorKind.Invalid, "actor: the id is empty", retryable: false);
        Id = id;
        Meta = meta is null or { Count: 0 } ? FrozenDictionary<string, object?>.Empty : MetaValue.Copy(meta, "meta");
    }

    /// <summary>Who it is.</summary>
    public string Id { get; }

    /// <summary>What policies can ask about it. Read-only; whole numbers are <see cref="long"/>, others <see cref="double"/>.</summary>
    public IReadOnlyDictionary<string, object?> Meta { get; }

    /// <summary>The id.</summary>
    public override string ToString() => Id;
}
